// Tasks: whether the plan's tasks were done by their deadlines.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Timed cells over the tasks ledger; came: the plan's issue (carried over from last year's plan:
/// old). A task due before its plan was issued counts as due; done, it is late, never on time.
Measure task_measure();

/// The plan's date of issue for that row, else the year's; kNever where neither is given.
Date issued_on(const Ledger& tasks, const Law& law, std::int64_t row);
/// When a task was done; kUndated at 100 % without a date.
Date done_on(const Ledger& tasks, std::int64_t row);

}  // namespace gongkai
