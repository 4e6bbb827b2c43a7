// Reading invented ledgers in tests, with the words and rules that are shipped.
#pragma once

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/rule.hpp"
#include "gongkai/ledger/sheet.hpp"

namespace gongkai::testing {

inline std::string template_text(const std::string& name) {
  std::ifstream file(std::string(GONGKAI_TEMPLATES) + "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline const Terms& terms() {
  static const Terms shipped = Terms::parse(template_text("terms.toml"));
  return shipped;
}

inline const Rules& rules() {
  static const Rules shipped = Rules::parse(template_text("rules.toml"));
  return shipped;
}

/// Told, without the notes on headers that go by another name: every second test has some.
inline std::vector<Finding> told(std::vector<Finding> findings) {
  std::erase_if(findings, [](const Finding& finding) { return finding.kind == "alias"; });
  return rules().tell(std::move(findings));
}

/// A csv text read as that ledger of 2022, its findings told.
inline Checked<Ledger> read(std::string_view ledger, std::string_view csv) {
  auto checked =
      read_csv(schema(ledger), csv, terms(), Source{std::string(ledger) + ".csv", "", 2022});
  checked.findings = told(std::move(checked.findings));
  return checked;
}

/// The same as a sheet of a workbook.
inline Checked<Ledger> read_sheet(std::string_view ledger, const std::string& sheet,
                                  std::string_view csv) {
  const arrow::Table grid = parse_csv(csv);
  const Sheet only{.name = sheet, .grid = &grid};
  auto checked = read_sheets(schema(ledger), {&only, 1}, terms(),
                             Source{std::string(ledger) + ".xlsx", "", 2022});
  checked.findings = told(std::move(checked.findings));
  return checked;
}

/// The findings of one rule and kind.
inline std::vector<Finding> of_kind(const std::vector<Finding>& findings, std::string_view rule,
                                    std::string_view kind) {
  std::vector<Finding> found;
  std::ranges::copy_if(findings, std::back_inserter(found), [&](const Finding& finding) {
    return finding.rule == rule && finding.kind == kind;
  });
  return found;
}

/// "rule kind" of each finding, in order.
inline std::vector<std::string> kinds(const std::vector<Finding>& findings) {
  std::vector<std::string> names;
  for (const Finding& finding : findings) names.push_back(finding.rule + " " + finding.kind);
  return names;
}

inline arrow::Texts texts(std::initializer_list<std::string_view> values) {
  arrow::Texts column;
  for (const std::string_view value : values) column.push_back(value);
  return column;
}

}  // namespace gongkai::testing
