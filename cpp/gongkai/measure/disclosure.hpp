// Disclosures: whether what must be published was, and in time.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Timed cells over the disclosures ledger; came: `formed`, where it is not dated: new; due: the
/// row's own day, else by the limit `publication` (art. 26) from `formed`; done: `published`.
Measure disclosure_measure();

}  // namespace gongkai
