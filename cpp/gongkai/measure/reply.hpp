// Reply: whether requests were answered within their time limit.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Timed cells over the applications ledger; came: received, due: the clock's, done: delivered or
/// answered.
Measure reply_measure();

}  // namespace gongkai
