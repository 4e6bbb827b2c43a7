// A count on its way: a file that says what one office has counted, for another to go on with.
//
// Either integers of every group, where no recipient is counted in two files, or each recipient
// with what they brought. Blocks with checksums; the same events make the same bytes.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/reach.hpp"
#include "gongkai/measure/reach_word.hpp"

namespace gongkai::reach {

/// What stands at the front of a state.
struct StateHead {
  std::string spec;               ///< groupings, derived columns, identity: must be the same
  std::string names;              ///< of recipients: "whole", "text", "" where there are none
  bool only_counts = false;       ///< integers of groups; no recipients
  std::vector<ReachPart> parts;   ///< in order
  std::vector<std::string> seen;  ///< flags that were there
  std::vector<std::vector<std::string>> labels;  ///< of each key, in order; code 1 is the first
  std::vector<std::uint8_t> whole;               ///< whether those of the key are whole numbers
};

/// Events of one combination of keys.
struct StateEvents {
  std::uint64_t word = 0, events = 0, nobody = 0;
};

/// Counts of one group.
struct StateGroup {
  std::uint32_t grouping = 0;
  std::vector<std::uint32_t> codes;  ///< of the grouping's keys
  std::uint64_t events = 0, nobody = 0;
  std::array<std::uint64_t, kFlagBits> lanes{};  ///< recipients, and those with each flag
  std::int64_t astray = 0;                       ///< how many opened and were not delivered to
};

/// A recipient and one word of theirs.
struct StateRecord {
  std::string_view recipient;
  std::uint64_t word = 0;
};

/// Writes a state; a file that was not closed is no state.
class StateWriter {
 public:
  /// Throws WorkbookError where the file cannot be written, here and below.
  StateWriter(const std::filesystem::path& file, const StateHead& head);
  void events(const std::vector<StateEvents>& all);
  void groups(const std::vector<StateGroup>& all);
  /// In blocks of their own: how they are given in several calls shows in the bytes.
  void records(const std::vector<StateRecord>& some);
  void close();

 private:
  void block(std::string_view kind, std::string_view bytes);
  template <class All, class Put>
  void blocks(std::string_view kind, const All& all, Put put);
  std::filesystem::path file_;
  std::ofstream out_;
  std::string fronts_;  // of all blocks, so that none can be taken out
};

/// Reads a state block by block. Throws DataError where it is none, is cut off, or was changed.
class StateReader {
 public:
  explicit StateReader(const std::filesystem::path& file);
  /// The same from a stream; `name` stands in messages.
  StateReader(std::unique_ptr<std::istream> in, std::string name);
  const StateHead& head() const { return head_; }
  /// Takes the next block: one of the three is filled; false at the end.
  bool next();
  std::vector<StateEvents> events;
  std::vector<StateGroup> groups;
  std::vector<StateRecord> records;  ///< their texts last until the next block is taken

 private:
  bool read_block();
  [[noreturn]] void fail_damaged(std::string_view what) const;
  std::unique_ptr<std::istream> in_;
  std::string file_;
  std::string kind_, bytes_, fronts_;
  StateHead head_;
};

}  // namespace gongkai::reach
