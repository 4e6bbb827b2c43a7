// Disputes: reviews and lawsuits by kind and result (table 四).
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Cells `<kind>.<result>`, and `co_defendant` for rows of the reviewing organ, listed and not
/// counted. `other_rectified`: ended by 调解 or 和解 (the words of its outcome), and the reply was
/// put right by the date of count.
Measure dispute_measure();

/// Cells of a column of table 四 within one of its rows: ("review", "corrected").
CellSet dispute_cells(std::string_view kind, std::string_view result);

}  // namespace gongkai
