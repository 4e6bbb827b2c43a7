// Reply: whether requests were answered within their time limit.
#pragma once

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
Replies replies(const Ledger& applications, const Law& law, Period period, Rows rows);

}  // namespace gongkai
