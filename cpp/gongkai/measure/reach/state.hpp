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
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/reach.hpp"
#include "gongkai/measure/reach/word.hpp"

namespace gongkai::reach {

/// Cells that were not read.
struct StateUnread {
  std::uint32_t column = 0;  ///< of what is asked: keys, then flags
  std::string text;          ///< "": they are many, and nobody lists them
  std::int64_t rows = 0;
};

/// What stands at the front of a state.
struct StateHead {
  std::string spec = {};               ///< groupings, derived columns, identity: must be the same
  std::string names = {};              ///< of recipients: "whole", "text", "" where there are none
  bool only_counts = false;            ///< integers of groups; no recipients
  std::vector<ReachPart> parts = {};   ///< in order
  std::vector<std::string> seen = {};  ///< flags that were there
  /// Of each key, in order; code 1 is the first.
  std::vector<std::vector<std::string>> labels = {};
  std::vector<std::uint8_t> whole = {};  ///< whether those of the key are whole numbers
  std::vector<StateUnread> unread = {};  ///< by column and text
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
  /// Adds the counts of the same group.
  void add(const StateGroup& other);
};

/// A recipient and one word of theirs.
struct StateRecord {
  std::string_view recipient;
  std::uint64_t word = 0;
};

/// What a state holds behind its head, one kind at a time.
struct StateBlock {
  std::vector<StateEvents> events;
  std::vector<StateGroup> groups;
  std::vector<StateRecord> records;  ///< their texts lie in `bytes`
  std::string bytes;
};

/// Bytes of a full block, with what its last record has beyond them.
inline constexpr std::size_t kFullBlock = std::size_t{1} << 20;

/// Writes a state; a file that was not closed is no state.
class StateWriter {
 public:
  /// Throws WorkbookError where the file cannot be written, here and below.
  StateWriter(const std::filesystem::path& file, const StateHead& head);
  void events(const std::vector<StateEvents>& all);
  void groups(const std::vector<StateGroup>& all);
  void record(const StateRecord& record);
  void close();

 private:
  void block(std::string_view kind, std::string_view bytes);
  void give(std::string_view kind);
  template <class Put>
  void put(std::string_view kind, Put put);
  std::filesystem::path file_;
  std::ofstream out_;
  std::string fronts_;  // of all blocks, so that none can be taken out
  std::string body_;    // of the block at hand
  std::uint64_t count_ = 0;
};

/// Reads a state block by block. Throws DataError where it is none, is cut off, or was changed, and
/// where it holds what no count can have written.
class StateReader {
 public:
  explicit StateReader(const std::filesystem::path& file);
  /// The same from a stream; `name` stands in messages.
  StateReader(std::unique_ptr<std::istream> in, std::string name);
  const StateHead& head() const { return head_; }
  /// Takes the next block, from any thread; false at the end.
  bool next(StateBlock& block);

 private:
  struct Front {
    std::string kind;
    std::uint64_t sum;
  };
  Front read_block(std::string& bytes);
  void check(const Front& front, std::string_view bytes) const;
  bool can_be(const StateBlock& block) const;
  [[noreturn]] void fail_damaged(std::string_view what) const;
  std::unique_ptr<std::istream> in_;
  std::string file_, fronts_;
  StateHead head_;
  std::mutex mutex_;
  bool ended_ = false;
};

}  // namespace gongkai::reach
