#include "gongkai/measure/reach/writer.hpp"

#include <algorithm>
#include <cstring>

#include "gongkai/arrow/texts_in.hpp"
#include "gongkai/arrow/whole_in.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai::reach {
namespace {

constexpr std::size_t kLongest = std::size_t{1} << 30;  // bytes of a recipient

// Counts cells that were not read, and makes them blank.
void settle_unread(Recall& recall, std::vector<std::int32_t>& values) {
  for (std::int32_t& value : values)
    if (value >= kUnread) [[unlikely]] {
      recall.met(value);
      value = 0;
    }
}

}  // namespace

Sizes sizes_of(std::size_t memory_bytes, int threads) {
  constexpr int kMostBits = 10, kLeastBits = 2;
  constexpr std::size_t kMostChunk = 16 << 10, kLeastChunk = 1 << 10, kLeastRecords = 1 << 12;
  constexpr std::size_t kRecordBytes = 32;  // of one that is counted, with its place and its copy
  const std::size_t share = memory_bytes / 4 / static_cast<std::size_t>(threads);
  const auto chunk = std::clamp(share >> kMostBits, kLeastChunk, kMostChunk) & ~std::size_t{15};
  int bits = kMostBits;
  while (bits > kLeastBits && chunk << bits > share) --bits;
  return {{bits}, chunk, std::max(share / kRecordBytes, kLeastRecords)};
}

Writer::Writer(Store& store, Layouts& layouts, Parts parts, HashKey key,
               std::optional<HashKey> identity)
    : store_(store),
      layouts_(layouts),
      parts_(parts),
      key_(key),
      identity_(identity),
      layout_number_(layouts.last()),
      layout_(layouts.at(layout_number_)),
      pens_(parts.count()) {}

void Writer::write(const Rows& rows, const Morsel& morsel, std::vector<Recall>& recalls) {
  read_words(rows, morsel, recalls);
  const std::size_t last = recalls.size();
  arrow::Slice slice = rows.slice(*morsel.batch, morsel.from, morsel.rows, last);
  write_recipients(slice, rows.recipients().format, morsel.batch->entries[last].get());
}

void Writer::read_words(const Rows& rows, const Morsel& morsel, std::vector<Recall>& recalls) {
  const auto size = static_cast<std::size_t>(morsel.rows);
  const std::size_t keys = layout_.width.size();
  words_.assign(size, kEvent);
  codes_.resize(keys);
  bool fits = true;
  for (std::size_t at = 0; at < recalls.size(); ++at) {
    const Rows::Bound& bound = rows.bound(at);
    if (bound.column < 0) continue;
    auto& values = at < keys ? codes_[at] : values_;
    arrow::Slice slice = rows.slice(*morsel.batch, morsel.from, morsel.rows, at);
    read_values(slice, bound.format, morsel.batch->entries[at].get(), recalls[at], values);
    settle_unread(recalls[at], values);
    if (at < keys) {
      const auto largest = values.empty() ? 0 : *std::ranges::max_element(values);
      fits &= layout_.holds(at, static_cast<std::uint64_t>(largest));
    } else {
      const std::uint64_t flag = flag_bit(recalls[at].meaning().column());
      for (std::size_t row = 0; row < size; ++row) words_[row] |= values[row] != 0 ? flag : 0;
    }
  }
  for (std::uint64_t& word : words_)
    if ((word & kDelivered) != 0 && (word & kEligible) != 0) word |= kDeliveredEligible;
  if (!fits) {
    std::vector<std::uint32_t> sizes;
    for (std::size_t key = 0; key < keys; ++key)
      sizes.push_back(static_cast<const KeyMeaning&>(recalls[key].meaning()).size());
    make_room(sizes);
  }
  for (std::size_t key = 0; key < keys; ++key)
    for (std::size_t row = 0; row < size; ++row)
      words_[row] |= static_cast<std::uint64_t>(codes_[key][row]) << layout_.shift[key];
}

void Writer::make_room(std::span<const std::uint32_t> sizes) {
  bool fits = true;
  for (std::size_t key = 0; key < sizes.size(); ++key) fits &= layout_.holds(key, sizes[key] - 1);
  if (fits) return;
  flush();
  layout_number_ = layouts_.with_room(sizes);
  layout_ = layouts_.at(layout_number_);
}

