// The statutory tables 二, 三 and 四 of an annual report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/figure.hpp"
#include "gongkai/base/finding.hpp"
#include "gongkai/measure/books.hpp"

namespace gongkai {

enum class Form : std::uint8_t { of_2019, of_2021 };
std::string_view form_id(Form form);  ///< "2019", "2021"
/// Throws DataError: "unknown form '2018', expected '2019' or '2021'".
Form form_of(std::string_view id);

/// One table: rows × columns of figures, ids as in report.json. A table that is not there has no
/// cells; one with rows missing has only the rows that are there.
struct Table {
  std::string id;  ///< "table2", "table3", "table4"
  std::vector<std::string> rows,
      columns;  ///< table2: ten rows "regulations/made" … "fees_wan", one column "value"
  std::vector<Figure> cells;             ///< row by row
  std::vector<std::size_t> unread = {};  ///< cells that held what is no count: blank, and said so
  bool there() const { return !cells.empty(); }
  /// The cell, or null where the form has none such.
  const Figure* find(std::string_view row, std::string_view column) const;
  bool operator==(const Table&) const = default;
};

struct AnnualTables {
  std::string body;
  int year = 0;
  Form form = Form::of_2021;
  bool single_other_row = false;  ///< （六）其他处理 is one row
  Table two, three, four;
  /// Places of sources table2, table3, table4, summed by the truth table. `*` is what adds up: the
  /// leaves of table 三, the six kinds, the four results, the counts of table 二. A table or row
  /// that is not there is blank; a row that this form does not print is not applicable. Throws
  /// DataError: "place 'reply/new.in.late' is no cell of tables 2, 3 and 4", "place
  /// 'table3/grant/total': 'grant' names no cell of table3".
  Figure at(std::string_view place) const;
  bool operator==(const AnnualTables&) const = default;
};

/// Row ids of a table in the order of the form. Throws DataError: "unknown table 'table5', expected
/// table2, table3 or table4".
std::vector<std::string> table_rows(std::string_view table, bool single_other_row = false);
std::vector<std::string> table_columns(std::string_view table);

/// Whether a row of table 三 is an outcome, the rows that closed_total sums.
bool is_leaf(std::string_view row);
/// The parts of a cell's place behind its table: {"regulations", "made"}, {"licences"},
/// {"granted", "total"}.
std::vector<std::string> cell_address(std::string_view table, std::string_view row,
                                      std::string_view column);
/// Where a finding about a cell stands, with the words of the form; "" for a row or column that
/// does not apply. Table 二: row "regulations", column "made"; a single value has no column.
Where cell_where(std::string_view table, std::string_view row = "", std::string_view column = "",
                 bool single_other_row = false);

/// Folds the tables of a body (key {}) or of one unit from its books. Totals are sums of what is
/// counted; what has no ledger is blank.
AnnualTables annual_tables(const Books& books, const Key& key = {});

/// A cell of a finished report as found: a number, a text ("22（其中修订16件）", "/"), null or a
/// state.
struct FoundCell {
  std::string text;  ///< "" where null
  std::optional<State> state;
};
/// Puts found cells in their places: null, "", nbsp, /, — and the like are blank; a negative number
/// stays and check() speaks of it; a remark is dropped with a passing note; what is no count is a
/// finding table*.count and blank. `cells` in the order of table_rows × table_columns; a cell that
/// is not given at all is nullopt, a row without any cell is not there, and a table without any row
/// neither (table.missing of check()). Throws DataError: "table3: 174 cells, expected 175".
Checked<Table> read_table(std::string_view table, bool single_other_row,
                          std::span<const std::optional<FoundCell>> cells);

}  // namespace gongkai
