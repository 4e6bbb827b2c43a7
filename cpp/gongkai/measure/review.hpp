// Legal review: whether a reply was looked at by a lawyer before it went out.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Over the applications answered in the year: `reviewed`, `not_reviewed`, `unknown` (blank).
Measure legal_review_measure();

}  // namespace gongkai
