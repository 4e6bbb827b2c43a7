// What must add up: the identities printed on the form and those across years.
#pragma once

#include <vector>

#include "gongkai/base/finding.hpp"
#include "gongkai/statement/annual.hpp"

namespace gongkai {

/// Every identity of tables 二, 三, 四 with its status, passes too: table3.flow, table3.closed,
/// table3.total, table3.count, table4.total, table4.count, table2.count, cell.blank, table.missing;
/// with last year's tables table2.stock and years.carry (not_assessable without).
std::vector<Finding> check(const AnnualTables& tables, const AnnualTables* previous = nullptr);

}  // namespace gongkai
