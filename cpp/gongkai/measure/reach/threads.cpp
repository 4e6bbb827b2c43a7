#include "gongkai/measure/reach/threads.hpp"

#include <chrono>

namespace gongkai::reach {

void run(int threads, const Progress& progress,
         const std::function<void(int thread, Work& work)>& work) {
  Work state;
  std::mutex mutex;
  std::condition_variable ended;
  std::exception_ptr error;
  int running = threads;
  const auto fail_with = [&](std::exception_ptr found) {
    const std::scoped_lock lock(mutex);
    if (error == nullptr) error = std::move(found);
    state.stopped = true;
  };

  std::vector<std::jthread> all;
  for (int thread = 0; thread < threads; ++thread)
    all.emplace_back([&, thread] {
      try {
        work(thread, state);
      } catch (...) {
        fail_with(std::current_exception());
      }
      const std::scoped_lock lock(mutex);
      --running;
      ended.notify_one();
    });
  for (std::unique_lock lock(mutex); running > 0;) {
    ended.wait_for(lock, std::chrono::milliseconds(100), [&] { return running == 0; });
    if (!progress || state.stopped) continue;
    lock.unlock();
    try {
      progress(state.done);
    } catch (...) {
      fail_with(std::current_exception());
    }
    lock.lock();
  }
  all.clear();
  if (error != nullptr) std::rethrow_exception(error);
}

}  // namespace gongkai::reach
