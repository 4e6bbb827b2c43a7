// Policy-push reach: exact numbers of distinct recipients, for several groupings at once.
//
// Events are parted by a hash of their recipient, so that a recipient lies in one part and distinct
// counts add over parts; each part is then counted recipient by recipient. What does not fit the
// memory that was granted lies in a spill file meanwhile. A hash picks a place, never equality.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gongkai/arrow/c_data.hpp"
#include "gongkai/arrow/table.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {

/// What is counted: the groupings, and where columns come from that no file has.
struct ReachSpec {
  /// Columns of each grouping, {} is the whole. A column is one of the file's, of `derived`, or
  /// `month` or `quarter`, which are read off `sent`.
  std::vector<std::vector<std::string>> by;
  /// {"package", {"policy", {{"P1", "助企纾困"}}}}: read off another column; what stands not in it
  /// is blank.
  std::map<std::string, std::pair<std::string, std::map<std::string, std::string>>> derived;
  /// 16 bytes that offices share: recipients are replaced by their hash under this key before
  /// anything is kept, so that no state tells who they are. "": recipients as they are.
  std::string identity = {};
};

/// How it is counted; none of it changes the answer.
struct ReachMeans {
  std::size_t memory_bytes = 0;       ///< 0: half of what is free
  std::filesystem::path folder = {};  ///< of the spill file; "": that of the system for such files
  int threads = 0;                    ///< 0: as many as the machine has
  std::uint64_t seed = 0;             ///< of the hash; 0: another one each time
};

/// Called from the thread that asked, about ten times a second, with the rows so far (in `finish`
/// the rows that are counted). What it throws ends the work and comes out of the call.
using Progress = std::function<void(std::int64_t rows)>;

/// A group of which more recipients opened than were delivered to.
struct ReachFault {
  std::int64_t row = 0;                 ///< in the table
  std::vector<std::string> recipients;  ///< opened and not delivered, the first ten of them
  std::int64_t count = 0;               ///< all of them
};

/// Cells that nobody can read as what their column holds.
struct ReachUnread {
  std::string column, text;  ///< "": all other texts of the column
  std::int64_t rows = 0;
};

struct ReachCounts {
  /// `by`, the key columns, `events`, `recipients`, `null_recipients`, `delivered`, `opened`,
  /// `eligible`, `delivered_eligible`, `applied`, `watched`, `redeemed`: groupings in the order
  /// asked, groups by key, blank last. Counts are null where no file has the column.
  arrow::Table table;
  std::vector<ReachFault> faults;
  std::vector<std::int64_t> unapplied;  ///< rows of groups that redeemed more than applied
  std::vector<ReachUnread> unread;
};

/// Whose events a state holds: one partition of a job, counted at that attempt.
struct ReachPart {
  std::string job, partition;
  std::int64_t attempt = 0;
};

class Reach {
 public:
  /// Throws DataError where a grouping names a column twice, none is asked, or the key of
  /// identities has not 16 bytes.
  Reach(ReachSpec spec, const Terms& terms, ReachMeans means);
  ~Reach();
  Reach(const Reach&) = delete;
  Reach& operator=(const Reach&) = delete;

  /// Counts all rows of a stream whose columns bear the ids of the ledger of pushes. Takes the
  /// stream over and reads it from several threads, one batch at a time; returns the rows.
  /// Throws DataError where a column is missing or of a kind that is not read; WorkbookError where
  /// the spill file cannot be written. After an error nothing more can be added.
  std::int64_t add(ArrowArrayStream* stream, const Progress& progress = {});

  /// Adds what another count has written; false where all parts of it are there already. Throws
  /// DataError where it was counted by another specification, holds some parts that are there and
  /// some that are not, or is damaged.
  bool add_state(const std::filesystem::path& file, const Progress& progress = {});

  /// The counts, once.
  ReachCounts finish(const Progress& progress = {});

  /// Instead of `finish`: a file for another count to go on with. `part` names the events that
  /// `add` has brought. `only_counts`: integers of each group and no recipient, which are right as
  /// long as nobody is in two states; else each recipient with what they brought. Throws DataError
  /// where events have no name, or theirs is there already, and WorkbookError where the file cannot
  /// be written; it is written in place.
  void partial(const std::filesystem::path& file, const ReachPart& part, bool only_counts,
               const Progress& progress = {});

 private:
  class Job;
  std::unique_ptr<Job> job_;
};

}  // namespace gongkai
