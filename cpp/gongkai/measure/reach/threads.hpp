// Several threads at one job, and somebody who waits for them and may call it off.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "gongkai/measure/reach.hpp"

namespace gongkai::reach {

/// How far a job is, and whether it should go on.
struct Work {
  std::atomic<std::int64_t> done = 0;
  std::atomic<bool> stopped = false;
};

/// Runs `work(thread, work)` in so many threads and tells `progress` from this one. The first
/// thing that is thrown, here or there, stops all and is thrown here when all have ended.
void run(int threads, const Progress& progress,
         const std::function<void(int thread, Work& work)>& work);

}  // namespace gongkai::reach
