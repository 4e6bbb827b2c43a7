#include "gongkai/ledger/cross.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "gongkai/base/date.hpp"

namespace gongkai {
namespace {

Finding finding(std::string rule, std::string kind, Where where, std::string found,
                std::string expected) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.kind = std::move(kind);
  finding.where = std::move(where);
  finding.found = std::move(found);
  finding.expected = std::move(expected);
  return finding;
}

std::string joined(const std::vector<std::string>& names) {
  std::string words;
  for (const std::string& name : names) {
    if (!words.empty()) words += "、";
    words += name;
  }
  return words;
}

const Ledger* find(const Ledgers& ledgers, std::string_view id) {
  const auto found = ledgers.find(id);
  return found == ledgers.end() ? nullptr : &found->second;
}

// Names in a column that are no unit: one finding each, at the first row.
void check_names(const Ledger& ledger, std::string_view column, const Units& units,
                 std::vector<Finding>& findings) {
  if (ledger.schema().index(column) < 0 || !ledger.has(column)) return;
  const Names& names = ledger.names(column);
  const auto size = static_cast<std::size_t>(names.distinct.size());
  std::vector<std::int64_t> first(size, -1), rows(size, 0);
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const std::int32_t code = names.codes[static_cast<std::size_t>(row)];
    if (code < 0) continue;
    const auto at = static_cast<std::size_t>(code);
    if (rows[at]++ == 0) first[at] = row;
  }
  for (std::size_t at = 0; at < size; ++at) {
    const std::string name(names.distinct[static_cast<std::int64_t>(at)]);
    if (rows[at] == 0 || units.find(name) != nullptr) continue;
    findings.push_back(finding("ledger.reference", "unit", ledger.where(first[at], column),
                               rows[at] == 1 ? name : fmt::format("{}（{} 行）", name, rows[at]),
                               "单位名录里的单位"));
  }
}

void check_units(const Ledgers& ledgers, const Units& units, std::vector<Finding>& findings) {
  const bool known = find(ledgers, "units") != nullptr;
  for (const auto& [id, ledger] : ledgers) {
    if (id == "units") {
      check_names(ledger, "parent", units, findings);
      check_names(ledger, "successor", units, findings);
      continue;
    }
    const int place = ledger.schema().index("unit");
    if (place < 0) continue;
    if (!ledger.has("unit") && ledger.schema().fields[static_cast<std::size_t>(place)].required)
      findings.push_back(
          finding("ledger.column", "no_unit", ledger.where("unit"), "", units.body()));
    if (known) check_names(ledger, "unit", units, findings);
  }
}

// Disputes over cases that are not in this year's applications.
void check_cases(const Ledgers& ledgers, std::vector<Finding>& findings) {
  const Ledger *disputes = find(ledgers, "disputes"), *applications = find(ledgers, "applications");
  if (disputes == nullptr || applications == nullptr || !disputes->has("case_no")) return;
  constexpr std::size_t kNamed = 10;
  const Names& cases = disputes->names("case_no");
  std::vector<std::string> named;
  std::int64_t first = -1, missing = 0;
  for (std::int64_t row = 0; row < disputes->size(); ++row) {
    if (cases[row].empty() || applications->find(cases[row]) >= 0) continue;
    if (missing++ == 0) first = row;
    if (named.size() <= kNamed && std::ranges::find(named, cases[row]) == named.end())
      named.emplace_back(cases[row]);
  }
  if (missing == 0) return;
  const bool more = named.size() > kNamed;
  if (more) named.pop_back();
  findings.push_back(
      finding("ledger.reference", "case", disputes->where(first, "case_no"),
              missing == 1 ? named.front()
                           : fmt::format("{}{}（{} 件）", joined(named), more ? "等" : "", missing),
              std::string(applications->schema().name)));
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
    findings.push_back(finding("ledger.number", "not_applicable", ledger.where(row, field.id),
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
          finding("ledger.blank", "publication", ledger.where(row, column), "",
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
      findings.push_back(finding("ledger.blank", "no_row", ledger.where("kind"), joined(missing),
                                 fmt::format("“{}”的行", publication_kinds()[kind - 1].label)));
  }
}

}  // namespace

std::vector<Finding> cross_check(const Ledgers& ledgers, const Units& units) {
  std::vector<Finding> findings;
  check_units(ledgers, units, findings);
  check_cases(ledgers, findings);
  if (const Ledger* publications = find(ledgers, "publications")) {
    check_publication_cells(*publications, findings);
    if (const Ledger* names = find(ledgers, "units"))
      check_publication_rows(*publications, *names, units, findings);
  }
  return findings;
}

}  // namespace gongkai
