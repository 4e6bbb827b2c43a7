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
  mutable std::map<std::pair<std::string, std::vector<std::string>>, Sums> sums;

  State(BooksOf what, std::shared_ptr<const Books> last_year);

  const Ledger* ledger(std::string_view id) const;
  /// The date of each row whose month counts: a date column, or "deadline".
  std::vector<Date> months(const Ledger& ledger, std::string_view measure, std::string_view month,
                           const Books& books) const;
  Groups groups(const Ledger& ledger, const std::vector<std::string>& by,
                std::span<const Date> months) const;
  const Sums& sums_of(std::string_view source, const std::vector<std::string>& by) const;
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
/// Columns besides the caller's by which the measure of a source is tallied.
std::vector<std::string> extra_columns(std::string_view source);

}  // namespace gongkai
