// Policies: whether they were interpreted, and together with the document.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Policies issued in the year: `together` (interpreted on the day of issue or before), `later`,
/// `undated` (interpreted, nobody wrote when), `not_yet`; `unknown`: no day of issue is given.
Measure policy_measure();

}  // namespace gongkai
