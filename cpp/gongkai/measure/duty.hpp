// Duties of the plan, as data: which items are expected, and which rows of a ledger cover them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongkai {

/// One side of the grid of what is expected.
struct DutySide {
  std::string column;                   ///< a grouping of the ledger; `row`: every row for itself
  std::vector<std::string> words;       ///< expected whether or not the ledger has them
  std::vector<std::string> unit_kinds;  ///< of `unit`: all units of these kinds
  bool found = false;                   ///< what the rows have themselves
  bool every = false;                   ///< of `month`, `quarter`: all that have ended
};

struct Duty {
  std::string id, name, source, ledger;
  std::vector<std::pair<std::string, std::vector<std::string>>> where;  ///< column, its words
  std::vector<DutySide> over;
  std::string measure;         ///< whose cells the next two are
  std::string expected, done;  ///< patterns; expected "": every row that is counted
  std::int64_t at_least = 1;   ///< so many rows done; 0: all that are expected, and at least one
  std::string waived;          ///< why the duty does not hold here; "" where it does
};

/// Reads `[[duty]]` tables in order; columns and cells are checked. Throws DataError: "duties.toml
/// line 4: unknown ledger 'event'".
std::vector<Duty> parse_duties(std::string_view toml, std::string_view name = "duties.toml");
/// The first list with those of the second added or put in place of equal ids. One that says
/// `waived` alone waives the shipped one. Throws DataError: "unknown duty 'bus.stops' is waived".
std::vector<Duty> merge_duties(std::vector<Duty> shipped, std::vector<Duty> own);
/// Throws DataError: "unknown duty 'bus.stops'".
const Duty& duty(const std::vector<Duty>& all, std::string_view id);

}  // namespace gongkai
