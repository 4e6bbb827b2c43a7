#include "gongkai/ledger/merged.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/parse.hpp"

namespace gongkai {
namespace {

bool is_number(Type type) {
  return type == Type::count || type == Type::amount || type == Type::share ||
         type == Type::decimal;
}

std::size_t filled(const arrow::Table& table, std::int64_t row) {
  return static_cast<std::size_t>(std::ranges::count_if(
      table.columns, [&](const arrow::Column& column) { return !is_empty_cell(column, row); }));
}

using Cells = std::map<std::int64_t, std::string>;  // by row

arrow::Column filled_in(const arrow::Column& column, std::int64_t rows, const Cells& cells) {
  arrow::Texts texts;
  std::vector<std::uint8_t> valid;
  std::string buffer;
  auto next = cells.begin();
  for (std::int64_t row = 0; row < rows; ++row) {
    const bool fill = next != cells.end() && next->first == row;
    texts.push_back(fill ? std::string_view(next->second) : cell_text(column, row, buffer));
    valid.push_back(static_cast<std::uint8_t>(fill || !column.is_null(row)));
    if (fill) ++next;
  }
  return {column.name, std::move(texts), std::move(valid)};
}

}  // namespace

std::vector<arrow::Column> without_merges(const Schema& schema, const Body& body,
                                          std::span<const int> taken, Faults& faults) {
  const auto end = body.end();
  std::map<int, int> fields;  // by column
  for (std::size_t at = 0; at < taken.size(); ++at)
    if (taken[at] >= 0 && !is_number(schema.fields[at].type))
      fields[taken[at]] = static_cast<int>(at);

  std::map<int, Cells> cells;
  std::int64_t seen = 0;
  std::string buffer;
  std::vector<Merge> merges(body.merges.begin(), body.merges.end());
  std::ranges::stable_sort(merges, {}, &Merge::top);
  for (const Merge& merge : merges) {
    if (merge.top < body.first || merge.top >= end) continue;
    const auto width = static_cast<std::int64_t>(body.raw.columns.size());
    if (merge.left < 0 || merge.left >= width) continue;
    const auto& origin = body.raw.columns[static_cast<std::size_t>(merge.left)];
    if (is_empty_cell(origin, merge.top)) continue;
    const std::string text(trim(cell_text(origin, merge.top, buffer)));
    std::set<int> told;  // fields
    for (std::int64_t row = merge.top; row <= std::min(merge.bottom, end - 1); ++row) {
      if (++seen > 2 * body.raw.rows * std::max<std::int64_t>(width, 1))
        fail<DataError>("merged cells lie over each other");
      // A row in which nothing else stands is a section of the table, or no row at all.
      const std::size_t others = row == merge.top ? 2 : 1;
      if (filled(body.raw, row) < others) continue;
      for (const auto& [column, field] : fields) {
        if (column < merge.left || column > merge.right) continue;
        if (!is_empty_cell(body.raw.columns[static_cast<std::size_t>(column)], row)) continue;
        if (cells[column].emplace(row, text).second && told.insert(field).second)
          faults.add(body.origin_of(row), field, {"ledger.skipped", "merged"}, text,
                     schema.fields[static_cast<std::size_t>(field)].header);
      }
    }
  }
  if (cells.empty()) return {};
  std::vector<arrow::Column> columns = body.raw.columns;
  for (const auto& [column, filled] : cells) {
    const auto at = static_cast<std::size_t>(column);
    columns[at] = filled_in(columns[at], body.raw.rows, filled);
  }
  return columns;
}

}  // namespace gongkai
