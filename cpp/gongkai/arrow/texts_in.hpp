// The texts of a slice, read where they lie.
#pragma once

#include <cstdint>
#include <string_view>

#include "gongkai/arrow/slice.hpp"
#include "gongkai/arrow/utf8.hpp"

namespace gongkai::arrow {

// Texts end to end, with the offsets where they begin and end.
template <class Offset>
class RunIn {
 public:
  explicit RunIn(const Slice& slice) : slice_(slice), offsets_(slice.buffer(1)) {
    if (offset(0) < 0) slice.place.fail_row(0, "negative offset {}", offset(0));
    for (std::int64_t row = 0; row < slice.rows; ++row)
      if (offset(row + 1) < offset(row))
        slice.place.fail_row(row, "offset {} lies before {}", offset(row + 1), offset(row));
    if (offset(slice.rows) > offset(0))
      bytes_ = {static_cast<const char*>(slice.buffer(2)) + offset(0), length(0, slice.rows)};
  }

  // Each text is UTF-8 by itself, and null rows have no bytes: all may be copied at once.
  bool is_plain() const {
    for (std::int64_t row = 0; row < slice_.rows; ++row)
      if (!slice_.is_valid(row) && offset(row) != offset(row + 1)) return false;
    if (is_ascii(bytes_)) return true;
    for (std::int64_t row = 0; row < slice_.rows; ++row)
      if (begin(row) < bytes_.size() && (bytes_[begin(row)] & 0xC0) == 0x80) return false;
    return is_utf8(bytes_);
  }

  std::string_view bytes() const { return bytes_; }
  std::size_t begin(std::int64_t row) const { return length(0, row); }

  std::string_view operator[](std::int64_t row) const {
    return bytes_.substr(begin(row), length(row, row + 1));
  }

 private:
  std::int64_t offset(std::int64_t row) const { return load<Offset>(offsets_, slice_.first + row); }
  std::size_t length(std::int64_t from, std::int64_t to) const {
    return static_cast<std::size_t>(offset(to) - offset(from));
  }

  const Slice& slice_;
  const void* offsets_;
  std::string_view bytes_;
};

// Texts of up to twelve bytes in place, longer ones in one of several buffers with known sizes.
class ViewsIn {
 public:
  explicit ViewsIn(const Slice& slice)
      : slice_(slice), views_(slice.buffer(1)), buffers_(slice.array->n_buffers - 3) {
    if (buffers_ > 0) sizes_ = slice.buffer(buffers_ + 2);
    for (std::int64_t at = 0; at < buffers_; ++at)
      if (load<std::int64_t>(sizes_, at) < 0)
        slice.place.fail("negative size {} of buffer {}", load<std::int64_t>(sizes_, at), at + 2);
  }

  std::string_view operator[](std::int64_t row) const {
    const char* view = static_cast<const char*>(views_) + (slice_.first + row) * 16;
    const auto length = load<std::int32_t>(view, 0);
    if (length < 0) slice_.place.fail_row(row, "negative length {}", length);
    if (length <= 12) return {view + 4, static_cast<std::size_t>(length)};
    const auto buffer = load<std::int32_t>(view, 2), offset = load<std::int32_t>(view, 3);
    if (buffer < 0 || buffer >= buffers_)
      slice_.place.fail_row(row, "text buffer {} of {}", buffer, buffers_);
    if (offset < 0) slice_.place.fail_row(row, "negative offset {}", offset);
    const auto size = load<std::int64_t>(sizes_, buffer);
    if (std::int64_t{offset} + length > size)
      slice_.place.fail_row(row, "offset {} lies beyond the {} bytes",
                            std::int64_t{offset} + length, size);
    return {static_cast<const char*>(slice_.buffer(buffer + 2)) + offset,
            static_cast<std::size_t>(length)};
  }

 private:
  const Slice& slice_;
  const void* views_;
  std::int64_t buffers_;
  const void* sizes_ = nullptr;
};

constexpr bool is_text(Kind kind) { return Kind::utf8 <= kind && kind <= Kind::utf8_view; }

/// Throws DataError where a text that is not null is no UTF-8.
template <class Source>
void require_utf8(const Slice& slice, const Source& texts) {
  for (std::int64_t row = 0; row < slice.rows; ++row)
    if (slice.is_valid(row) && !is_utf8(texts[row]))
      slice.place.fail_row(row, "the text is not UTF-8");
}

/// Calls `read` with the texts of a slice, by row; those of null rows are of no meaning. Throws
/// DataError where one that is not null is no UTF-8. Requires rows and a kind of text.
template <class Read>
void with_texts(const Slice& slice, Kind kind, Read read) {
  const auto run = [&](const auto& texts) {
    if (!texts.is_plain()) require_utf8(slice, texts);
    read(texts);
  };
  if (kind == Kind::utf8) return run(RunIn<std::int32_t>(slice));
  if (kind == Kind::large_utf8) return run(RunIn<std::int64_t>(slice));
  const ViewsIn texts(slice);
  require_utf8(slice, texts);
  read(texts);
}

}  // namespace gongkai::arrow
