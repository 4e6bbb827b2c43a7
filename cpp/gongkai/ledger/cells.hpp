// The cells of one column of a file, row by row, as text.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "gongkai/arrow/table.hpp"

namespace gongkai {

/// The rows of a table that are rows of the ledger: all from `first` on, or the ones listed.
struct Pick {
  std::int64_t first = 0, size = 0;
  std::span<const std::int64_t> listed = {};
  std::int64_t operator[](std::int64_t row) const {
    return listed.empty() ? first + row : listed[static_cast<std::size_t>(row)];
  }
};

/// The text of one cell: dates as 2022-08-24, whole numbers without a point, truth as 是 and 否;
/// "" where null. `buffer` holds what had to be written.
std::string_view cell_text(const arrow::Column& column, std::int64_t raw_row, std::string& buffer);
/// The date of a cell of dates or moments, nothing for other columns and nulls.
std::optional<Date> cell_date(const arrow::Column& column, std::int64_t raw_row);
/// Midnight before the moment.
Date day_of_micros(std::int64_t micros);

/// Parses every cell and puts the result: put(row, text, result). A text that stands in many cells
/// is parsed once where the column keeps it once, or where it stands in the cell above too.
template <class Parse, class Put>
void each_cell(const arrow::Column& column, const Pick& pick, Parse parse, Put put) {
  using Result = std::invoke_result_t<Parse, std::string_view>;
  if (const auto* coded = std::get_if<arrow::Coded>(&column.values)) {
    // Only what stands in a row is parsed, in the order of the rows.
    const auto distinct = static_cast<std::size_t>(coded->distinct.size());
    std::vector<Result> results(distinct);
    std::vector<std::uint8_t> parsed(distinct, 0);
    const Result blank = parse(std::string_view{});
    for (std::int64_t row = 0; row < pick.size; ++row) {
      const std::int64_t raw = pick[row];
      if (column.is_null(raw)) {
        put(row, std::string_view{}, blank);
        continue;
      }
      const auto code = static_cast<std::size_t>(coded->codes[static_cast<std::size_t>(raw)]);
      const std::string_view text = coded->distinct[static_cast<std::int64_t>(code)];
      if (parsed[code] == 0) {
        results[code] = parse(text);
        parsed[code] = 1;
      }
      put(row, text, results[code]);
    }
    return;
  }
  if (const auto* texts = std::get_if<arrow::Texts>(&column.values)) {
    std::string_view last;
    Result result = parse(last);
    for (std::int64_t row = 0; row < pick.size; ++row) {
      const std::int64_t raw = pick[row];
      const std::string_view text = column.is_null(raw) ? std::string_view{} : (*texts)[raw];
      if (text != last) {
        result = parse(text);
        last = text;
      }
      put(row, text, result);
    }
    return;
  }
  std::string buffer;
  for (std::int64_t row = 0; row < pick.size; ++row) {
    const std::string_view text = cell_text(column, pick[row], buffer);
    put(row, text, parse(text));
  }
}

}  // namespace gongkai
