#include "gongkai/arrow/decode.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

namespace gongkai::arrow {
namespace {

constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kDayMillis = 86'400'000;

// Room for the rows of `slice` at the end of `out`; the first of them.
template <class T>
T* grow(const Slice& slice, std::vector<T>& out) {
  out.resize(out.size() + static_cast<std::size_t>(slice.rows));
  return out.data() + (out.size() - static_cast<std::size_t>(slice.rows));
}

template <class From, class To>
void append_as(const Slice& slice, std::vector<To>& out) {
  const void* values = slice.buffer(1);
  To* to = grow(slice, out);
  if constexpr (std::is_same_v<From, To>) {
    const char* from = static_cast<const char*>(values) + slice.first * std::int64_t{sizeof(To)};
    std::memcpy(to, from, static_cast<std::size_t>(slice.rows) * sizeof(To));
  } else {
    for (std::int64_t row = 0; row < slice.rows; ++row)
      to[row] = static_cast<To>(load<From>(values, slice.first + row));
  }
}

void append_uint64(const Slice& slice, std::vector<std::int64_t>& out) {
  append_as<std::int64_t>(slice, out);
  const std::int64_t* values = out.data() + (out.size() - static_cast<std::size_t>(slice.rows));
  for (std::int64_t row = 0; row < slice.rows; ++row)
    if (values[row] < 0 && slice.is_valid(row))
      slice.place.fail_row(row, "{} does not fit a signed 64-bit number",
                           static_cast<std::uint64_t>(values[row]));
}

// The unscaled 128-bit value, where it fits 64 bits.
std::int64_t unscaled(const Slice& slice, const void* values, std::int64_t row) {
  const auto low = load<std::int64_t>(values, 2 * (slice.first + row));
  const auto high = load<std::int64_t>(values, 2 * (slice.first + row) + 1);
  if (high != low >> 63 && slice.is_valid(row))
    slice.place.fail_row(row, "the decimal does not fit a signed 64-bit number");
  return low;
}

double half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31;
  const double digits = bits & 1023;
  double value = 0;
  if (exponent == 31)
    value = digits == 0 ? std::numeric_limits<double>::infinity()
                        : std::numeric_limits<double>::quiet_NaN();
  else
    value = exponent == 0 ? std::ldexp(digits, -24) : std::ldexp(digits + 1024, exponent - 25);
  return (bits & 0x8000) != 0 ? -value : value;
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

void append_truths(const Slice& slice, std::vector<std::uint8_t>& out) {
  const void* bits = slice.buffer(1);
  unpack(bits, slice.first, slice.rows, grow(slice, out));
}

void append_whole(const Slice& slice, Kind kind, std::vector<std::int64_t>& out) {
  switch (kind) {
    case Kind::int8:
      return append_as<std::int8_t>(slice, out);
    case Kind::uint8:
      return append_as<std::uint8_t>(slice, out);
    case Kind::int16:
      return append_as<std::int16_t>(slice, out);
    case Kind::uint16:
      return append_as<std::uint16_t>(slice, out);
    case Kind::int32:
      return append_as<std::int32_t>(slice, out);
    case Kind::uint32:
      return append_as<std::uint32_t>(slice, out);
    case Kind::uint64:
      return append_uint64(slice, out);
    case Kind::decimal: {
      const void* values = slice.buffer(1);
      std::int64_t* to = grow(slice, out);
      for (std::int64_t row = 0; row < slice.rows; ++row) to[row] = unscaled(slice, values, row);
      return;
    }
    default:
      return append_as<std::int64_t>(slice, out);
  }
}

void append_reals(const Slice& slice, const Format& format, std::vector<double>& out) {
  if (format.kind == Kind::float32) return append_as<float>(slice, out);
  if (format.kind == Kind::float64) return append_as<double>(slice, out);
  const void* values = slice.buffer(1);
  double* to = grow(slice, out);
  if (format.kind == Kind::float16) {
    for (std::int64_t row = 0; row < slice.rows; ++row)
      to[row] = half(load<std::uint16_t>(values, slice.first + row));
    return;
  }
  const double unit = std::pow(10.0, format.scale);
  for (std::int64_t row = 0; row < slice.rows; ++row)
    to[row] = static_cast<double>(unscaled(slice, values, row)) / unit;
}

void append_dates(const Slice& slice, Kind kind, std::vector<Date>& out) {
  static_assert(sizeof(Date) == sizeof(std::int32_t) && std::is_trivially_copyable_v<Date>);
  if (kind == Kind::date32) return append_as<Date>(slice, out);
  const void* values = slice.buffer(1);
  Date* to = grow(slice, out);
  for (std::int64_t row = 0; row < slice.rows; ++row) {
    const auto millis = load<std::int64_t>(values, slice.first + row);
    const std::int64_t days = floor_divide(millis, kDayMillis);
    const auto fitting = static_cast<std::int32_t>(days);
    if (fitting != days && slice.is_valid(row))
      slice.place.fail_row(row, "{} milliseconds are beyond every date", millis);
    to[row] = Date(Days(fitting));
  }
}

void append_moments(const Slice& slice, const Format& format, std::vector<std::int64_t>& out) {
  append_as<std::int64_t>(slice, out);
  if (format.per_second == kMicros && format.zone_micros == 0) return;
  std::int64_t* values = out.data() + (out.size() - static_cast<std::size_t>(slice.rows));
  const bool finer = format.per_second > kMicros;
  const std::int64_t factor = finer ? format.per_second / kMicros : kMicros / format.per_second;
  for (std::int64_t row = 0; row < slice.rows; ++row) {
    std::int64_t micros = 0;
    bool beyond = false;
    if (finer)
      micros = floor_divide(values[row], factor);
    else
      beyond = __builtin_mul_overflow(values[row], factor, &micros);
    beyond = __builtin_add_overflow(micros, format.zone_micros, &micros) || beyond;
    if (beyond && slice.is_valid(row))
      slice.place.fail_row(row, "moment {} does not fit 64-bit microseconds", values[row]);
    values[row] = micros;
  }
}

}  // namespace gongkai::arrow
