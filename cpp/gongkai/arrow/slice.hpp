// The rows of one column in one batch, checked so far that its buffers may be read.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "gongkai/arrow/c_data.hpp"
#include "gongkai/arrow/format.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai::arrow {

/// Where something is wrong: "batch 2", "column '收到日期', batch 2". Batches and rows count
/// from 1.
struct Place {
  std::string text;
  std::int64_t first_row = 0;  ///< of the batch, where rows are counted from there

  template <class... Args>
  [[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args) const {
    gongkai::fail<DataError>("{}: {}", text, fmt::format(format, std::forward<Args>(args)...));
  }
  template <class... Args>
  [[noreturn]] void fail_row(std::int64_t row, fmt::format_string<Args...> format,
                             Args&&... args) const {
    gongkai::fail<DataError>("{}, row {}: {}", text, first_row + row + 1,
                             fmt::format(format, std::forward<Args>(args)...));
  }
};

/// Value `at` of a buffer, aligned or not.
template <class T>
T load(const void* buffer, std::int64_t at) {
  T value;
  std::memcpy(&value, static_cast<const char*>(buffer) + at * std::int64_t{sizeof(T)}, sizeof(T));
  return value;
}

/// Bits `first` to `first + rows`, a byte for each: 0 or 1.
void unpack(const void* bits, std::int64_t first, std::int64_t rows, std::uint8_t* out);

struct Slice {
  const ArrowArray* array = nullptr;
  std::int64_t first = 0, rows = 0;  ///< in the buffers
  std::vector<std::uint8_t> valid;   ///< a byte a row; empty where no row is null
  Place place;

  bool is_valid(std::int64_t row) const {
    return valid.empty() || valid[static_cast<std::size_t>(row)] != 0;
  }
  /// Throws DataError where it is null. Requires rows > 0.
  const void* buffer(std::int64_t at) const;
};

/// Rows `from` to `from + rows` of `array`; those that are not valid in `outer` (empty: all are)
/// become null. Throws DataError where lengths, offsets, children or the number of buffers cannot
/// be.
Slice slice_of(const ArrowArray& array, Kind kind, bool coded, std::int64_t from, std::int64_t rows,
               const std::vector<std::uint8_t>& outer, Place place);

/// A whole batch: an array of structs of `columns` children.
Slice batch_of(const ArrowArray& array, std::int64_t columns, Place place);

}  // namespace gongkai::arrow
