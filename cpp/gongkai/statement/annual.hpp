// The statutory tables 二, 三 and 四 of an annual report.
#pragma once

#include <array>
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
Form form_of(std::string_view id);

/// One table: rows × columns of figures, ids as in report.json. A table that is not there has no
/// cells.
struct Table {
  std::string id;  ///< "table2", "table3", "table4"
  std::vector<std::string> rows,
      columns;                ///< table2: ten rows "regulations/made" … "fees_wan", one column
  std::vector<Figure> cells;  ///< row by row
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
  /// Places of sources table2, table3, table4. Throws DataError on another source or an unknown id.
  Figure at(std::string_view place) const;
  bool operator==(const AnnualTables&) const = default;
};

/// Row ids of a table in the order of the form.
std::vector<std::string> table_rows(std::string_view table, bool single_other_row = false);
std::vector<std::string> table_columns(std::string_view table);

/// Folds the tables of a body (key {}) or of one unit from its books. What has no ledger is blank.
AnnualTables annual_tables(const Books& books, const Key& key = {});

/// A cell of a finished report as found: a number, a text ("22（其中修订16件）", "/"), null or a
/// state.
struct FoundCell {
  std::string text;  ///< "" where null
  std::optional<State> state;
};
/// Puts found cells in their places: blank stays blank, a remark is dropped with a note, what is no
/// count is a finding table*.count and blank. `cells` in the order of table_rows × table_columns; a
/// cell that is not given at all is nullopt, and a row without any cell makes the table not whole
/// (table.missing).
Checked<Table> read_table(std::string_view table, bool single_other_row,
                          std::span<const std::optional<FoundCell>> cells);

}  // namespace gongkai
