// The groups of all groupings, and what one thread counts in each.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "gongkai/measure/reach/pages.hpp"
#include "gongkai/measure/reach/places.hpp"
#include "gongkai/measure/reach/state.hpp"
#include "gongkai/measure/reach/word.hpp"

namespace gongkai::reach {

/// Which groupings there are, and which is finer than which: what is nothing new to a group is
/// nothing new to the coarser groups around it.
class Groupings {
 public:
  struct Part {
    std::uint8_t shift;
    std::uint64_t mask, factor;
  };
  struct Grouping {
    std::vector<std::size_t> keys;
    std::vector<Part> parts;
    std::vector<std::size_t> coarser;  ///< told by this one; only of those that see every word
    int finer = -1;                    ///< tells this one; -1: it sees every word
    std::uint64_t groups = 1;          ///< that there can be

    std::uint64_t group(std::uint64_t word) const {
      std::uint64_t group = 0;
      for (const Part& part : parts) group += (word >> part.shift & part.mask) * part.factor;
      return group;
    }
  };

  /// `sizes`: codes of each key, blank included. Throws DataError where a word has no room for
  /// them.
  Groupings(const std::vector<std::vector<std::size_t>>& by, std::span<const std::uint32_t> sizes);

  const std::vector<Grouping>& all() const { return all_; }
  const Layout& layout() const { return layout_; }
  /// Calls `tell(key, code)` for each key of a group, in the order of the grouping's keys.
  template <class Tell>
  void each_code(const Grouping& grouping, std::uint64_t group, Tell tell) const {
    for (const std::size_t key : grouping.keys) {
      tell(key, static_cast<std::uint32_t>(group % sizes_[key]));
      group /= sizes_[key];
    }
  }
  /// The group of `coarser` that a group of `finer` lies in.
  std::uint64_t around(const Grouping& coarser, const Grouping& finer, std::uint64_t group) const;

 private:
  void order();
  Layout layout_;
  std::vector<std::uint32_t> sizes_;
  std::vector<Grouping> all_;
};

/// Recipients who opened and were not delivered to, as far as a group tells.
struct Astray {
  std::int64_t count = 0;
  std::vector<std::string> first;  ///< the ten that come first, in order
  void add(std::string recipient);
  void merge(const Astray& other);
};

/// Counts of every group, one row of numbers each.
class GroupCounts {
 public:
  /// What is counted, and how.
  struct Means {
    std::uint64_t flags = 0;      ///< bits of those that are counted, in a word
    bool tell_astray = false;     ///< who opened and was not delivered to
    std::size_t dense_bytes = 0;  ///< of a grouping whose groups have a row each, used or not
  };
  GroupCounts(const Groupings& groupings, Means means);

  /// Recipients, each with all their words: those of recipient i end at ends[i]. `name` gives the
  /// recipient where somebody must be told.
  void add(std::span<const std::uint64_t> words, std::span<const std::uint32_t> ends,
           const std::function<std::string(std::uint32_t recipient)>& name);
  /// Counts the event of a word, not its recipient.
  void add_event(std::uint64_t word) { add_event(word, events_column()); }
  void add_nobody(std::uint64_t word) {
    add_event(word, events_column());
    add_event(word, nobody_column());
  }
  /// Events of a word that others have counted; after `roll_up`.
  void add_carried(std::uint64_t word, std::uint64_t events, std::uint64_t nobody);
  /// Counts of a group that others have made; after `roll_up`.
  void add_group(const StateGroup& counts, std::uint64_t group);
  void merge(const GroupCounts& other);
  /// Events of coarser groupings out of the finer ones, once at the end.
  void roll_up();

  /// Groups with an event, by number.
  std::vector<std::uint64_t> groups(std::size_t grouping);
  std::int64_t events(std::size_t grouping, std::uint64_t group) {
    return static_cast<std::int64_t>(at(grouping, group, events_column()));
  }
  std::int64_t nobody(std::size_t grouping, std::uint64_t group) {
    return static_cast<std::int64_t>(at(grouping, group, nobody_column()));
  }
  /// Distinct recipients; those with the flag of that bit, which is one that is counted.
  std::int64_t recipients(std::size_t grouping, std::uint64_t group, std::uint64_t flag = 1) {
    return static_cast<std::int64_t>(
        at(grouping, group, static_cast<std::size_t>(std::countr_zero(flag))));
  }
  /// All of them, without the codes of the group.
  StateGroup state(std::size_t grouping, std::uint64_t group);
  const Astray* astray(std::size_t grouping, std::uint64_t group) const;

 private:
  // A row of a group: recipients and, where flags are counted, those with each flag; then the
  // recipient who was here last, events, events without recipient, and what the last one brought.
  struct Counts {
    bool dense = true;
    LargeVector<std::uint32_t> rows;
    std::vector<std::uint64_t> full;  // what rows held when they were emptied
    Places places;                    // of groups, where not all have a row
    std::unordered_map<std::uint64_t, Astray> astray;
  };
  std::size_t events_column() const { return lanes_ + 1; }
  std::size_t nobody_column() const { return lanes_ + 2; }
  std::uint32_t* row(Counts& counts, std::uint64_t group);
  std::uint64_t at(std::size_t grouping, std::uint64_t group, std::size_t column);
  template <std::size_t kLanes, bool kFinest>
  void tell(std::size_t grouping, std::size_t size, const std::uint64_t* words,
            const std::uint32_t* recipients);
  void add_event(std::uint64_t word, std::size_t column);
  void settle(std::span<const std::uint64_t> words, const std::string& name);
  void more(std::size_t grouping, std::uint64_t group, std::size_t column, std::uint64_t count);
  void empty_rows();

  const Groupings& groupings_;
  std::vector<std::size_t> finest_;
  std::vector<Counts> counts_;
  const std::uint64_t counted_;
  const bool tell_astray_;
  const std::size_t lanes_, width_;
  std::uint32_t recipient_ = 0;
  std::uint64_t added_ = 0;  // words since the rows were emptied
  // A block of words with the numbers of their recipients, and what the finest grouping left of it.
  std::vector<std::uint32_t> recipients_, recipients_left_;
  std::vector<std::uint64_t> left_;
};

}  // namespace gongkai::reach
