// Roll-up: a count over the tree of units, each with its own part and what stands under it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/books.hpp"

namespace gongkai {

/// One unit in the tree. total = own + taken_over + below.
struct RolledUp {
  std::string unit, parent;  ///< parent: "" for the body
  int depth = 0;             ///< 0 the body, 1 its units …
  Figure own;                ///< 本级: rows of the unit itself
  Figure taken_over;         ///< of units that were merged into it or renamed by the date of count
  Figure below;              ///< totals of the units under it
  Figure total;
  /// The unit that took its figures over; they stand there and not under the parent. "" for all
  /// others, also for a unit that was split, whose rows nobody can tell apart.
  std::string carried_to;
};

/// A place for every unit, the body first, each before those under it. Rows of units that the list
/// does not name stand under the body. The body's total is the figure of the place, whatever was
/// merged meanwhile. Throws DataError: "place 'table2/licences' does not count rows by unit".
std::vector<RolledUp> roll_up(const Books& books, std::string_view place);

}  // namespace gongkai
