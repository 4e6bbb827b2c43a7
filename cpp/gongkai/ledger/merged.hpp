// Cells made one: what stands in the first holds for the others too.
#pragma once

#include "gongkai/ledger/rows.hpp"

namespace gongkai {

/// The cells of a body with merged labels, dates and words filled in, with a hint for
/// each (ledger.skipped merged); numbers never are: a total over rows is no figure of each. `taken`
/// is the column of each field. Nothing where no cell is filled in.
std::vector<arrow::Column> without_merges(const Schema& schema, const Body& body,
                                          std::span<const int> taken, Faults& faults);

}  // namespace gongkai
