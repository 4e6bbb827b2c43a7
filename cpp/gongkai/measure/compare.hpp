// Two definitions side by side: the rows that one counts and the other does not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gongkai/measure/books.hpp"

namespace gongkai {

/// A row that two definitions count differently. Added to the counts of the first, `numerator` and
/// `denominator` of all rows give the counts of the second: 1 where only the second counts the row
/// there, -1 where only the first does.
struct Difference {
  Key group;
  Reason reason;
  std::string file;
  std::int64_t numerator = 0, denominator = 0;
};

/// Every row by which the counts differ, in each of its groups by these columns: in the order of
/// groups, ledgers and rows. Places that stand on the same side of both need not count rows. Throws
/// DataError where another is no count of this year's rows: "place 'fact/population' is no count of
/// rows".
std::vector<Difference> differences(const Books& books, const Definition& first,
                                    const Definition& second,
                                    const std::vector<std::string>& by = {});

}  // namespace gongkai
