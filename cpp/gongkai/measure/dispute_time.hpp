// How long disputes take: from filing to conclusion, and from a corrected result to putting right.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Timed cells over the disputes ledger; came: filed, done: concluded, due: the limit of the kind
/// (`review`: 行政复议法 art. 62); none where the law's data has no limit for it, as for suits.
/// Rows of the reviewing organ as co-defendant are outside.
Measure conclude_measure();

/// The same over those that ended with a corrected result; came: concluded, done: rectified, due:
/// the limit `rectification` (行政复议法 art. 76).
Measure rectify_measure();

/// When a dispute was concluded; kNever while it is pending, kUndated where only its result is
/// there.
Date concluded_on(const Ledger& disputes, std::int64_t row);

}  // namespace gongkai
