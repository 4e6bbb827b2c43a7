#include "gongkai/statement/annual.hpp"

#include <algorithm>
#include <array>

#include "gongkai/base/date.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/measure/place.hpp"

namespace gongkai {
namespace {

constexpr std::string_view kTotal = "total";

std::vector<std::string> ids(Choices choices) {
  std::vector<std::string> ids;
  for (const Choice& choice : choices) ids.emplace_back(choice.id);
  return ids;
}

// （六）其他处理 printed as one row keeps the id of its last.
bool printed_apart(std::string_view row) {
  return row == "other.not_corrected" || row == "other.fee_unpaid";
}

std::vector<std::string> table3_rows(bool single_other_row) {
  std::vector<std::string> rows = {"new_received", "carried_over"};
  for (const Choice& outcome : outcomes())
    if (!single_other_row || !printed_apart(outcome.id)) rows.emplace_back(outcome.id);
  rows.insert(rows.end(), {"closed_total", "carried_forward"});
  return rows;
}

[[noreturn]] void fail_table(std::string_view table) {
  fail<DataError>("unknown table '{}', expected table2, table3 or table4", table);
}

// What `*` sums: never a total beside its parts, nor money beside counts.
bool adds_up(std::string_view table, std::string_view row, std::string_view column) {
  return (table != "table3" || is_leaf(row)) && column != kTotal && row != "fees_wan";
}

// The cells of one table that a place names, with a check that each of its ids names one.
class Match {
 public:
  explicit Match(const Place& place) : place_(place) {
    for (const auto& part : place.parts) hit_.emplace_back(part.size(), false);
  }

  bool holds(std::string_view row, std::string_view column) {
    const std::vector<std::string> address = cell_address(place_.source, row, column);
    if (address.size() != place_.parts.size()) return false;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < address.size(); ++i) {
      const bool is_column = i == 1 && place_.source != "table2";
      const auto& part = place_.parts[i];
      const auto named = std::ranges::find_if(part, [&](const std::string& id) {
        if (id != "*") return id == address[i];
        return is_column ? adds_up("", "", column) : adds_up(place_.source, row, "");
      });
      if (named == part.end()) return false;
      at.push_back(static_cast<std::size_t>(named - part.begin()));
    }
    for (std::size_t i = 0; i < at.size(); ++i) hit_[i][at[i]] = true;
    return true;
  }

  void require_all() const {
    for (std::size_t i = 0; i < hit_.size(); ++i)
      for (std::size_t j = 0; j < hit_[i].size(); ++j)
        if (!hit_[i][j])
          fail<DataError>("place '{}': '{}' names no cell of {}", place_.text, place_.parts[i][j],
                          place_.source);
  }

 private:
  const Place& place_;
  std::vector<std::vector<bool>> hit_;
};

Table empty_table(std::string_view id) {
  Table table{std::string(id), table_rows(id), table_columns(id), {}};
  table.cells.resize(table.rows.size() * table.columns.size());
  return table;
}

void set(Table& table, std::string_view row, std::string_view column, Figure figure) {
  table.cells[static_cast<std::size_t>(table.find(row, column) - table.cells.data())] = figure;
}

// Fills what the books count; totals come after.
Table counted(std::string_view id, const Books& books, const Key& key) {
  Table table = empty_table(id);
  for (const std::string& row : table.rows) {
    if (row == "closed_total") continue;
    for (const std::string& column : table.columns) {
      if (column == kTotal) continue;
      std::string place(id);
      for (const std::string& part : cell_address(id, row, column)) place += "/" + part;
      set(table, row, column, books.at(place, key));
    }
  }
  return table;
}

void add_closed_total(Table& three) {
  for (const std::string& column : three.columns) {
    Figure sum{0, State::not_applicable};
    for (const std::string& row : three.rows)
      if (is_leaf(row)) sum = sum + *three.find(row, column);
    set(three, "closed_total", column, sum);
  }
}

void add_totals(Table& table) {
  for (const std::string& row : table.rows) {
    Figure sum{0, State::not_applicable};
    for (const std::string& column : table.columns)
      if (column != kTotal) sum = sum + *table.find(row, column);
    set(table, row, kTotal, sum);
  }
}

std::string label_of_row(std::string_view table, std::string_view row, bool single_other_row) {
  if (table == "table3" && row == "other.other" && single_other_row)
    return std::string(label(table, "other.2019"));
  return std::string(label(table, row == "fees_wan" ? "fees" : row));
}

}  // namespace

