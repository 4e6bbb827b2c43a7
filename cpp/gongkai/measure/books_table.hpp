// Counts and deadlines of the books as columns, for programs that read many of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/arrow/table.hpp"
#include "gongkai/measure/books.hpp"

namespace gongkai {

/// What `Books::tally` counts, a row a count: the columns of `by`, "cell" and "count". In the order
/// of the groups.
arrow::Table tally_table(const Books& books, std::string_view ledger,
                         const std::vector<std::string>& by);

/// When each request or task is due and how it stands, in the order of the ledger: "earliest" and
/// "latest" (null where nothing is due or nobody can tell), "cell" of the timed measure. Throws
/// DataError: "ledger disputes has no deadlines".
arrow::Table deadline_table(const Books& books, std::string_view ledger);

}  // namespace gongkai
