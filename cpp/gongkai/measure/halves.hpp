// Two halves of many rows at once: each row is looked at alone, so the answer is the same.
#pragma once

#include <future>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Calls `work` for both halves of the rows at the same time, for few rows once for all. What it
/// throws for an earlier row goes before what it throws for a later one.
template <class Work>
void in_halves(Rows rows, Work work) {
  constexpr std::int64_t kFew = 100'000;
  if (rows.end - rows.begin < kFew) return work(rows);
  const auto middle = rows.begin + (rows.end - rows.begin) / 2;
  auto upper = std::async(std::launch::async, [&] { work(Rows{middle, rows.end}); });
  work(Rows{rows.begin, middle});
  upper.get();
}

}  // namespace gongkai
