// The parts of the checks over several ledgers, and what they share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/ledger/cross.hpp"

namespace gongkai {

/// A finding that failed, without words yet.
Finding failed(std::string rule, std::string kind, Where where, std::string found,
               std::string expected);
/// Adds the first hundred of `told`; the rest is one closing finding with their number.
void add_listed(std::vector<Finding>& findings, std::vector<Finding> told);
/// 甲、乙.
std::string joined(const std::vector<std::string>& names);
/// "甲" where it stands in one row, else "甲（3 行）".
std::string with_rows(std::string_view name, std::int64_t rows);
/// The ledger of that id, or null.
const Ledger* find(const Ledgers& ledgers, std::string_view id);

/// The texts of a column of names, one or several a row, each once.
const arrow::Texts& distinct_names(const Ledger& ledger, std::string_view column);
/// Calls use(row, code) for every name that stands in such a column.
template <class Use>
void each_name(const Ledger& ledger, std::string_view column, Use use) {
  if (ledger.schema().field(column).several) {
    const auto& lists = ledger.name_lists(column).codes;
    for (std::int64_t row = 0; row < ledger.size(); ++row)
      for (const std::int32_t code : lists[row])
        if (code >= 0) use(row, static_cast<std::size_t>(code));
    return;
  }
  const auto& codes = ledger.names(column).codes;
  for (std::int64_t row = 0; row < ledger.size(); ++row)
    if (const std::int32_t code = codes[static_cast<std::size_t>(row)]; code >= 0)
      use(row, static_cast<std::size_t>(code));
}

/// Where each text of a column first stands, and in how many rows; -1 where in none.
struct Uses {
  std::vector<std::int64_t> first, rows;
};
Uses uses_of(const Ledger& ledger, std::string_view column);

/// Rows of units that are not in the list, or were not there on their day; successors that are not
/// there or lead back (ledger.reference).
void check_units(const Ledgers& ledgers, const Units& units, std::vector<Finding>& findings);
void check_lineage(const Ledgers& ledgers, const Units& units, std::vector<Finding>& findings);
/// Disputes against the case that they are about.
void check_cases(const Ledgers& ledgers, std::vector<Finding>& findings);

}  // namespace gongkai
