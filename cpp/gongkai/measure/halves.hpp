// Two halves of many rows at once: each row is looked at alone, so the answer is the same.
#pragma once

#include "gongkai/base/tasks.hpp"
#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Calls `work` for both halves of the rows at the same time, for few rows once for all. What it
/// throws for an earlier row goes before what it throws for a later one.
template <class Work>
void in_halves(Rows rows, Work work) {
  in_halves(rows.begin, rows.end, [&](std::int64_t from, std::int64_t until) {
    work(Rows{from, until});
  });
}

}  // namespace gongkai
