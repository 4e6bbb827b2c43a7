// The whole numbers of a slice, read where they lie.
#pragma once

#include <cstdint>
#include <limits>

#include "gongkai/arrow/slice.hpp"

namespace gongkai::arrow {

constexpr bool is_whole(Kind kind) { return Kind::int8 <= kind && kind <= Kind::uint64; }

/// Calls `read` with a function that gives the number of a row. Requires rows and a whole kind.
template <class Read>
void with_whole(const Slice& slice, Kind kind, Read read) {
  const void* values = slice.buffer(1);
  const auto as = [&]<class T>(T) {
    read([values, first = slice.first](std::int64_t row) {
      return static_cast<std::int64_t>(load<T>(values, first + row));
    });
  };
  switch (kind) {
    case Kind::int8:
      return as(std::int8_t{});
    case Kind::uint8:
      return as(std::uint8_t{});
    case Kind::int16:
      return as(std::int16_t{});
    case Kind::uint16:
      return as(std::uint16_t{});
    case Kind::int32:
      return as(std::int32_t{});
    case Kind::uint32:
      return as(std::uint32_t{});
    case Kind::uint64:
      return read([&slice, values](std::int64_t row) {
        const auto value = load<std::uint64_t>(values, slice.first + row);
        if (value > std::numeric_limits<std::int64_t>::max() && slice.is_valid(row))
          slice.place.fail_row(row, "{} does not fit a signed 64-bit number", value);
        return static_cast<std::int64_t>(value);
      });
    default:
      return as(std::int64_t{});
  }
}

}  // namespace gongkai::arrow
