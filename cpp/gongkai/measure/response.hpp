// Responses: whether inquiries, messages and faults of the website were dealt with in time.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Timed cells over the responses ledger; came: `opened`; due by the limit `response.<kind>` that
/// was in force on that day, nothing where none is; done: `closed`.
Measure response_measure();

/// `published` (closed, and the answer stands online), `closed`, `open`: messages of the year.
/// Published but not closed is open.
Measure answer_measure();

}  // namespace gongkai
