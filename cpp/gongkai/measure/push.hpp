// Pushes: what became of each message, seen by itself.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Pushes sent in the year, also those without a day: `delivered`, `undelivered` or `unknown`, then
/// `opened`, `unopened` or `unknown`: "delivered.unopened". A row is a message, whoever got it.
Measure push_measure();

}  // namespace gongkai
