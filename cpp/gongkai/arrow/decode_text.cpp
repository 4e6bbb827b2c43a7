// Texts of all three layouts, and dictionaries of them.
#include <limits>
#include <span>

#include "gongkai/arrow/decode.hpp"
#include "gongkai/arrow/texts_in.hpp"
#include "gongkai/arrow/utf8.hpp"

namespace gongkai::arrow {
namespace {

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
  const RunIn<Offset> run(slice);
  if (run.is_plain())
    out.append(run.bytes(), static_cast<std::size_t>(slice.rows),
               [&](std::size_t row) { return run.begin(static_cast<std::int64_t>(row) + 1); });
  else
    append_each(slice, run, out);
}

template <class Index>
void append_codes_at(Slice& slice, std::span<const std::int32_t> codes,
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
  append_each(slice, ViewsIn(slice), out);
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

Slice entries_of(const Slice& slice, Kind kind) {
  const ArrowArray& dictionary = *slice.array->dictionary;
  return slice_of(dictionary, kind, false, 0, dictionary.length, {},
                  Place{slice.place.text + ", dictionary"});
}

void append_indices(Slice& slice, Kind index, std::span<const std::int32_t> codes,
                    std::vector<std::int32_t>& out) {
  switch (index) {
    case Kind::int8:
      return append_codes_at<std::int8_t>(slice, codes, out);
    case Kind::uint8:
      return append_codes_at<std::uint8_t>(slice, codes, out);
    case Kind::int16:
      return append_codes_at<std::int16_t>(slice, codes, out);
    case Kind::uint16:
      return append_codes_at<std::uint16_t>(slice, codes, out);
    case Kind::int32:
      return append_codes_at<std::int32_t>(slice, codes, out);
    case Kind::uint32:
      return append_codes_at<std::uint32_t>(slice, codes, out);
    case Kind::int64:
      return append_codes_at<std::int64_t>(slice, codes, out);
    default:
      return append_codes_at<std::uint64_t>(slice, codes, out);
  }
}

void Codebook::append_codes(Slice& slice, const Format& format, Coded& out) {
  const Slice entries = entries_of(slice, format.kind);
  Texts texts;
  if (entries.rows > 0 && format.kind != Kind::nothing) append_texts(entries, format.kind, texts);
  std::vector<std::int32_t> codes(static_cast<std::size_t>(entries.rows), -1);
  for (std::int64_t row = 0; row < texts.size(); ++row)
    if (entries.is_valid(row))
      codes[static_cast<std::size_t>(row)] = code_of(texts[row], entries.place, out.distinct);
  if (slice.rows > 0) append_indices(slice, format.index, codes, out.codes);
}

}  // namespace gongkai::arrow
