// Which rows of a file are rows of the ledger, and which are titles, totals and remarks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/arrow/table.hpp"
#include "gongkai/ledger/faults.hpp"
#include "gongkai/ledger/sheet.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {

/// A table whose header is known.
struct Body {
  const arrow::Table& raw;
  std::vector<std::string> headers;        ///< by column of `raw`
  std::int64_t first = 0;                  ///< the first row below the header
  std::int64_t header = 0;                 ///< its first row
  std::optional<std::int64_t> last_row{};  ///< the row after the body; none: to the end
  std::span<const std::int64_t> origin{};  ///< numbers as the office sees them; empty: 1, 2, 3 …
  bool ragged = false;                     ///< columns without a header cell are too many (csv)
  std::int64_t part = 0;                   ///< its number among the tables that are read
  std::string sheet = {};                  ///< the name of its sheet
  std::span<const Merge> merges{};         ///< of its sheet
  std::span<const std::int64_t> hidden{};  ///< rows of its sheet, ascending
  std::span<const ShownCell> shown{};      ///< of its sheet
  std::int64_t left = 0;                   ///< the column of the sheet that its first one is
  arrow::Table* spent = nullptr;  ///< `raw`, where nobody needs a column once it has been typed
  /// The same over other cells of the same rows and columns.
  Body with(const arrow::Table& cells) const {
    return {cells, headers, first,  header, last_row, origin, ragged,
            part,  sheet,   merges, hidden, shown,    left};
  }
  std::int64_t end() const { return last_row.value_or(raw.rows); }
  std::int64_t origin_of(std::int64_t row) const {
    return origin_in(part, origin.empty() ? row + 1 : origin[static_cast<std::size_t>(row)]);
  }
};

/// Nothing, or spaces alone.
bool is_empty_cell(const arrow::Column& column, std::int64_t row);
/// No filled cell from `first` on.
bool is_empty_column(const arrow::Column& column, std::int64_t first, std::int64_t rows);
/// A column of a csv file that no row of its header reaches.
bool is_surplus(const Body& body, const arrow::Column& column);
/// The first filled cell of a row, "" where there is none.
std::string first_text(const arrow::Table& table, std::int64_t row);

/// The rows of the ledger. `required` are the columns without which no row is whole. Rows without a
/// filled cell are left out silently; sections, totals, remarks, repeated headers, numbers of
/// columns and the rows of another table with a hint. Hidden rows are rows, which is said.
std::vector<std::int64_t> ledger_rows(const Body& body, std::span<const int> required,
                                      const Terms& terms, Faults& faults);

}  // namespace gongkai
