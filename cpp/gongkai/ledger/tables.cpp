// Which tables stand on a sheet: below each other, or side by side.
#include <algorithm>

#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/header_rows.hpp"
#include "gongkai/ledger/rows.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kSearched = 30;
constexpr std::int64_t kHeaderRows = 6;
constexpr std::size_t kMostTables = 1000;

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Columns of a table between columns without a header, where two of them name the same field.
std::vector<std::pair<std::size_t, std::size_t>> blocks_of(const Schema& schema, const Terms& terms,
                                                           const SheetTable& table) {
  std::vector<std::pair<std::size_t, std::size_t>> blocks;
  std::set<std::string> seen;
  bool twice = false;
  for (std::size_t at = 0; at < table.headers.size(); ++at) {
    if (table.headers[at].empty()) continue;
    const std::size_t column = table.left + at;
    if (blocks.empty() || blocks.back().second != column) blocks.emplace_back(column, column);
    ++blocks.back().second;
    const HeaderMatch match = terms.header(schema, table.headers[at]);
    twice = twice || (!match.column.empty() && !match.weak && !seen.insert(match.column).second);
  }
  if (!twice || blocks.size() < 2) return {{table.left, table.right}};
  return blocks;
}

// Rows of a body that may be another header: a column that every row must fill names a column.
std::vector<std::int64_t> header_like(const Schema& schema, const Sheet& sheet, const Terms& terms,
                                      const SheetTable& table) {
  std::vector<std::int64_t> rows;
  const auto is_header = [&](std::string_view text) -> std::uint8_t {
    if (text.empty() || has_digit(text)) return 0;
    return static_cast<std::uint8_t>(!terms.header(schema, text).column.empty());
  };
  std::size_t asked = 0;
  for (std::size_t at = 0; at < table.headers.size() && asked < 2; ++at) {
    const HeaderMatch match = terms.header(schema, table.headers[at]);
    if (match.column.empty() || !schema.field(match.column).required) continue;
    ++asked;
    each_cell(sheet.grid->columns[table.left + at], {table.first, table.end - table.first, {}},
              is_header, [&](std::int64_t row, std::string_view, std::uint8_t found) {
                if (found != 0) rows.push_back(table.first + row);
              });
  }
  std::ranges::sort(rows);
  rows.erase(std::ranges::unique(rows).begin(), rows.end());
  return rows;
}

std::size_t filled(const Sheet& sheet, std::int64_t row, const SheetTable& table) {
  std::size_t cells = 0;
  for (std::size_t column = table.left; column < table.right; ++column)
    cells += static_cast<std::size_t>(!is_empty_cell(sheet.grid->columns[column], row));
  return cells;
}

// Ends each table where the header of the next one, or its title, begins.
std::vector<SheetTable> split(const Schema& schema, const Sheet& sheet, const Terms& terms,
                              SheetTable table) {
  std::vector<SheetTable> tables{std::move(table)};
  for (const std::int64_t row : header_like(schema, sheet, terms, tables.front())) {
    SheetTable& current = tables.back();
    if (row < current.first || tables.size() == kMostTables) continue;
    SheetTable next =
        find_header(schema, sheet, terms, row, std::min(row + kHeaderRows, current.end),
                    current.left, current.right);
    if (next.header != row || next.matched.size() < 2) continue;
    const bool again = next.headers == current.headers && next.first == row + 1;
    if (again && current.first == current.header + 1) continue;
    next.end = current.end;
    next.top = row;
    while (next.top > current.first && filled(sheet, next.top - 1, current) <= 1) --next.top;
    current.end = next.top;
    tables.push_back(std::move(next));
  }
  return tables;
}

}  // namespace

std::vector<SheetTable> find_tables(const Schema& schema, const Sheet& sheet, const Terms& terms) {
  const arrow::Table& grid = *sheet.grid;
  const auto find = [&](std::size_t left, std::size_t right) {
    SheetTable table =
        find_header(schema, sheet, terms, 0, std::min(grid.rows, kSearched), left, right);
    table.end = grid.rows;
    return table;
  };
  const SheetTable whole = find(0, grid.columns.size());
  if (whole.header < 0) return {};
  std::vector<SheetTable> tables;
  for (const auto& [left, right] : blocks_of(schema, terms, whole)) {
    SheetTable block = right - left == grid.columns.size() ? whole : find(left, right);
    if (block.header < 0) continue;
    for (SheetTable& table : split(schema, sheet, terms, std::move(block)))
      tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace gongkai
