#include "gongkai/statement/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/vocabulary.hpp"

namespace gongkai {
namespace {

// A rectangle of the grid: its first row and column, and how many it spans.
struct Area {
  int row, column, row_span = 1, column_span = 1;
};

class Layout {
 public:
  Layout(std::string_view table, int columns, int head_rows) : table_(table) {
    form_.columns = columns;
    form_.head_rows = head_rows;
  }

  void words(Area area, std::string_view id) { put(area, std::string(label(table_, id)), ""); }
  void figure(Area area, std::string_view row, std::string_view column = "") {
    std::string place = table_;
    for (const std::string& part : cell_address(table_, row, column)) place += "/" + part;
    put(area, "", std::move(place));
  }
  FormTable finish() && {
    std::ranges::sort(form_.cells, {},
                      [](const FormCell& cell) { return std::tuple(cell.row, cell.column); });
    return std::move(form_);
  }

 private:
  void put(Area area, std::string text, std::string place) {
    form_.rows = std::max(form_.rows, area.row + area.row_span);
    form_.cells.push_back({area.row, area.column, area.row_span, area.column_span, std::move(text),
                           std::move(place)});
  }

  std::string table_;
  FormTable form_;
};

int width(const std::vector<std::string>& ids) { return static_cast<int>(ids.size()); }

// Table 二 has no head of its own: each block opens with one.
FormTable form_table2() {
  Layout layout("table2", 4, 0);
  int row = 0;
  layout.words({row++, 0, 1, 4}, "head.item1");
  layout.words({row, 0}, "kind");
  int column = 1;
  for (const char* part : {"made", "repealed", "valid"}) layout.words({row, column++}, part);
  for (const std::string block : {"regulations", "normative_documents"}) {
    layout.words({++row, 0}, block);
    column = 1;
    for (const char* part : {"/made", "/repealed", "/valid"})
      layout.figure({row, column++}, block + part);
  }

  struct Block {
    std::string_view head, asks;
    std::vector<std::pair<std::string_view, std::string_view>> rows;  // label, row
  };
  const std::vector<Block> blocks = {
      {"head.item5", "decisions", {{"licences", "licences"}}},
      {"head.item6", "decisions", {{"penalties", "penalties"}, {"coercions", "coercions"}}},
      {"head.item8", "fees_wan", {{"fees", "fees_wan"}}},
  };
  for (const Block& block : blocks) {
    layout.words({++row, 0, 1, 4}, block.head);
    layout.words({++row, 0}, "kind");
    layout.words({row, 1, 1, 3}, block.asks);
    for (const auto& [words, id] : block.rows) {
      layout.words({++row, 0}, words);
      layout.figure({row, 1, 1, 3}, id);
    }
  }
  return std::move(layout).finish();
}

void head_of_table3(Layout& layout, const std::vector<std::string>& columns) {
  layout.words({0, 0, 3, 3}, "head.identity");
  layout.words({0, 3, 1, width(columns)}, "head.applicants");
  layout.words({1, 4, 1, width(columns) - 2}, "head.organisations");
  for (int i = 0; i < width(columns); ++i) {
    // Natural persons and the total stand outside the organisations.
    const bool outside = i == 0 || i == width(columns) - 1;
    layout.words({outside ? 1 : 2, 3 + i, outside ? 2 : 1, 1},
                 columns[static_cast<std::size_t>(i)]);
  }
}

// "refused" of "refused.state_secret"; "" where the row stands alone.
std::string_view group_of(std::string_view row) {
  const std::size_t dot = row.find('.');
  return dot == std::string_view::npos ? "" : row.substr(0, dot);
}

FormTable form_table3(bool single_other_row) {
  const auto columns = table_columns("table3");
  const auto rows = table_rows("table3", single_other_row);
  Layout layout("table3", 3 + width(columns), 3);
  head_of_table3(layout, columns);

  const auto is_result = [](const std::string& row) {
    return is_leaf(row) || row == "closed_total";
  };
  const auto results = static_cast<int>(std::ranges::count_if(rows, is_result));
  bool results_opened = false;
  std::string_view group;
  for (int i = 0; i < width(rows); ++i) {
    const std::string& id = rows[static_cast<std::size_t>(i)];
    const int row = 3 + i;
    if (is_result(id) && !results_opened) {
      layout.words({row, 0, results, 1}, "group.closed");
      results_opened = true;
    }
    if (!is_result(id)) {
      layout.words({row, 0, 1, 3}, id);
    } else if (group_of(id).empty()) {
      layout.words({row, 1, 1, 2}, id);
    } else if (single_other_row && group_of(id) == "other") {
      layout.words({row, 1, 1, 2}, "other.2019");
    } else {
      if (group != group_of(id)) {
        group = group_of(id);
        const auto members = std::ranges::count(rows, group, group_of);
        layout.words({row, 1, static_cast<int>(members), 1}, fmt::format("group.{}", group));
      }
      layout.words({row, 2}, id);
    }
    for (int c = 0; c < width(columns); ++c)
      layout.figure({row, 3 + c}, id, columns[static_cast<std::size_t>(c)]);
  }
  return std::move(layout).finish();
}

FormTable form_table4() {
  const auto columns = table_columns("table4");
  const auto rows = table_rows("table4");
  const int block = width(columns);
  Layout layout("table4", block * width(rows), 3);
  layout.words({0, 0, 1, block}, "head.review");
  layout.words({0, block, 1, block * (width(rows) - 1)}, "head.suit");
  int column = 0;
  for (const std::string& row : rows) {
    const bool review = column == 0;
    if (!review) layout.words({1, column, 1, block}, row);
    for (const std::string& result : columns) {
      layout.words({review ? 1 : 2, column, review ? 2 : 1, 1}, result);
      layout.figure({3, column++}, row, result);
    }
  }
  return std::move(layout).finish();
}

// 分 as 万元, without zeros at the end.
std::string wan_yuan(std::int64_t fen) {
  constexpr std::uint64_t kFen = 1'000'000;
  const std::uint64_t size =
      fen < 0 ? 0 - static_cast<std::uint64_t>(fen) : static_cast<std::uint64_t>(fen);
  std::string text = fmt::format("{}{}.{:06}", fen < 0 ? "-" : "", size / kFen, size % kFen);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

FormTable form_table(std::string_view table, bool single_other_row) {
  if (table == "table2") return form_table2();
  if (table == "table3") return form_table3(single_other_row);
  if (table == "table4") return form_table4();
  fail<DataError>("unknown table '{}', expected table2, table3 or table4", table);
}

std::string printed(Figure figure, std::string_view place) {
  if (figure.state == State::blank) return "";
  if (!is_number(figure)) return std::string(label("figure", state_id(figure.state)));
  const bool fee = place.substr(0, place.find_first_of("@?")) == "table2/fees_wan";
  return fee ? wan_yuan(figure.value) : fmt::to_string(figure.value);
}

std::string report_title(std::string_view body, int year) {
  return fmt::format("{}{}{}{}", body, year, label("report", "year"), label("report", "title"));
}

}  // namespace gongkai
