#include "gongkai/ledger/cross.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gongkai/base/date.hpp"
#include "gongkai/ledger/cross_parts.hpp"

namespace gongkai {
namespace {

// Policies that were pushed and are not in the list of policies.
void check_policies(const Ledgers& ledgers, std::vector<Finding>& findings) {
  const Ledger *pushes = find(ledgers, "pushes"), *policies = find(ledgers, "policies");
  if (pushes == nullptr || policies == nullptr) return;
  const arrow::Texts& numbers = distinct_names(*pushes, "policy");
  const Uses uses = uses_of(*pushes, "policy");
  std::vector<Finding> told;
  for (std::size_t at = 0; at < uses.rows.size(); ++at) {
    const std::string_view number = numbers[static_cast<std::int64_t>(at)];
    if (uses.rows[at] > 0 && policies->find(number) < 0)
      told.push_back(failed("ledger.reference", "policy", pushes->where(uses.first[at], "policy"),
                            with_rows(number, uses.rows[at]),
                            std::string(policies->schema().name)));
  }
  add_listed(findings, std::move(told));
}

// Columns of table 二 that each kind fills.
std::vector<std::string_view> columns_of(std::string_view kind) {
  if (kind == "regulations" || kind == "normative_documents") return {"made", "repealed", "valid"};
  if (kind == "fees") return {"fees"};
  return {"decisions"};
}

// A number as it is written in the column.
std::string written(std::int64_t number, const Field& field) {
  if (field.type != Type::amount) return fmt::format("{}", number);
  return fmt::format("{}", static_cast<double>(number) / static_cast<double>(field.scale));
}

// A number other than 0 where the kind has none would be lost in silence.
void check_other_cells(const Ledger& ledger, std::int64_t row, const Choice& kind,
                       std::vector<Finding>& findings) {
  const auto own = columns_of(kind.id);
  for (const Field& field : ledger.schema().fields) {
    if (field.type != Type::count && field.type != Type::amount) continue;
    if (std::ranges::find(own, field.id) != own.end()) continue;
    const std::int64_t number = ledger.numbers(field.id)[static_cast<std::size_t>(row)];
    if (number == kBlank || number == 0) continue;
    findings.push_back(failed("ledger.number", "not_applicable", ledger.where(row, field.id),
                              written(number, field),
                              fmt::format("“{}”没有{}", kind.label, field.header)));
  }
}

void check_publication_cells(const Ledger& ledger, std::vector<Finding>& findings) {
  const auto kinds = ledger.choices("kind");
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const std::uint8_t kind = kinds[static_cast<std::size_t>(row)];
    if (kind == 0) continue;
    const Choice& choice = publication_kinds()[kind - 1U];
    for (const std::string_view column : columns_of(choice.id)) {
      if (ledger.numbers(column)[static_cast<std::size_t>(row)] != kBlank ||
          ledger.is_unread(row, column))
        continue;
      findings.push_back(
          failed("ledger.blank", "publication", ledger.where(row, column), "",
                 fmt::format("“{}”的{}", choice.label, ledger.schema().field(column).header)));
    }
    check_other_cells(ledger, row, choice, findings);
  }
}

bool exists_in(const Unit& unit, int year) {
  if (year == 0) return true;
  const Period period = year_period(year);
  return unit.valid_from <= period.as_of && unit.valid_to >= period.from;
}

// Units that told nothing of a kind; without a list of units nobody can say.
void check_publication_rows(const Ledger& ledger, const Ledger& names, const Units& units,
                            std::vector<Finding>& findings) {
  if (!ledger.has("unit")) return;
  std::set<std::pair<std::string_view, std::uint8_t>> told;
  const auto kinds = ledger.choices("kind");
  for (std::int64_t row = 0; row < ledger.size(); ++row)
    told.emplace(ledger.names("unit")[row], kinds[static_cast<std::size_t>(row)]);
  for (std::size_t kind = 1; kind <= publication_kinds().size(); ++kind) {
    std::vector<std::string> missing;
    for (const Unit& unit : units.all()) {
      const bool listed = unit.name != units.body() || names.find(unit.name) >= 0;
      if (listed && exists_in(unit, ledger.source().year) &&
          !told.contains({unit.name, static_cast<std::uint8_t>(kind)}))
        missing.push_back(unit.name);
    }
    if (!missing.empty())
      findings.push_back(failed("ledger.blank", "no_row", ledger.where("kind"), joined(missing),
                                fmt::format("“{}”的行", publication_kinds()[kind - 1].label)));
  }
}

}  // namespace

std::vector<Finding> cross_check(const Ledgers& ledgers, const Units& units) {
  std::vector<Finding> findings;
  check_units(ledgers, units, findings);
  check_lineage(ledgers, units, findings);
  check_cases(ledgers, findings);
  check_policies(ledgers, findings);
  if (const Ledger* publications = find(ledgers, "publications")) {
    check_publication_cells(*publications, findings);
    if (const Ledger* names = find(ledgers, "units"))
      check_publication_rows(*publications, *names, units, findings);
  }
  return findings;
}

}  // namespace gongkai
