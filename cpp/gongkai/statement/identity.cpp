#include "gongkai/statement/identity.hpp"

#include "gongkai/statement/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace gongkai {
namespace {

using Findings = std::vector<Finding>;

constexpr Figure kNothing{0, State::not_applicable};  // the sum of no cell

std::string text(Figure figure) { return is_number(figure) ? fmt::to_string(figure.value) : ""; }

// A row that is not there is blank: what needs it cannot be told.
Figure cell(const Table& table, std::string_view row, std::string_view column) {
  const Figure* figure = table.find(row, column);
  return figure != nullptr ? *figure : Figure{};
}

Finding finding(std::string rule, Status status, Where where) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.kind = status_id(status);
  finding.status = status;
  finding.where = std::move(where);
  return finding;
}

Finding absent(std::string rule, std::string_view table) {
  return finding(std::move(rule), Status::not_assessable, cell_where(table));
}

// Both sides of an equation: numbers are compared; where nothing belongs on either side, nothing
// contradicts.
Finding equation(std::string rule, Where where, Figure found, Figure expected) {
  Status status = Status::unknown;
  if (is_number(found) && is_number(expected))
    status = found == expected ? Status::pass : Status::fail;
  else if (found.state == State::not_applicable && expected.state == State::not_applicable)
    status = Status::pass;
  Finding told = finding(std::move(rule), status, std::move(where));
  told.found = text(found);
  told.expected = text(expected);
  return told;
}

std::array<std::pair<std::string_view, const Table*>, 3> tables_of(const AnnualTables& tables) {
  return {{{"table2", &tables.two}, {"table3", &tables.three}, {"table4", &tables.four}}};
}

// Findings about a report, in the order of its tables.
class Checks {
 public:
  explicit Checks(const AnnualTables& tables) : tables_(tables) {}

  void whole(std::string_view id, const Table& table) {
    std::string missing;
    for (const std::string& row : table_rows(id, tables_.single_other_row)) {
      if (std::ranges::find(table.rows, row) != table.rows.end()) continue;
      missing += fmt::format("{}{}", missing.empty() ? "" : "、", words(id, row));
    }
    const bool whole = table.there() && missing.empty();
    Finding told = finding("table.missing", whole ? Status::pass : Status::fail, cell_where(id));
    if (table.there() && !whole) {
      told.kind = "rows";
      told.found = missing;
    }
    findings.push_back(std::move(told));
  }

  // One finding for each cell that is no count or blank; one for the table where there is none.
  void cells(std::string_view id, const Table& table) {
    const std::string count = fmt::format("{}.count", id);
    if (!table.there()) {
      findings.push_back(absent(count, id));
      findings.push_back(absent("cell.blank", id));
      return;
    }
    Findings negative, blank;
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
      const Figure figure = table.cells[i];
      const std::size_t width = table.columns.size();
      const Where where =
          cell_where(id, table.rows[i / width], table.columns[i % width], tables_.single_other_row);
      if (is_number(figure) && figure.value < 0) {
        negative.push_back(finding(count, Status::fail, where));
        negative.back().kind = "negative";
        negative.back().found = printed(figure, fmt::format("{}/{}", id, table.rows[i / width]));
      }
      if (figure.state == State::blank && std::ranges::find(table.unread, i) == table.unread.end())
        blank.push_back(finding("cell.blank", Status::fail, where));
    }
    if (negative.empty() && table.unread.empty())
      negative.push_back(finding(count, Status::pass, cell_where(id)));
    if (blank.empty()) blank.push_back(finding("cell.blank", Status::pass, cell_where(id)));
    add(negative);
    add(blank);
  }

  // In each column: new + carried over = closed + carried forward; closed = the sum of the leaves.
  void columns_of_three() {
    const Table& three = tables_.three;
    if (!three.there()) {
      findings.push_back(absent("table3.flow", "table3"));
      findings.push_back(absent("table3.closed", "table3"));
      return;
    }
    Findings closed;
    for (const std::string& column : table_columns("table3")) {
      const Where where = cell_where("table3", "", column);
      findings.push_back(
          equation("table3.flow", where,
                   cell(three, "new_received", column) + cell(three, "carried_over", column),
                   cell(three, "closed_total", column) + cell(three, "carried_forward", column)));
      Figure leaves = kNothing;
      for (const std::string& row : table_rows("table3", tables_.single_other_row))
        if (is_leaf(row)) leaves = leaves + cell(three, row, column);
      closed.push_back(
          equation("table3.closed", where, cell(three, "closed_total", column), leaves));
    }
    add(closed);
  }

  // In each row of tables 三 and 四: total = the sum of its parts.
  void totals(std::string_view id, const Table& table) {
    const std::string rule = fmt::format("{}.total", id);
    if (!table.there()) {
      findings.push_back(absent(rule, id));
      return;
    }
    for (const std::string& row : table_rows(id, tables_.single_other_row)) {
      Figure parts = kNothing;
      for (const std::string& column : table_columns(id))
        if (column != "total") parts = parts + cell(table, row, column);
      findings.push_back(equation(rule, cell_where(id, row, "", tables_.single_other_row),
                                  cell(table, row, "total"), parts));
    }
  }

  // 规章 and 行政规范性文件: valid = last year's valid + made − repealed.
  void stock(const AnnualTables* previous) {
    if (previous == nullptr || !previous->two.there() || !tables_.two.there()) {
      findings.push_back(absent("table2.stock", "table2"));
      return;
    }
    for (const std::string block : {"regulations", "normative_documents"}) {
      const auto now = [&](std::string_view part) {
        return cell(tables_.two, fmt::format("{}/{}", block, part), "value");
      };
      const Figure before = cell(previous->two, block + "/valid", "value");
      findings.push_back(equation("table2.stock", cell_where("table2", block), now("valid"),
                                  before + now("made") - now("repealed")));
    }
  }

  // In each column: what last year carried forward this year carries over.
  void carry(const AnnualTables* previous) {
    if (previous == nullptr || !previous->three.there() || !tables_.three.there()) {
      findings.push_back(absent("years.carry", "table3"));
      return;
    }
    for (const std::string& column : table_columns("table3"))
      findings.push_back(equation("years.carry", cell_where("table3", "", column),
                                  cell(tables_.three, "carried_over", column),
                                  cell(previous->three, "carried_forward", column)));
  }

  Findings findings;

 private:
  // The form's words for a row, of table 二 those of the column too.
  std::string words(std::string_view table, std::string_view row) const {
    const Where where = cell_where(table, row, "", tables_.single_other_row);
    const std::string column = where.text("column_label");
    return where.text("row_label") + (column.empty() ? "" : "·" + column);
  }
  void add(const Findings& more) { findings.insert(findings.end(), more.begin(), more.end()); }

  const AnnualTables& tables_;
};

}  // namespace

std::vector<Finding> check(const AnnualTables& tables, const AnnualTables* previous) {
  Checks checks(tables);
  for (const auto& [id, table] : tables_of(tables)) checks.whole(id, *table);
  checks.columns_of_three();
  checks.totals("table3", tables.three);
  checks.totals("table4", tables.four);
  for (const auto& [id, table] : tables_of(tables)) checks.cells(id, *table);
  checks.stock(previous);
  checks.carry(previous);
  return std::move(checks.findings);
}

}  // namespace gongkai
