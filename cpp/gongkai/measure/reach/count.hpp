// The second pass: the records of one part, recipient by recipient.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/reach/groups.hpp"
#include "gongkai/measure/reach/hash.hpp"
#include "gongkai/measure/reach/places.hpp"
#include "gongkai/measure/reach/store.hpp"
#include "gongkai/measure/reach/word.hpp"

namespace gongkai::reach {

/// Recipients of a part that are whole numbers.
class WholeNames {
 public:
  explicit WholeNames(HashKey key) : key_(key) {}
  /// Reads one record at the front of `records`: the place of its recipient, and its word.
  std::uint32_t take(std::string_view& records, std::uint64_t& word);
  std::uint32_t size() const { return places_.size(); }
  std::string name(std::uint32_t place) const;
  /// As it stands in a state: eight bytes that are in the order of the numbers.
  std::string bytes(std::uint32_t place) const;
  void clear();

 private:
  HashKey key_;
  Places places_;
  std::vector<std::uint64_t> hashes_;
};

/// Recipients of a part that are texts.
class TextNames {
 public:
  explicit TextNames(HashKey) {}
  std::uint32_t take(std::string_view& records, std::uint64_t& word);
  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }
  std::string name(std::uint32_t place) const { return std::string(text(place)); }
  std::string_view bytes(std::uint32_t place) const { return text(place); }
  void clear();

 private:
  struct Slot {
    std::uint32_t hash = 0, place = kFree;
  };
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};
  std::string_view text(std::uint32_t place) const;
  void grow();
  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

/// The number of such eight bytes.
std::int64_t whole_of(std::string_view bytes);

/// Counts parts, one after the other, with memory that is used again.
template <class Names>
class Counter {
 public:
  /// `layouts`: those of the records by number. `most`: records held at once, as long as the
  /// recipients allow it.
  Counter(const Store& store, const Groupings& groupings, std::vector<Layout> layouts, HashKey key,
          std::size_t most, GroupCounts& counts);
  /// Returns the records of the part.
  std::int64_t count(std::size_t part);
  /// Counts the events of a part alone, and calls `emit(recipient, word)` once for each recipient
  /// and combination of keys, with all flags. Returns the records of the part.
  std::int64_t collect(
      std::size_t part,
      const std::function<void(std::string_view recipient, std::uint64_t word)>& emit);
  /// Events without recipient.
  void count_nobody(std::size_t part);

 private:
  void take_part(std::size_t part);
  void take(std::string_view records, std::uint32_t layout);
  std::uint64_t settled(std::uint64_t word, std::uint32_t layout) const;
  void sort();
  void compact();

  const Store& store_;
  const Layout layout_;
  const std::vector<Layout> layouts_;
  GroupCounts& counts_;
  Names names_;
  std::size_t most_, limit_;
  std::int64_t taken_ = 0;
  std::string buffer_;
  std::vector<std::uint32_t> places_, ends_;
  std::vector<std::uint64_t> words_, sorted_;
};

}  // namespace gongkai::reach
