#include "gongkai/ledger/rows.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "gongkai/base/tasks.hpp"
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
  if (!terms.opens_skipped_row(opening) && !terms.closes_total(opening)) return false;
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

// A total whose row has a number in front.
bool is_numbered_total(const Body& body, std::span<const int> required, const Terms& terms,
                       std::int64_t row) {
  std::string buffer;
  std::size_t seen = 0;
  for (const arrow::Column& column : body.raw.columns) {
    if (is_empty_cell(column, row)) continue;
    const std::string text(trim(cell_text(column, row, buffer)));
    if (seen == 1) return is_remark(body, required, terms, row, text);
    if (text.find_first_not_of("0123456789") != std::string::npos) return false;
    ++seen;
  }
  return false;
}

std::size_t take_chinese_number(std::string_view& text) {
  std::size_t digits = 0;
  while (!text.empty()) {
    const auto [code, size] = first_character(text);
    if (chinese_digit(code) < 0 && code != U'十') break;
    text.remove_prefix(size);
    ++digits;
  }
  return digits;
}

// 一、县级部门, （一）县级部门, 第二部分: what stands below it is meant.
bool opens_section(std::string_view opening) {
  constexpr std::array<std::string_view, 4> kParts = {"部分", "章", "节", "类"};
  constexpr std::string_view kNumber = "第";
  std::string_view rest = opening;
  if (rest.starts_with(kNumber)) {
    rest.remove_prefix(kNumber.size());
    return take_chinese_number(rest) > 0 && std::ranges::any_of(kParts, [&](std::string_view part) {
             return rest.starts_with(part);
           });
  }
  const auto first = first_character(opening);
  const bool bracket = folded(first.code) == U'(';
  if (bracket) rest.remove_prefix(first.size);
  if (take_chinese_number(rest) == 0 || rest.empty()) return false;
  const char32_t closing = first_character(rest).code;
  return bracket ? folded(closing) == U')' : closing == U'、';
}

std::size_t filled_cells(const arrow::Table& table, std::int64_t row) {
  return static_cast<std::size_t>(std::ranges::count_if(
      table.columns, [&](const arrow::Column& column) { return !is_empty_cell(column, row); }));
}

// Rows of which one cell reaches over half the table.
std::set<std::int64_t> wide_rows(const Body& body) {
  std::set<std::int64_t> rows;
  const auto width = static_cast<std::int64_t>(body.raw.columns.size());
  for (const Merge& merge : body.merges)
    if (merge.right - merge.left + 1 >= std::max<std::int64_t>(2, width / 2))
      rows.insert(merge.top);
  return rows;
}

// 1 2 3 … or 甲 乙 1 2 …: the numbers of the columns, under the header.
bool numbers_columns(const Body& body, std::int64_t row) {
  constexpr std::array<std::string_view, 10> kStems = {"甲", "乙", "丙", "丁", "戊",
                                                       "己", "庚", "辛", "壬", "癸"};
  std::string buffer;
  std::size_t stems = 0, numbers = 0;
  for (const arrow::Column& column : body.raw.columns) {
    if (is_empty_cell(column, row)) continue;
    const std::string_view text = trim(cell_text(column, row, buffer));
    if (numbers == 0 && stems < kStems.size() && text == kStems[stems]) {
      ++stems;
      continue;
    }
    if (text != std::to_string(numbers + 1)) return false;
    ++numbers;
  }
  return stems + numbers >= kManyCells;
}

bool has_digit(const Body& body, std::int64_t row) {
  std::string buffer;
  return std::ranges::any_of(body.raw.columns, [&](const arrow::Column& column) {
    return std::ranges::any_of(cell_text(column, row, buffer),
                               [](char c) { return c >= '0' && c <= '9'; });
  });
}

// Behind an empty row, rows of which none is whole: another table, where below its titles the first
// row has no figure. The row after its last one, or `row` where it is none.
std::int64_t other_table(const Body& body, std::span<const int> required, std::int64_t row) {
  std::int64_t head = row;
  while (head < body.end() && filled_cells(body.raw, head) == 1) ++head;
  if (head == body.end() || filled_cells(body.raw, head) == 0 || has_digit(body, head)) return row;
  std::int64_t end = row;
  for (; end < body.end() && filled_cells(body.raw, end) > 0; ++end)
    if (std::ranges::all_of(
            required, [&](int column) { return !is_empty_cell(column_at(body, column), end); }))
      return row;
  return end - head >= 2 ? end : row;
}

