#include "gongkai/workbook/standing_cells.hpp"

#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {

void write_due(Sheet& sheet, int row, int column, Due due) {
  if (due.earliest == due.latest || !is_dated(due.earliest))
    sheet.write(row, column, due.latest);  // a dash where nothing is due or no law says when
  else
    sheet.write(row, column, worded("date", "range", iso(due.earliest), iso(due.latest)),
                {Look::body, Align::centre});
}

void write_done(Sheet& sheet, int row, int column, Date done, Date as_of) {
  sheet.write(row, column, done > as_of ? kNever : done);
}

void write_state(Sheet& sheet, int row, int column, const Standing& standing) {
  const auto& state = standing.state;
  const Look look = state == "overdue" || state == "unclassified" ? Look::fatal
                    : state == "late" || state == "before_issue" || state == "unsure"
                        ? Look::warning
                        : Look::body;
  sheet.write(row, column, word(standing.ledger, state), {look, Align::centre});
}

void write_days_over(Sheet& sheet, int row, int column, const Standing& standing) {
  if (standing.days_over)
    sheet.write(row, column, std::int64_t{*standing.days_over});
  else
    sheet.write(row, column, word("figure", "none"), {Look::body, Align::right});
}

}  // namespace gongkai
