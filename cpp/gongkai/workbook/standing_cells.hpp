// Cells that tell how a task or a request stands against its limit.
#pragma once

#include "gongkai/measure/books.hpp"
#include "gongkai/workbook/sheet.hpp"

namespace gongkai {

/// The date; a range in words where a notice is missing.
void write_due(Sheet& sheet, int row, int column, Due due);
/// The date; "—" for what had not happened by the date of count.
void write_done(Sheet& sheet, int row, int column, Date done, Date as_of);
/// The state in the words of its ledger, coloured where something is wrong.
void write_state(Sheet& sheet, int row, int column, const Standing& standing);
void write_days_over(Sheet& sheet, int row, int column, const Standing& standing);

}  // namespace gongkai
