// Measures: one question put to every row of a ledger, answered by one cell of at most 64.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/date.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/ledger/ledger.hpp"
#include "gongkai/measure/law.hpp"

namespace gongkai {

using Cell = std::uint8_t;  ///< one of at most 64; 0 is outside, 1 unclassified
using Cells = std::vector<Cell>;
using CellSet = std::bitset<64>;
inline constexpr Cell kOutside = 0, kUnclassified = 1;

struct Rows {
  std::int64_t begin, end;
};

/// Why a row stands in its cell, in Chinese, with the days that decide. Ledger and law must outlive
/// it.
using Teller = std::function<std::string(std::int64_t row)>;

struct Measure {
  std::string_view id, ledger;         ///< "reply", "applications"
  std::span<const std::string> cells;  ///< "outside", "unclassified", "new.in.on_time", …
  /// The cell of each row; pure. `from` of the period is the first day of the year.
  Cells (*classify)(const Ledger&, const Law&, Period, Rows);
  /// When each row is due; null where the measure knows no deadlines.
  std::vector<Due> (*due)(const Ledger&, const Law&, Period, Rows);
  Teller (*because)(const Ledger&, const Law&, Period);
};

/// Throws DataError: "unknown measure 'speed'".
const Measure& measure(std::string_view id);
std::span<const Measure> measures();

/// Cells that a pattern names: segments are ids, `a|b`, or `*`; a leading `*` is one or more
/// segments. Throws DataError: "measure reply has no cell '*.in.soon'".
CellSet cells_like(const Measure& measure, std::string_view pattern);

/// All rows of a ledger.
inline Rows all_rows(const Ledger& ledger) { return {0, ledger.size()}; }

}  // namespace gongkai
