// Flow: how requests came in, were answered, and were carried over (table 三).
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Cells `new.<outcome>`, `old.<outcome>`, `new.forward`, `old.forward`; the dot of an outcome's id
/// is an underscore. New: received in the period; forward: not closed by the date of count.
Measure flow_measure();

/// Cells of a row of table 三 ("new_received", "granted", "closed_total", "carried_forward" …).
/// Throws DataError: "table3 has no row 'denied'".
CellSet flow_cells(std::string_view table3_row);

}  // namespace gongkai