void Writer::write_whole(std::int64_t recipient, std::uint64_t flags,
                         std::span<const std::uint32_t> codes) {
  put_whole(recipient, flags | layout_.word(codes));
}

void Writer::write_text(std::string_view recipient, std::uint64_t flags,
                        std::span<const std::uint32_t> codes) {
  put_named(recipient, flags | layout_.word(codes));
}

void Writer::write_named(std::string_view recipient, std::uint64_t word) {
  put_named(recipient, word);
}

void Writer::write_recipients(arrow::Slice& slice, const arrow::Format& format,
                              const Entries* entries) {
  const auto each = [&](auto write) {
    for (std::int64_t row = 0; row < slice.rows; ++row) {
      const std::uint64_t word = words_[static_cast<std::size_t>(row)];
      if (slice.is_valid(row))
        write(row, word);
      else
        write_nobody(word);
    }
  };
  if (slice.rows == 0) return;
  if (format.coded) {
    read_places(slice, format, *entries, values_);
    return each([&](std::int64_t row, std::uint64_t word) {
      put_text(entries->texts[values_[static_cast<std::size_t>(row)]], word);
    });
  }
  if (arrow::is_text(format.kind))
    return arrow::with_texts(slice, format.kind, [&](const auto& texts) {
      each([&](std::int64_t row, std::uint64_t word) { put_text(texts[row], word); });
    });
  if (format.kind == arrow::Kind::nothing)
    return each([&](std::int64_t, std::uint64_t word) { write_nobody(word); });
  arrow::with_whole(slice, format.kind, [&](auto number) {
    each([&](std::int64_t row, std::uint64_t word) { put_whole(number(row), word); });
  });
}

inline char* Writer::room(std::size_t part, std::size_t size) {
  Pen& pen = pens_[part];
  if (static_cast<std::size_t>(pen.end - pen.at) < size) [[unlikely]]
    next_chunk(part);
  char* at = pen.at;
  pen.at += size;
  return at;
}

inline void Writer::put_whole(std::int64_t recipient, std::uint64_t word) {
  if (identity_) [[unlikely]]
    return put_text(fmt::format("{}", recipient), word);
  const WholeRecord record{mixed(static_cast<std::uint64_t>(recipient), key_), word};
  std::memcpy(room(parts_.of(record.hash), sizeof record), &record, sizeof record);
}

inline void Writer::put_text(std::string_view recipient, std::uint64_t word) {
  if (recipient.empty()) return write_nobody(word);
  if (!identity_) [[likely]]
    return put_named(recipient, word);
  const auto hash = sip128(recipient, *identity_);
  put_named({hash.data(), hash.size()}, word);
}

inline void Writer::put_named(std::string_view recipient, std::uint64_t word) {
  const std::uint64_t hash = sip(recipient, key_);
  if (recipient.size() > kLongest)
    fail<DataError>("column 'recipient': a text of {} bytes, expected at most {}", recipient.size(),
                    kLongest);
  const TextRecord record{word, static_cast<std::uint32_t>(hash),
                          static_cast<std::uint32_t>(recipient.size())};
  const std::size_t size = sizeof record + recipient.size();
  if (size > store_.chunk_bytes()) {
    std::string large(reinterpret_cast<const char*>(&record), sizeof record);
    store_.put_large(parts_.of(hash), large.append(recipient), layout_number_);
    return;
  }
  char* to = room(parts_.of(hash), size);
  std::memcpy(to, &record, sizeof record);
  std::memcpy(to + sizeof record, recipient.data(), recipient.size());
}

inline void Writer::write_nobody(std::uint64_t word) {
  std::memcpy(room(parts_.nobody(), sizeof word), &word, sizeof word);
}

void Writer::give(std::size_t part) {
  Pen& pen = pens_[part];
  if (pen.chunk == nullptr) return;
  store_.put(part, pen.chunk, static_cast<std::size_t>(pen.at - pen.chunk), layout_number_);
  pen = {};
}

void Writer::next_chunk(std::size_t part) {
  give(part);
  Pen& pen = pens_[part];
  pen.chunk = pen.at = store_.take();
  pen.end = pen.chunk + store_.chunk_bytes();
}

void Writer::flush() {
  for (std::size_t part = 0; part < pens_.size(); ++part) give(part);
}

}  // namespace gongkai::reach
