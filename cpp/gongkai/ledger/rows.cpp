#include "gongkai/ledger/rows.hpp"

#include <algorithm>

#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/parse_text.hpp"
#include "gongkai/ledger/vocabulary.hpp"

namespace gongkai {
namespace {

constexpr std::size_t kManyCells = 3;

const arrow::Column& column_at(const Body& body, int column) {
  return body.raw.columns[static_cast<std::size_t>(column)];
}

// A page's header printed again: every filled cell is the header of its column.
bool repeats_header(const Body& body, std::int64_t row) {
  std::string buffer;
  for (std::size_t at = 0; at < body.raw.columns.size(); ++at) {
    const arrow::Column& column = body.raw.columns[at];
    if (!is_empty_cell(column, row) && cell_text(column, row, buffer) != body.headers[at])
      return false;
  }
  return true;
}

// A total or a remark: its first words say so, and nothing else is there that a row must have. Of
// many such cells one may hold a number or a day: how many rows there were, when they were filled
// in.
bool is_remark(const Body& body, std::span<const int> required, const Terms& terms,
               std::int64_t row, std::string_view opening) {
  if (!terms.opens_skipped_row(opening)) return false;
  std::string buffer;
  std::size_t numbers = 0;
  for (const int column : required) {
    const std::string_view text = trim(cell_text(column_at(body, column), row, buffer));
    if (text == opening || terms.is_blank(text) || terms.opens_skipped_row(text)) continue;
    if (text.front() < '0' || text.front() > '9') return false;
    ++numbers;
  }
  return numbers == 0 || (numbers == 1 && required.size() >= kManyCells);
}

// 一、县级部门 or （一）县级部门 in a row of its own: what stands below it is meant.
bool is_section(const Body& body, std::int64_t row, std::string_view opening) {
  const auto first = first_character(opening);
  const bool bracket = folded(first.code) == U'(';
  std::string_view rest = bracket ? opening.substr(first.size) : opening;
  std::size_t digits = 0;
  while (!rest.empty()) {
    const auto [code, size] = first_character(rest);
    if (chinese_digit(code) < 0 && code != U'十') break;
    rest.remove_prefix(size);
    ++digits;
  }
  if (digits == 0 || rest.empty()) return false;
  const char32_t closing = first_character(rest).code;
  if (bracket ? folded(closing) != U')' : closing != U'、') return false;
  return std::ranges::count_if(body.raw.columns, [&](const arrow::Column& column) {
           return !is_empty_cell(column, row);
         }) == 1;
}

// The row that shows how to fill in a new ledger: 示例, or 示例：and what such a cell may hold.
bool is_example(std::string_view text) {
  static const std::string_view kMark = label("ledger", "example");
  if (!text.starts_with(kMark)) return false;
  text.remove_prefix(kMark.size());
  return text.empty() || text.starts_with("：") || text.starts_with(":");
}

}  // namespace

bool is_empty_cell(const arrow::Column& column, std::int64_t row) {
  if (column.is_null(row)) return true;
  std::string_view text;
  if (const auto* texts = std::get_if<arrow::Texts>(&column.values))
    text = (*texts)[row];
  else if (const auto* coded = std::get_if<arrow::Coded>(&column.values))
    text = coded->distinct[coded->codes[static_cast<std::size_t>(row)]];
  else
    return false;
  if (text.empty()) return true;
  const auto byte = static_cast<unsigned char>(text.front());
  const bool may_be_space = byte <= 0x20 || byte == 0xC2 || byte == 0xE3;
  return may_be_space && trim(text).empty();
}

bool is_empty_column(const arrow::Column& column, std::int64_t first, std::int64_t rows) {
  for (std::int64_t row = first; row < rows; ++row)
    if (!is_empty_cell(column, row)) return false;
  return true;
}

std::string first_text(const arrow::Table& table, std::int64_t row) {
  std::string buffer;
  for (const arrow::Column& column : table.columns)
    if (!is_empty_cell(column, row)) return std::string(trim(cell_text(column, row, buffer)));
  return {};
}

std::vector<std::int64_t> ledger_rows(const Body& body, std::span<const int> required,
                                      const Terms& terms, Faults& faults) {
  std::vector<std::int64_t> rows;
  rows.reserve(static_cast<std::size_t>(std::max<std::int64_t>(body.raw.rows - body.first, 0)));
  std::string buffer;
  for (std::int64_t row = body.first; row < body.raw.rows; ++row) {
    if (!required.empty() &&
        is_example(trim(cell_text(column_at(body, required[0]), row, buffer)))) {
      faults.add(body.origin_of(row), -1, {"ledger.skipped", "example"}, first_text(body.raw, row),
                 "数据行");
      continue;
    }
    const bool whole = std::ranges::all_of(
        required, [&](int column) { return !is_empty_cell(column_at(body, column), row); });
    const bool may_be_header = whole && !required.empty() &&
                               cell_text(column_at(body, required[0]), row, buffer) ==
                                   body.headers[static_cast<std::size_t>(required[0])];
    // Nobody fills so many cells of a remark; this is the way of nearly all rows.
    if (whole && required.size() >= kManyCells && !may_be_header) {
      rows.push_back(row);
      continue;
    }
    const std::string opening = first_text(body.raw, row);
    if (opening.empty()) continue;
    if (may_be_header && repeats_header(body, row))
      faults.add(body.origin_of(row), -1, {"ledger.skipped", "header"}, opening, "数据行");
    else if (is_remark(body, required, terms, row, opening))
      faults.add(body.origin_of(row), -1, {"ledger.skipped", "remark"}, opening, "数据行");
    else if (body.raw.columns.size() > 1 && is_section(body, row, opening))
      faults.add(body.origin_of(row), -1, {"ledger.skipped", "section"}, opening, "数据行");
    else
      rows.push_back(row);
  }
  return rows;
}

}  // namespace gongkai
