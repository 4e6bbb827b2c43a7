// Reply: whether requests were answered within their time limit.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Timed cells over the applications ledger; came: received, due: the clock's, done: delivered or
/// answered.
Measure reply_measure();

/// Where each request stands and when it is due, read off its clock in one walk.
struct Replies {
  Cells cells;
  std::vector<Date> earliest, latest;  ///< of the deadline, as in Due
};
/// Takes what is told of some rows, the first of them at place `first`; asked from two threads.
using Heard = std::function<void(std::size_t first, std::span<const Cell> cells,
                                 std::span<const Date> earliest)>;
/// `heard` is told of each block of rows while it is at hand.
Replies replies(const Ledger& applications, const Law& law, Period period, Rows rows,
                const Heard& heard = {});

}  // namespace gongkai
