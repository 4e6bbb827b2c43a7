// What Books keeps: ledgers and law, and the cells and tallies made from them when first asked.
#pragma once

#include <map>
#include <mutex>
#include <tuple>

#include "gongkai/measure/books.hpp"

namespace gongkai {

struct Books::State {
  BooksOf of;
  Units units;
  std::shared_ptr<const Books> previous;

  mutable std::recursive_mutex making;  // caches may be asked from several threads
  mutable std::map<std::string, Cells, std::less<>> cells;
  mutable std::map<std::string, std::vector<Due>, std::less<>> due;
  mutable std::map<std::tuple<std::string, std::vector<std::string>, std::string>, Tally> tallies;
  mutable std::map<std::tuple<std::string, std::vector<std::string>, std::string>, Sums> sums;

  State(BooksOf what, std::shared_ptr<const Books> last_year);

  const Ledger* ledger(std::string_view id) const;
  /// The date of each row whose month counts: a date column, or "deadline".
  std::vector<Date> months(const Ledger& ledger, std::string_view measure, std::string_view month,
                           const Books& books) const;
  Groups groups(const Ledger& ledger, const std::vector<std::string>& by,
                std::span<const Date> months) const;
};

/// The columns by which a key tells groups apart.
std::vector<std::string> columns(const Key& key);

/// The date whose month a row of a ledger stands in where no rate says another.
std::string_view own_month(std::string_view ledger);

/// A place as rows of a measure: cells within a group of extra columns (applicant_kind of table
/// 三).
struct Counted {
  const Measure* measure;
  CellSet cells;
  Key extra;
};

/// What a place of tables 三, 四 or of a measure adds up; empty for other sources. Throws DataError
/// where the place does not exist.
std::vector<Counted> counted(const Place& place);
/// What a place adds up that is no count of rows: table 二, fees, numbers that rows carry, duties,
/// distinct recipients (which are counted in every group and never added).
struct Summed {
  std::string source;  ///< "table2", "fee", "sum/tasks", "duty/bus.stages"
  std::vector<std::string> cells;
  Figure otherwise;                 ///< where no row adds anything
  std::vector<std::string> absent;  ///< ledgers that are not there: the figure is blank
};
/// The ledger whose rows such a source adds up, each with a number of its own: "publications" for
/// "table2", "applications" for "fee"; "" for others.
std::string_view ledger_added_up(std::string_view source);
/// Empty for a place that counts rows. Throws DataError where the place does not exist.
std::optional<Summed> summed(const Place& place, const Books& books);
/// Its figure in a group; blank where a ledger is absent.
Figure figure_of(const Books& books, const Summed& sum, const Key& key,
                 std::string_view month = "");

/// Columns besides the caller's by which the measure of a source is tallied.
std::vector<std::string> extra_columns(std::string_view source);

}  // namespace gongkai
