// The first pass: rows become records, each in the part of its recipient.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/reach/hash.hpp"
#include "gongkai/measure/reach/rows.hpp"
#include "gongkai/measure/reach/store.hpp"
#include "gongkai/measure/reach/word.hpp"

namespace gongkai::reach {

/// Recipients that are whole numbers: their hash is another name of the number itself.
struct WholeRecord {
  std::uint64_t hash, word;
};
/// Recipients that are texts: `size` bytes follow.
struct TextRecord {
  std::uint64_t word;
  std::uint32_t hash, size;
};

/// The parts of a job: the upper bits of the hash tell them apart, the last one holds the words of
/// events without recipient.
struct Parts {
  int bits = 0;
  std::size_t of(std::uint64_t hash) const { return hash >> (64 - bits); }
  std::size_t nobody() const { return std::size_t{1} << bits; }
  std::size_t count() const { return nobody() + 1; }
};

/// Parts, chunks and records of so much memory: all pens together hold a quarter of it at most, the
/// records that are counted at a time another.
struct Sizes {
  Parts parts;
  std::size_t chunk_bytes, most_records;
};
Sizes sizes_of(std::size_t memory_bytes, int threads);

/// One thread's pen: a chunk for every part, given to the store when it is full.
class Writer {
 public:
  /// `identity`: the key under which recipients are replaced by a hash.
  Writer(Store& store, Layouts& layouts, Parts parts, HashKey key,
         std::optional<HashKey> identity = {});

  /// Writes all rows of a morsel.
  void write(const Rows& rows, const Morsel& morsel, std::vector<Recall>& recalls);
  /// Writes one word of a recipient that a state names, in codes of ours. Their sizes must have
  /// been made known by `make_room`.
  void write_whole(std::int64_t recipient, std::uint64_t flags,
                   std::span<const std::uint32_t> codes);
  void write_text(std::string_view recipient, std::uint64_t flags,
                  std::span<const std::uint32_t> codes);
  /// Writes a word as it is.
  void write_named(std::string_view recipient, std::uint64_t word);
  void make_room(std::span<const std::uint32_t> sizes);
  /// Gives away what is left.
  void flush();

 private:
  struct Pen {
    char *at = nullptr, *end = nullptr, *chunk = nullptr;
  };
  void read_words(const Rows& rows, const Morsel& morsel, std::vector<Recall>& recalls);
  void write_recipients(arrow::Slice& slice, const arrow::Format& format, const Entries* entries);
  void put_whole(std::int64_t recipient, std::uint64_t word);
  void put_text(std::string_view recipient, std::uint64_t word);
  void put_named(std::string_view recipient, std::uint64_t word);
  void write_nobody(std::uint64_t word);
  char* room(std::size_t part, std::size_t size);
  void next_chunk(std::size_t part);
  void give(std::size_t part);

  Store& store_;
  Layouts& layouts_;
  const Parts parts_;
  const HashKey key_;
  const std::optional<HashKey> identity_;
  std::uint32_t layout_number_;
  Layout layout_;
  std::vector<Pen> pens_;
  std::vector<std::uint64_t> words_;
  std::vector<std::vector<std::int32_t>> codes_;
  std::vector<std::int32_t> values_;
};

}  // namespace gongkai::reach
