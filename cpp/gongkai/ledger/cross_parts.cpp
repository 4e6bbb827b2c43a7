#include "gongkai/ledger/cross_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "gongkai/base/more.hpp"
#include "gongkai/ledger/faults.hpp"

namespace gongkai {

Finding failed(std::string rule, std::string kind, Where where, std::string found,
               std::string expected) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.kind = std::move(kind);
  finding.where = std::move(where);
  finding.found = std::move(found);
  finding.expected = std::move(expected);
  return finding;
}

void add_listed(std::vector<Finding>& findings, std::vector<Finding> told) {
  const std::int64_t more = std::ssize(told) - Faults::kListed;
  if (more > 0) {
    told.resize(static_cast<std::size_t>(Faults::kListed) + 1);
    Finding& rest = told.back();
    rest.where = {{"file", rest.where.text("file")},
                  {"column", rest.where.text("column")},
                  {"header", rest.where.text("header")}};
    rest.kind = more_of(rest.kind);
    rest.found = fmt::format("{} 处", more);
  }
  std::ranges::move(told, std::back_inserter(findings));
}

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, "、"));
}

std::string with_rows(std::string_view name, std::int64_t rows) {
  return rows == 1 ? std::string(name) : fmt::format("{}（{} 行）", name, rows);
}

const Ledger* find(const Ledgers& ledgers, std::string_view id) {
  const auto found = ledgers.find(id);
  return found == ledgers.end() ? nullptr : &found->second;
}

const arrow::Texts& distinct_names(const Ledger& ledger, std::string_view column) {
  return ledger.schema().field(column).several ? ledger.name_lists(column).distinct
                                               : ledger.names(column).distinct;
}

Uses uses_of(const Ledger& ledger, std::string_view column) {
  const auto size = static_cast<std::size_t>(distinct_names(ledger, column).size());
  Uses uses{std::vector<std::int64_t>(size, -1), std::vector<std::int64_t>(size, 0)};
  each_name(ledger, column, [&](std::int64_t row, std::size_t code) {
    if (uses.rows[code]++ == 0) uses.first[code] = row;
  });
  return uses;
}

}  // namespace gongkai
