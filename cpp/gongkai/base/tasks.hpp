// Tasks that do not ask of each other, on two threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <vector>

namespace gongkai {

/// Calls work(0) to work(count - 1), each once; on two threads at a time where `many`, taken in
/// this order. Throws what the first of those that failed has thrown, after all are done.
template <class Work>
void each_task(std::size_t count, bool many, Work work) {
  std::vector<std::exception_ptr> failed(count);
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t at = next++; at < count; at = next++) {
      try {
        work(at);
      } catch (...) {
        failed[at] = std::current_exception();
      }
    }
  };
  std::future<void> other;
  if (many) other = std::async(std::launch::async, take);
  take();
  if (many) other.get();
  for (const std::exception_ptr& each : failed)
    if (each) std::rethrow_exception(each);
}

/// Calls work(from, until) for both halves of [begin, end) at the same time, where there are few
/// things once for all; each is looked at alone.
template <class Work>
void in_halves(std::int64_t begin, std::int64_t end, Work work) {
  constexpr std::int64_t kFew = 100'000;
  if (end - begin < kFew) return work(begin, end);
  const auto middle = begin + (end - begin) / 2;
  each_task(2, true,
            [&](std::size_t at) { work(at == 0 ? begin : middle, at == 0 ? middle : end); });
}

}  // namespace gongkai
