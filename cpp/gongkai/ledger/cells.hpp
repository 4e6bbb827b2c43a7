// The cells of one column of a file, row by row, as text.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
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
/// Midnight before the moment.
Date day_of_micros(std::int64_t micros);

/// What the texts of a column were read as lately. They must stay where they are.
template <class Result>
class Lately {
 public:
  /// Knows the result of the empty text.
  explicit Lately(const Result& blank) : slots_(kSlots, {std::string_view{}, blank}) {}
  template <class Parse>
  const Result& of(std::string_view text, Parse parse) {
    auto& slot = slots_[place(text)];
    if (slot.first != text) slot = {text, parse(text)};
    return slot.second;
  }

 private:
  static constexpr std::size_t kSlots = 4096;
  /// Told by the length and both ends of a text.
  static std::size_t place(std::string_view text) {
    constexpr std::size_t kEnd = 8;
    std::uint64_t head = 0, tail = 0;
    if (text.size() >= kEnd) {
      std::memcpy(&head, text.data(), kEnd);
      std::memcpy(&tail, text.data() + text.size() - kEnd, kEnd);
    } else {
      for (const char c : text) head = head << 8 | static_cast<unsigned char>(c);
    }
    const std::uint64_t mixed = (head + text.size()) * 0x9E3779B97F4A7C15 ^ tail;
    return (mixed * 0xD6E8FEB86659FD93) >> 52;
  }
  std::vector<std::pair<std::string_view, Result>> slots_;
};

/// Parses every cell and puts the result: put(row, text, result). A text that stands in many cells
/// is parsed once where the column keeps it once, else seldom.
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
    Lately<Result> lately(parse(std::string_view{}));
    for (std::int64_t row = 0; row < pick.size; ++row) {
      const std::int64_t raw = pick[row];
      const std::string_view text = column.is_null(raw) ? std::string_view{} : (*texts)[raw];
      put(row, text, lately.of(text, parse));
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
