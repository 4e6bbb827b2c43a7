// Groups: to which unit, month or kind each row of a ledger belongs.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/ledger/ledger.hpp"
#include "gongkai/ledger/unit.hpp"

namespace gongkai {

/// {"unit": "县教育局"}; {} is everything.
using Key = std::map<std::string, std::string, std::less<>>;

/// Every row's groups. Where a row stands in several (a task with four leads), `offsets` says how
/// many.
struct Groups {
  std::vector<std::string> by;
  std::vector<Key> keys;              ///< of the groups, in a fixed order; not all need have rows
  std::vector<std::int32_t> group;    ///< end to end; -1: in no group (no month)
  std::vector<std::int64_t> offsets;  ///< empty where each row has exactly one entry
  std::int64_t rows = 0;
};

/// What grouping may ask besides the ledger.
struct Grouping {
  const Units* units = nullptr;
  const Terms* terms = nullptr;
  std::span<const Date> months;  ///< the date whose month counts, a row each; empty where none does
  int year = 0;  ///< rows of another year stand in no month; 0: every year has its months
};

/// `by`: unit, parent, unit_kind, leads, units, month, quarter, or a closed column of the ledger.
/// Throws DataError: "applications cannot be grouped by 'colour'; by unit, parent, unit_kind,
/// month, quarter, …".
Groups group(const Ledger& ledger, std::span<const std::string> by, const Grouping& with);

}  // namespace gongkai
