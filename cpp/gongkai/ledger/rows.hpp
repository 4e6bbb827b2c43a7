// Which rows of a file are rows of the ledger, and which are titles, totals and remarks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/arrow/table.hpp"
#include "gongkai/ledger/faults.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {

/// A sheet or a frame whose header row is known.
struct Body {
  const arrow::Table& raw;
  std::vector<std::string> headers;      ///< by column of `raw`
  std::int64_t first = 0;                ///< the first row below the header
  std::span<const std::int64_t> origin;  ///< row numbers as the office sees them; empty: 1, 2, 3 …
  bool ragged = false;                   ///< columns without a header cell are cells too many (csv)
  std::int64_t origin_of(std::int64_t row) const {
    return origin.empty() ? row + 1 : origin[static_cast<std::size_t>(row)];
  }
};

/// Nothing, or spaces alone.
bool is_empty_cell(const arrow::Column& column, std::int64_t row);
/// No filled cell from `first` on.
bool is_empty_column(const arrow::Column& column, std::int64_t first, std::int64_t rows);
/// The first filled cell of a row, "" where there is none.
std::string first_text(const arrow::Table& table, std::int64_t row);

/// The rows of the ledger. `required` are the columns without which no row is whole. Rows without a
/// filled cell are left out silently; totals, remarks and repeated headers with a hint.
std::vector<std::int64_t> ledger_rows(const Body& body, std::span<const int> required,
                                      const Terms& terms, Faults& faults);

}  // namespace gongkai
