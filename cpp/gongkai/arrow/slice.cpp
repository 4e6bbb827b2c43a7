#include "gongkai/arrow/slice.hpp"

#include <algorithm>

namespace gongkai::arrow {
namespace {

// More rows than any memory holds; sums of two such lengths stay inside 64 bits.
constexpr std::int64_t kMostRows = std::int64_t{1} << 48;

void check_shape(const ArrowArray& array, std::int64_t children, const Place& place) {
  if (array.release == nullptr) place.fail("the array was released before it was read");
  if (array.length < 0) place.fail("negative length {}", array.length);
  if (array.offset < 0) place.fail("negative offset {}", array.offset);
  if (array.length > kMostRows) place.fail("length {} is too large", array.length);
  if (array.offset > kMostRows) place.fail("offset {} is too large", array.offset);
  if (array.null_count < -1 || array.null_count > array.length)
    place.fail("null count {} for {} rows", array.null_count, array.length);
  if (array.n_children != children)
    place.fail("{} children, expected {}", array.n_children, children);
  if (children > 0 && array.children == nullptr) place.fail("no children");
  if (array.n_buffers > 0 && array.buffers == nullptr) place.fail("no buffers");
}

void check_buffers(const ArrowArray& array, Kind kind, const Place& place) {
  if (kind == Kind::utf8_view) {
    if (array.n_buffers < 3) place.fail("{} buffers, expected at least 3", array.n_buffers);
    return;
  }
  if (kind == Kind::nothing) return;  // none is read, and Polars gives one
  const std::int64_t expected = kind == Kind::utf8 || kind == Kind::large_utf8 ? 3 : 2;
  if (array.n_buffers != expected) place.fail("{} buffers, expected {}", array.n_buffers, expected);
}

// The validity of the rows, a byte each; empty where none is null.
std::vector<std::uint8_t> validity(const Slice& slice, const std::vector<std::uint8_t>& outer) {
  const void* bits = slice.array->buffers[0];
  if (bits == nullptr) {
    if (slice.array->null_count > 0)
      slice.place.fail("{} nulls, but no validity bitmap", slice.array->null_count);
    return outer;
  }
  std::vector<std::uint8_t> valid(static_cast<std::size_t>(slice.rows));
  unpack(bits, slice.first, slice.rows, valid.data());
  for (std::size_t row = 0; row < outer.size(); ++row) valid[row] &= outer[row];
  if (std::memchr(valid.data(), 0, valid.size()) == nullptr) valid.clear();
  return valid;
}

}  // namespace

void unpack(const void* bits, std::int64_t first, std::int64_t rows, std::uint8_t* out) {
  const auto* bytes = static_cast<const std::uint8_t*>(bits) + first / 8;
  const auto shift = static_cast<std::uint64_t>(first % 8);
  for (std::uint64_t row = 0; row < static_cast<std::uint64_t>(rows); ++row) {
    const std::uint64_t at = shift + row;
    out[row] = static_cast<std::uint8_t>(bytes[at >> 3] >> (at & 7) & 1);
  }
}

const void* Slice::buffer(std::int64_t at) const {
  if (array->buffers[at] == nullptr) place.fail("buffer {} is missing", at);
  return array->buffers[at];
}

Slice slice_of(const ArrowArray& array, Kind kind, bool coded, std::int64_t from, std::int64_t rows,
               const std::vector<std::uint8_t>& outer, Place place) {
  check_shape(array, 0, place);
  check_buffers(array, kind, place);
  if (coded && array.dictionary == nullptr) place.fail("no dictionary");
  if (!coded && array.dictionary != nullptr)
    place.fail("a dictionary that the schema does not name");
  if (array.length < from + rows)
    place.fail("{} rows, expected at least {}", array.length, from + rows);
  Slice slice{&array, array.offset + from, rows, {}, std::move(place)};
  if (kind != Kind::nothing && rows > 0) slice.valid = validity(slice, outer);
  return slice;
}

Slice batch_of(const ArrowArray& array, std::int64_t columns, Place place) {
  check_shape(array, columns, place);
  if (array.n_buffers != 1) place.fail("{} buffers, expected 1", array.n_buffers);
  if (array.dictionary != nullptr) place.fail("a dictionary that the schema does not name");
  Slice slice{&array, array.offset, array.length, {}, std::move(place)};
  if (slice.rows > 0) slice.valid = validity(slice, {});
  return slice;
}

}  // namespace gongkai::arrow
