// Checks that need two ledgers: units that exist, cases that exist, kinds without a row.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gongkai/base/finding.hpp"
#include "gongkai/ledger/ledger.hpp"
#include "gongkai/ledger/unit.hpp"

namespace gongkai {

using Ledgers = std::map<std::string, Ledger, std::less<>>;  ///< by id; what is not there is absent

/// Findings ledger.reference, ledger.blank (publications) and ledger.column (no unit column).
std::vector<Finding> cross_check(const Ledgers& ledgers, const Units& units);

}  // namespace gongkai
