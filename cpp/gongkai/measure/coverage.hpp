// Coverage: which of the items that a duty expects are there, and which are missing.
#pragma once

#include <string>
#include <vector>

#include "gongkai/measure/books.hpp"

namespace gongkai {

/// One item of the grid that a duty expects.
struct ExpectedItem {
  std::vector<std::string> words;  ///< of each side, in the duty's order
  std::string unit;  ///< the side `unit`, else the unit of the item's first row, else the body
  std::vector<std::int64_t> done, open;  ///< rows of the ledger, counted from 0
  bool covered = false;
};

struct Coverage {
  std::vector<ExpectedItem> items;  ///< in the order of the duty's words, else of their own
  std::vector<std::string> absent;  ///< as `absent_for`
  std::int64_t covered() const;
  std::int64_t expected() const { return static_cast<std::int64_t>(items.size()); }
};

/// Ledgers without which nothing can be told of a duty, and which are not there.
std::vector<std::string> absent_for(const Books& books, const Duty& duty);

/// Items named by the duty are expected whether or not the ledger has them, items `found` are those
/// of its rows, months and quarters those that ended by the date of count, units of a kind those
/// that stood in the year. Throws DataError: "unknown duty 'bus.stops'".
Coverage coverage(const Books& books, std::string_view duty);

/// The group of an item by one of the duty's sides, or by unit, parent or unit_kind. Throws
/// DataError for another column.
std::string group_of(const Books& books, const Duty& duty, const ExpectedItem& item,
                     std::string_view column);
/// "新市镇·统一标识".
std::string label_of(const ExpectedItem& item);
/// Why an item is not covered, in Chinese: nothing is recorded, or too little of it is done.
std::string missing_because(const Duty& duty, const ExpectedItem& item);
/// The rows behind `duty/ID/covered`, the items that are missing behind `duty/ID/missing` (their
/// row is 0, they have none), both behind `duty/ID/expected`.
std::vector<Reason> duty_reasons(const Books& books, const Place& place, const Key& key);

}  // namespace gongkai
