// Targets: whether a task reached the number that the plan set.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Over the tasks ledger: `met` (achieved at least the target), `unmet`, `unknown` (nobody wrote
/// what was achieved). Outside: no target, or the plan was issued after the date of count.
Measure target_measure();

}  // namespace gongkai
