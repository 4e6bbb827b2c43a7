// The printed form: every cell of tables 二, 三, 四 with its label, its place and its merges.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/statement/annual.hpp"

namespace gongkai {

/// A cell of the printed table; covered cells of a merge are not listed.
struct FormCell {
  int row, column, row_span, column_span;  ///< 0-based
  std::string text;                        ///< the official label; "" for a figure
  std::string place;                       ///< "table3/granted/enterprise"; "" for a label
};

struct FormTable {
  int rows = 0, columns = 0, head_rows = 0;
  std::vector<FormCell> cells;  ///< by row, then column
};

/// Layout of "table2", "table3" or "table4" to the letter of the form.
FormTable form_table(std::string_view table, bool single_other_row = false);

/// A figure as printed: "12", "0", "7730.28" for 万元; "" blank, "不适用", "本机关不掌握",
/// "不予公开".
std::string printed(Figure figure, std::string_view place);

/// "德清县人民政府办公室2022年政府信息公开工作年度报告"
std::string report_title(std::string_view body, int year);

}  // namespace gongkai