std::string_view form_id(Form form) { return form == Form::of_2019 ? "2019" : "2021"; }

Form form_of(std::string_view id) {
  for (const Form form : {Form::of_2019, Form::of_2021})
    if (form_id(form) == id) return form;
  fail<DataError>("unknown form '{}', expected '2019' or '2021'", id);
}

const Figure* Table::find(std::string_view row, std::string_view column) const {
  const auto r = std::ranges::find(rows, row), c = std::ranges::find(columns, column);
  if (!there() || r == rows.end() || c == columns.end()) return nullptr;
  const auto at = (r - rows.begin()) * std::ssize(columns) + (c - columns.begin());
  return &cells[static_cast<std::size_t>(at)];
}

std::vector<std::string> table_rows(std::string_view table, bool single_other_row) {
  if (table == "table2") return publication_cells();
  if (table == "table3") return table3_rows(single_other_row);
  if (table == "table4") return ids(dispute_kinds());
  fail_table(table);
}

std::vector<std::string> table_columns(std::string_view table) {
  if (table == "table2") return {"value"};
  if (table != "table3" && table != "table4") fail_table(table);
  std::vector<std::string> columns = ids(table == "table3" ? applicant_kinds() : dispute_results());
  columns.emplace_back(kTotal);
  return columns;
}

bool is_leaf(std::string_view row) { return choice_of(outcomes(), row) != 0; }

std::vector<std::string> cell_address(std::string_view table, std::string_view row,
                                      std::string_view column) {
  if (table != "table2") return {std::string(row), std::string(column)};
  const std::size_t slash = row.find('/');
  if (slash == std::string_view::npos) return {std::string(row)};
  return {std::string(row.substr(0, slash)), std::string(row.substr(slash + 1))};
}

Where cell_where(std::string_view table, std::string_view row, std::string_view column,
                 bool single_other_row) {
  Where where{{"table", std::string(table)}};
  const std::vector<std::string> address = cell_address(table, row, column);
  if (!address[0].empty())
    where.set("row", address[0])
        .set("row_label", label_of_row(table, address[0], single_other_row));
  if (address.size() > 1 && !address[1].empty())
    where.set("column", address[1]).set("column_label", std::string(label(table, address[1])));
  return where;
}

Figure AnnualTables::at(std::string_view text) const {
  const Place place = parse_place(text);
  const std::array<std::pair<std::string_view, const Table*>, 3> kept = {
      {{"table2", &two}, {"table3", &three}, {"table4", &four}}};
  const auto table = std::ranges::find(kept, place.source, &decltype(kept)::value_type::first);
  if (table == kept.end() || place.previous || !place.key.empty())
    fail<DataError>("place '{}' is no cell of tables 2, 3 and 4", text);
  Match match(place);
  Figure sum{0, State::not_applicable};
  for (const std::string& row : table_rows(place.source)) {
    for (const std::string& column : table_columns(place.source)) {
      if (!match.holds(row, column)) continue;
      if (single_other_row && printed_apart(row)) continue;
      const Figure* figure = table->second->find(row, column);
      sum = sum + (figure != nullptr ? *figure : Figure{});
    }
  }
  match.require_all();
  return sum;
}

AnnualTables annual_tables(const Books& books, const Key& key) {
  const auto unit = key.find("unit");
  AnnualTables tables{unit != key.end() ? unit->second : books.body(),
                      year_of(books.period().from),
                      Form::of_2021,
                      false,
                      counted("table2", books, key),
                      counted("table3", books, key),
                      counted("table4", books, key)};
  add_closed_total(tables.three);
  add_totals(tables.three);
  add_totals(tables.four);
  return tables;
}

}  // namespace gongkai
