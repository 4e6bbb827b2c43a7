// Where in a sheet the ledger is: the header row, and what stands above it.
#include <algorithm>
#include <set>

#include "gongkai/ledger/body.hpp"
#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/headers.hpp"
#include "gongkai/ledger/parse.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kSearched = 30;

struct HeaderRow {
  std::int64_t row = -1;
  std::size_t matches = 0;
};

// The row that names most columns: two at least, or the only filled cell.
HeaderRow find_header(const Schema& schema, const arrow::Table& grid, const Terms& terms) {
  HeaderRow best;
  std::string buffer;
  for (std::int64_t row = 0; row < std::min(grid.rows, kSearched); ++row) {
    std::set<std::string> matched;
    std::size_t filled = 0;
    for (const arrow::Column& column : grid.columns) {
      if (is_empty_cell(column, row)) continue;
      ++filled;
      const HeaderMatch match = terms.header(schema, cell_text(column, row, buffer));
      if (!match.column.empty()) matched.insert(match.column);
    }
    const bool enough = matched.size() >= 2 || (matched.size() == 1 && filled == 1);
    if (enough && matched.size() > best.matches) best = {row, matched.size()};
  }
  return best;
}

// The first filled row where it was lost on saving: nothing but question marks in any cell.
std::vector<std::string> lost_headers(const arrow::Table& grid) {
  std::string buffer;
  for (std::int64_t row = 0; row < std::min(grid.rows, kSearched); ++row) {
    std::vector<std::string> headers;
    for (const arrow::Column& column : grid.columns)
      if (!is_empty_cell(column, row)) headers.emplace_back(cell_text(column, row, buffer));
    if (headers.empty()) continue;
    return std::ranges::all_of(headers, is_lost) ? headers : std::vector<std::string>{};
  }
  return {};
}

}  // namespace

Checked<Ledger> read_sheet(const Schema& schema, const arrow::Table& grid, const Terms& terms,
                           const Source& source, bool ragged) {
  const HeaderRow header = find_header(schema, grid, terms);
  Faults faults;
  if (header.row < 0) {
    const arrow::Table nothing;
    return read_body(schema, Body{nothing, lost_headers(grid), 0, {}, false}, terms, source,
                     faults);
  }
  for (std::int64_t row = 0; row < header.row; ++row)
    if (const std::string title = first_text(grid, row); !title.empty())
      faults.add(row + 1, -1, {"ledger.skipped", "title"}, title, "表头");
  Body body{grid, {}, header.row + 1, {}, ragged};
  std::string buffer;
  for (const arrow::Column& column : grid.columns)
    body.headers.emplace_back(cell_text(column, header.row, buffer));
  return read_body(schema, body, terms, source, std::move(faults));
}

Checked<Ledger> read_grid(const Schema& schema, const arrow::Table& grid, const Terms& terms,
                          const Source& source) {
  return read_sheet(schema, grid, terms, source, false);
}

}  // namespace gongkai
