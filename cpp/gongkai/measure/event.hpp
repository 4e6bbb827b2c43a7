// Events: trainings, checks and whatever else was held in the year.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// `held` in the year; `undated`: held, nobody wrote when.
Measure event_measure();

}  // namespace gongkai
