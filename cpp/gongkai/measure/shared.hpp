// Rows that stand in several groups: a task with four leads is counted four times, and once in all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/books.hpp"

namespace gongkai {

/// How many of the counted rows of a ledger stand in several groups, and how often all rows are
/// counted there: one finding, or none where each row stands in one group at most.
std::vector<Finding> shared_rows(const Books& books, std::string_view ledger,
                                 const std::vector<std::string>& by);
/// The same of the rows below the line of a definition.
std::vector<Finding> shared_rows(const Books& books, const Definition& definition,
                                 const std::vector<std::string>& by);

}  // namespace gongkai
