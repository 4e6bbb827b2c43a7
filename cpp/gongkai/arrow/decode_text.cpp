// Texts of all three layouts, and dictionaries of them.
#include <limits>
#include <span>

#include "gongkai/arrow/decode.hpp"
#include "gongkai/arrow/utf8.hpp"

namespace gongkai::arrow {
namespace {

// Texts end to end, with the offsets where they begin and end.
template <class Offset>
class Run {
 public:
  Run(const Slice& slice) : slice_(slice), offsets_(slice.buffer(1)) {
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

  void append_all(Texts& out) const {
    out.append(bytes_, static_cast<std::size_t>(slice_.rows),
               [this](std::size_t row) { return begin(static_cast<std::int64_t>(row) + 1); });
  }

  std::string_view operator[](std::int64_t row) const {
    return bytes_.substr(begin(row), length(row, row + 1));
  }

 private:
  std::int64_t offset(std::int64_t row) const { return load<Offset>(offsets_, slice_.first + row); }
  std::size_t length(std::int64_t from, std::int64_t to) const {
    return static_cast<std::size_t>(offset(to) - offset(from));
  }
  std::size_t begin(std::int64_t row) const { return length(0, row); }

  const Slice& slice_;
  const void* offsets_;
  std::string_view bytes_;
};

// Texts of up to twelve bytes in place, longer ones in one of several buffers with known sizes.
class Views {
 public:
  Views(const Slice& slice)
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

template <class Source>
void append_each(const Slice& slice, const Source& source, Texts& out) {
  for (std::int64_t row = 0; row < slice.rows; ++row) {
    const std::string_view text = slice.is_valid(row) ? source[row] : std::string_view();
    if (!is_utf8(text)) slice.place.fail_row(row, "the text is not UTF-8");
    out.push_back(text);
  }
}

template <class Offset>
void append_run(const Slice& slice, Texts& out) {
  const Run<Offset> run(slice);
  if (run.is_plain())
    run.append_all(out);
  else
    append_each(slice, run, out);
}

template <class Index>
void append_indices(Slice& slice, std::span<const std::int32_t> codes,
                    std::vector<std::int32_t>& out) {
  const void* indices = slice.buffer(1);
  const std::size_t before = out.size();
  out.resize(before + static_cast<std::size_t>(slice.rows), 0);
  for (std::int64_t row = 0; row < slice.rows; ++row) {
    if (!slice.is_valid(row)) continue;
    const auto index = load<Index>(indices, slice.first + row);
    if (std::cmp_less(index, 0) || std::cmp_greater_equal(index, codes.size()))
      slice.place.fail_row(row, "dictionary index {} lies outside the {} entries", index,
                           codes.size());
    const std::int32_t code = codes[static_cast<std::size_t>(index)];
    if (code >= 0) {
      out[before + static_cast<std::size_t>(row)] = code;
      continue;
    }
    slice.valid.resize(static_cast<std::size_t>(slice.rows), 1);
    slice.valid[static_cast<std::size_t>(row)] = 0;
  }
}

}  // namespace

void append_texts(const Slice& slice, Kind kind, Texts& out) {
  if (kind == Kind::utf8) return append_run<std::int32_t>(slice, out);
  if (kind == Kind::large_utf8) return append_run<std::int64_t>(slice, out);
  append_each(slice, Views(slice), out);
}

std::int32_t Codebook::code_of(std::string_view text, const Place& place, Texts& distinct) {
  if (const auto known = codes_.find(text); known != codes_.end()) return known->second;
  if (distinct.size() > std::numeric_limits<std::int32_t>::max())
    place.fail("more than {} distinct texts", distinct.size());
  const auto code = static_cast<std::int32_t>(distinct.size());
  distinct.push_back(text);
  codes_.emplace(text, code);
  return code;
}

void Codebook::append_codes(Slice& slice, const Format& format, Coded& out) {
  const ArrowArray& dictionary = *slice.array->dictionary;
  const Slice entries = slice_of(dictionary, format.kind, false, 0, dictionary.length, {},
                                 Place{slice.place.text + ", dictionary"});
  Texts texts;
  if (entries.rows > 0 && format.kind != Kind::nothing) append_texts(entries, format.kind, texts);
  std::vector<std::int32_t> codes(static_cast<std::size_t>(entries.rows), -1);
  for (std::int64_t row = 0; row < texts.size(); ++row)
    if (entries.is_valid(row))
      codes[static_cast<std::size_t>(row)] = code_of(texts[row], entries.place, out.distinct);
  if (slice.rows == 0) return;

  switch (format.index) {
    case Kind::int8:
      return append_indices<std::int8_t>(slice, codes, out.codes);
    case Kind::uint8:
      return append_indices<std::uint8_t>(slice, codes, out.codes);
    case Kind::int16:
      return append_indices<std::int16_t>(slice, codes, out.codes);
    case Kind::uint16:
      return append_indices<std::uint16_t>(slice, codes, out.codes);
    case Kind::int32:
      return append_indices<std::int32_t>(slice, codes, out.codes);
    case Kind::uint32:
      return append_indices<std::uint32_t>(slice, codes, out.codes);
    case Kind::int64:
      return append_indices<std::int64_t>(slice, codes, out.codes);
    default:
      return append_indices<std::uint64_t>(slice, codes, out.codes);
  }
}

}  // namespace gongkai::arrow
