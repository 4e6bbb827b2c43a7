// Ratings: what people thought of a service, a row each.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Ratings of the year: `rated` with a score, `unscored` without one.
Measure rating_measure();

}  // namespace gongkai
