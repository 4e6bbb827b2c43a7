// Units that ledgers name, against the list of units.
#include <fmt/format.h>

#include <algorithm>

#include "gongkai/ledger/cross_parts.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {
namespace {

// The one unit whose name is the same but for brackets and spaces, or for a word in front (教育局
// for 县教育局); "" where there is none or more than one.
std::string_view nearest(const Units& units, std::string_view name) {
  constexpr std::size_t kShortest = 9;  // three characters
  const std::string wanted = plain(name);
  std::string_view found;
  for (const Unit& unit : units.all()) {
    const std::string known = plain(unit.name);
    const bool near = std::min(known.size(), wanted.size()) >= kShortest &&
                      (known.ends_with(wanted) || wanted.ends_with(known));
    if (!near && known != wanted) continue;
    if (!found.empty()) return {};
    found = unit.name;
  }
  return found;
}

// Names in a column that are no unit: one finding each, at the first row.
void check_names(const Ledger& ledger, std::string_view column, std::string_view kind,
                 const Units& units, std::vector<Finding>& findings) {
  if (!ledger.has(column)) return;
  const arrow::Texts& names = distinct_names(ledger, column);
  const Uses uses = uses_of(ledger, column);
  std::vector<Finding> told;
  for (std::size_t at = 0; at < uses.rows.size(); ++at) {
    const std::string_view name = names[static_cast<std::int64_t>(at)];
    if (uses.rows[at] == 0 || units.find(name) != nullptr) continue;
    std::string expected = "单位名录里的单位";
    if (const auto near = nearest(units, name); !near.empty())
      expected += fmt::format("（相近的有“{}”）", near);
    told.push_back(failed("ledger.reference", std::string(kind),
                          ledger.where(uses.first[at], column), with_rows(name, uses.rows[at]),
                          std::move(expected)));
  }
  add_listed(findings, std::move(told));
}

}  // namespace

void check_units(const Ledgers& ledgers, const Units& units, std::vector<Finding>& findings) {
  const bool known = find(ledgers, "units") != nullptr;
  for (const auto& [id, ledger] : ledgers) {
    if (id == "units") {
      check_names(ledger, "parent", "parent", units, findings);
      check_names(ledger, "successor", "successor", units, findings);
      continue;
    }
    const int place = ledger.schema().index("unit");
    if (place < 0) continue;
    if (!ledger.has("unit") && ledger.schema().fields[static_cast<std::size_t>(place)].required)
      findings.push_back(
          failed("ledger.column", "no_unit", ledger.where("unit"), "", units.body()));
    if (known) check_names(ledger, "unit", "unit", units, findings);
  }
}

}  // namespace gongkai
