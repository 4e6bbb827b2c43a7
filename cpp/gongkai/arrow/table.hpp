// Columns that came from outside, copied into our memory and checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gongkai/base/date.hpp"

namespace gongkai::arrow {

/// Strings end to end, as Arrow's large_utf8.
class Texts {
 public:
  std::int64_t size() const { return static_cast<std::int64_t>(offsets_.size()) - 1; }
  std::string_view operator[](std::int64_t row) const {
    const auto at = static_cast<std::size_t>(row);
    return std::string_view(bytes_).substr(offsets_[at], offsets_[at + 1] - offsets_[at]);
  }
  void push_back(std::string_view text) {
    bytes_.append(text);
    offsets_.push_back(bytes_.size());
  }
  /// Many texts in one step: `bytes` holds them end to end, and `end_of(i)` says where text i of
  /// `rows` ends in it. Requires ends that never fall, the last one at bytes.size().
  template <class EndOf>
  void append(std::string_view bytes, std::size_t rows, EndOf end_of) {
    const std::size_t base = bytes_.size(), before = offsets_.size();
    bytes_.append(bytes);
    offsets_.resize(before + rows);
    for (std::size_t i = 0; i < rows; ++i) offsets_[before + i] = base + end_of(i);
  }
  void reserve(std::size_t rows, std::size_t bytes) {
    offsets_.reserve(rows + 1);
    bytes_.reserve(bytes);
  }
  const std::vector<std::size_t>& offsets() const { return offsets_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::vector<std::size_t> offsets_{0};
  std::string bytes_;
};

/// Strings kept once, and one code a row; 0 where the row is null.
struct Coded {
  Texts distinct;
  std::vector<std::int32_t> codes;
};

/// Microseconds since 1970 by the clock on the wall, as written: the office's own day counts, no
/// zone.
struct Moments {
  std::vector<std::int64_t> micros;
};

using Values = std::variant<std::monostate,             // every row is null
                            Texts, Coded,               // text
                            std::vector<std::int64_t>,  // whole numbers
                            std::vector<double>,        //
                            std::vector<std::uint8_t>,  // truth values
                            std::vector<Date>, Moments>;

struct Column {
  std::string name;
  Values values;
  std::vector<std::uint8_t> valid;  ///< one byte a row; empty where no row is null
  bool is_null(std::int64_t row) const {
    return std::holds_alternative<std::monostate>(values) ||
           (!valid.empty() && valid[static_cast<std::size_t>(row)] == 0);
  }
};

/// Columns of one length.
struct Table {
  std::vector<Column> columns;
  std::int64_t rows = 0;
  /// The column of that name, or null.
  const Column* find(std::string_view name) const;
};

}  // namespace gongkai::arrow