// The row that shows how to fill in a new ledger: 示例, or 示例：and what such a cell may hold.
bool is_example(std::string_view text) {
  static const std::string_view kMark = label("ledger", "example");
  // Nearly no text holds the word, and to trim them all takes time.
  if (text.find(kMark) == text.npos) return false;
  text = trim(text);
  if (!text.starts_with(kMark)) return false;
  text.remove_prefix(kMark.size());
  return text.empty() || text.starts_with("：") || text.starts_with(":");
}

// By row below the header: whether each cell that a row must have is filled, and the first says
// neither that it is an example nor what its header says. Nobody fills so many cells of a remark;
// this is the way of nearly all rows, and each is looked at alone.
std::vector<std::uint8_t> plain_rows(const Body& body, std::span<const int> required) {
  std::vector<std::uint8_t> plain(
      static_cast<std::size_t>(std::max<std::int64_t>(body.end() - body.first, 0)));
  if (required.size() < kManyCells) return plain;
  const arrow::Column& lead = column_at(body, required[0]);
  const std::string_view header = body.headers[static_cast<std::size_t>(required[0])];
  in_halves(body.first, body.end(), [&](std::int64_t from, std::int64_t until) {
    std::string buffer;
    for (std::int64_t row = from; row < until; ++row) {
      const std::string_view text = cell_text(lead, row, buffer);
      plain[static_cast<std::size_t>(row - body.first)] = static_cast<std::uint8_t>(
          text != header && !is_example(text) && std::ranges::all_of(required, [&](int column) {
            return !is_empty_cell(column_at(body, column), row);
          }));
    }
  });
  return plain;
}

void tell_hidden(const Body& body, std::span<const std::int64_t> rows, Faults& faults) {
  for (const std::int64_t row : body.hidden)
    if (std::ranges::binary_search(rows, row))
      faults.add(body.origin_of(row), -1, {"ledger.skipped", "hidden"}, "隐藏的行", "数据行");
}

}  // namespace

bool is_surplus(const Body& body, const arrow::Column& column) {
  if (!body.ragged) return false;
  for (std::int64_t row = body.header; row < body.first; ++row)
    if (!column.is_null(row)) return false;
  return true;
}

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
  rows.reserve(static_cast<std::size_t>(std::max<std::int64_t>(body.end() - body.first, 0)));
  const std::vector<std::uint8_t> plain = plain_rows(body, required);
  const std::set<std::int64_t> wide = wide_rows(body);
  std::string buffer;
  bool empty_before = false, noted = false;
  const auto leave_out = [&](std::int64_t row, std::string_view kind, std::string_view opening) {
    faults.add(body.origin_of(row), -1, {"ledger.skipped", kind}, opening, "数据行");
  };
  for (std::int64_t row = body.first; row < body.end(); ++row) {
    if (plain[static_cast<std::size_t>(row - body.first)] != 0 && !rows.empty()) {
      rows.push_back(row);
      empty_before = noted = false;
      continue;
    }
    const std::string_view lead = required.empty()
                                      ? std::string_view{}
                                      : cell_text(column_at(body, required[0]), row, buffer);
    if (is_example(lead)) {
      leave_out(row, "example", first_text(body.raw, row));
      continue;
    }
    const bool may_be_header =
        !required.empty() && lead == body.headers[static_cast<std::size_t>(required[0])] &&
        std::ranges::all_of(
            required, [&](int column) { return !is_empty_cell(column_at(body, column), row); });
    const std::string opening = first_text(body.raw, row);
    if (opening.empty()) {
      empty_before = true;
      continue;
    }
    const bool many = required.size() >= kManyCells;
    const bool alone = filled_cells(body.raw, row) == 1;
    if (may_be_header && repeats_header(body, row)) {
      leave_out(row, "header", opening);
    } else if (rows.empty() && body.header < body.first && numbers_columns(body, row)) {
      leave_out(row, "numbers", opening);
    } else if (is_remark(body, required, terms, row, opening)) {
      noted = noted || terms.opens_note(opening);
      leave_out(row, "remark", opening);
    } else if (is_numbered_total(body, required, terms, row) || (noted && many && alone)) {
      leave_out(row, "remark", opening);
    } else if (alone && body.raw.columns.size() > 1 &&
               (wide.contains(row) || opens_section(opening))) {
      leave_out(row, "section", opening);
    } else if (const std::int64_t end =
                   empty_before && many ? other_table(body, required, row) : row;
               end > row) {
      leave_out(row, "table", opening);
      row = end - 1;
    } else {
      rows.push_back(row);
      noted = false;
    }
    empty_before = false;
  }
  tell_hidden(body, rows, faults);
  return rows;
}

}  // namespace gongkai
