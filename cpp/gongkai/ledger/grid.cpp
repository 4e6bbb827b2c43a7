// Which tables of a file are the ledger, and what is said of the others.
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/body.hpp"
#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/headers.hpp"
#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/sheet.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kSearched = 30;

struct Found {
  std::size_t sheet = 0;  // among all of the file
  SheetTable table;
};

// The first filled row where it was lost on saving: nothing but question marks in any cell.
std::string lost_headers(const arrow::Table& grid) {
  std::string buffer;
  for (std::int64_t row = 0; row < std::min(grid.rows, kSearched); ++row) {
    std::string headers;
    bool lost = true;
    for (const arrow::Column& column : grid.columns) {
      if (is_empty_cell(column, row)) continue;
      const std::string_view text = trim(cell_text(column, row, buffer));
      lost = lost && is_lost(text);
      headers += (headers.empty() ? "" : ",") + std::string(text);
    }
    if (!headers.empty()) return lost ? headers : std::string{};
  }
  return {};
}

void refuse_lost(std::span<const Sheet> sheets, const Source& source) {
  for (const Sheet& sheet : sheets)
    if (const std::string headers = lost_headers(*sheet.grid); !headers.empty())
      fail<DataError>(
          "{}: the headers are '{}', lost on saving; expected the file that was there before",
          source.file, headers.substr(0, 60));
}

// A table of its own on the columns that it has.
arrow::Table columns_of(const arrow::Table& grid, const SheetTable& table) {
  arrow::Table part{{}, grid.rows};
  for (std::size_t column = table.left; column < table.right; ++column)
    part.columns.push_back(grid.columns[column]);
  return part;
}

std::vector<Merge> merges_of(const Sheet& sheet, const SheetTable& table) {
  std::vector<Merge> merges;
  const auto left = static_cast<std::int64_t>(table.left);
  for (const Merge& merge : sheet.merges)
    if (merge.left >= left && merge.left < static_cast<std::int64_t>(table.right))
      merges.push_back({merge.top, merge.bottom, merge.left - left, merge.right - left});
  return merges;
}

// Whether a further table is more of the ledger: whole, and with most of the columns of the first.
bool belongs(const SheetTable& table, const SheetTable& best) {
  const auto common = std::ranges::count_if(
      best.matched, [&](const std::string& field) { return table.matched.contains(field); });
  return best.missing == 0 && table.missing == 0 &&
         static_cast<std::size_t>(common) * 2 >= best.matched.size();
}

Finding about_sheet(std::string_view kind, const Source& source, const std::string& sheet,
                    const std::string& best) {
  Finding finding;
  finding.rule = "ledger.skipped";
  finding.kind = kind;
  finding.where = Where{{"file", source.file}, {"sheet", sheet}};
  finding.found = sheet;
  finding.expected = best;
  return finding;
}

}  // namespace

Checked<Ledger> read_sheets(const Schema& schema, std::span<const Sheet> sheets, const Terms& terms,
                            const Source& source) {
  std::vector<Found> visible;
  std::vector<bool> is_hidden_ledger(sheets.size(), false);
  for (std::size_t at = 0; at < sheets.size(); ++at)
    for (SheetTable& table : find_tables(schema, sheets[at], terms)) {
      if (sheets[at].visible)
        visible.push_back({at, std::move(table)});
      else
        is_hidden_ledger[at] = is_hidden_ledger[at] || table.missing == 0;
    }
  Faults faults;
  if (visible.empty()) {
    refuse_lost(sheets, source);
    Source named = source;
    for (const Sheet& sheet : sheets)
      if (sheet.visible && named.sheet.empty()) named.sheet = sheet.name;
    const arrow::Table nothing;
    const Body empty{.raw = nothing, .headers = {}, .sheet = named.sheet};
    return read_bodies(schema, {&empty, 1}, terms, named, faults);
  }
  const Found best = *std::ranges::min_element(
      visible, {}, [](const Found& found) { return found.table.missing; });

  Source where = source;
  std::vector<std::size_t> read;  // sheets, in their order
  std::vector<const Found*> chosen;
  for (const Found& found : visible) {
    const bool first = found.sheet == best.sheet && found.table.header == best.table.header &&
                       found.table.left == best.table.left;
    if (!first && !belongs(found.table, best.table)) continue;
    if (read.empty() || read.back() != found.sheet) read.push_back(found.sheet);
    chosen.push_back(&found);
  }
  where.sheet = sheets[read.front()].name;

  std::deque<arrow::Table> parts;
  std::deque<std::vector<Merge>> merges;
  std::vector<Body> bodies;
  std::string buffer;
  for (const Found& found : visible) {
    if (std::ranges::find(read, found.sheet) == read.end()) continue;
    const Sheet& sheet = sheets[found.sheet];
    const SheetTable& table = found.table;
    if (std::ranges::find(chosen, &found) == chosen.end()) {
      const auto beside =
          std::ranges::find(chosen, found.sheet, [](const Found* each) { return each->sheet; });
      faults.add(origin_in(beside - chosen.begin(), table.header + 1), -1,
                 {"ledger.skipped", "table"}, first_text(*sheet.grid, table.header), "数据行");
      continue;
    }
    const auto part = static_cast<std::int64_t>(bodies.size());
    const bool whole = table.left == 0 && table.right == sheet.grid->columns.size();
    if (!whole) parts.push_back(columns_of(*sheet.grid, table));
    merges.push_back(whole ? sheet.merges : merges_of(sheet, table));
    const arrow::Table& grid = whole ? *sheet.grid : parts.back();
    for (std::int64_t row = table.top; row < table.header; ++row)
      if (const std::string title = first_text(grid, row); !title.empty())
        faults.add(origin_in(part, row + 1), -1, {"ledger.skipped", "title"}, title, "表头");
    bodies.push_back(Body{grid,
                          table.headers,
                          table.first,
                          table.header,
                          table.end,
                          {},
                          sheet.ragged,
                          part,
                          sheet.name,
                          merges.back(),
                          sheet.hidden,
                          sheet.shown,
                          static_cast<std::int64_t>(table.left),
                          !whole               ? &parts.back()
                          : sheets.size() == 1 ? sheet.spent
                                               : nullptr});
  }
  auto [ledger, findings] = read_bodies(schema, bodies, terms, where, std::move(faults));

  for (std::size_t at = 0; at < sheets.size(); ++at) {
    const bool is_read = std::ranges::find(read, at) != read.end();
    if (is_read && at != read.front())
      findings.push_back(about_sheet("joined", source, sheets[at].name, where.sheet));
    else if (!is_read && (sheets[at].visible || is_hidden_ledger[at]))
      findings.push_back(about_sheet(sheets[at].visible ? "sheet" : "hidden_sheet", source,
                                     sheets[at].name, where.sheet));
  }
  return {std::move(ledger), std::move(findings)};
}

}  // namespace gongkai
