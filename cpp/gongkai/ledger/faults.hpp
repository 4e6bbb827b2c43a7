// Findings while they are gathered: in the order of the rows, and never more than can be read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "gongkai/base/finding.hpp"
#include "gongkai/ledger/columns.hpp"

namespace gongkai {

/// What can be wrong with a cell: a rule, one of its kinds, and whether the row is lost by it.
struct Fault {
  std::string_view rule, kind;
  bool vital = false;
};

/// Of each rule, kind and column the first kListed are kept, and all others while there are fewer
/// than kMost together; the rest is one closing finding with their number.
class Faults {
 public:
  static constexpr std::int64_t kListed = 100;
  static constexpr std::size_t kMost = 200'000;

  /// `row` is an origin, or kWholeLedger; `field` a place in the schema, -1 for none. Requires
  /// ascending rows for each kind and column.
  /// `header` names a column that is no field.
  void add(std::int64_t row, int field, Fault fault, std::string_view found,
           std::string_view expected, std::string_view header = "");
  /// All of `others`, which are of other columns or kinds.
  void add(Faults&& others);
  /// By row, then by column; the closing ones last.
  std::vector<Finding> findings(const Columns& columns) const;

 private:
  struct Entry {
    std::int64_t row;
    int field;
    Fault fault;
    std::string header, found, expected;
  };
  struct Tally {
    std::int64_t count = 0, listed = 0;
    std::string expected;
  };
  std::vector<Entry> entries_;
  std::map<std::tuple<int, std::string_view, std::string_view, bool>, Tally> tallies_;
};

}  // namespace gongkai
