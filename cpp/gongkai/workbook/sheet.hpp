// One sheet of a workbook: typed cells, widths that fit Chinese, print set-up and charts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gongkai/base/date.hpp"
#include "gongkai/workbook/style.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace gongkai {

/// A rectangle of cells, 0-based, both ends included.
struct Range {
  int first_row, first_column, last_row, last_column;
};

/// A chart of one series; its cells stand in the sheet that shows it.
struct Chart {
  enum class Kind : std::uint8_t { bar, column } kind = Kind::bar;
  std::string title;
  Range categories{}, values{};
  std::string number_format;  ///< of the labels at the bars: "0.00%"
  double most = 0;            ///< the end of the axis; 0: as needed
};

/// "B4": the name of a cell in formulas.
std::string address(int row, int column);

/// What may be entered in a cell. Something else is refused where `strict`, else asked about.
struct Validation {
  enum class Kind : std::uint8_t { list, date, whole, decimal } kind = Kind::list;
  std::vector<std::string> choices;  ///< of a list, together at most 255 characters
  std::string source;                ///< or the cells they stand in: "='选项'!$A$1:$A$21"
  Date first = {}, last = {};        ///< of a date
  bool strict = true;
  std::string refusal;  ///< what is said then
};

/// The looks of a workbook, made when first used.
class Formats {
 public:
  explicit Formats(lxw_workbook* workbook) : workbook_(workbook) {}
  /// `natural`: where the value stands by itself. Throws WorkbookError where memory is short.
  lxw_format* of(Style style, Align natural, const std::string& number_format);

 private:
  lxw_workbook* workbook_;
  std::map<std::tuple<Style, Align, std::string>, lxw_format*> made_;
};

/// Rows and columns are 0-based. A refused cell throws WorkbookError: "sheet '表三' cell B4: String
/// exceeds Excel's limit of 32,767 characters."
class Sheet {
 public:
  Sheet(std::string name, lxw_workbook* workbook, lxw_worksheet* sheet, Formats* formats);

  void write(int row, int column, const Value& value, Style style = {});
  /// One value over several cells.
  void merge(Range range, const Value& value, Style style = {});
  /// A percentage that the sheet works out; `now` is what it comes to, "—" where there is none.
  void share(int row, int column, const std::string& formula, std::optional<double> now, int digits,
             Style style = {});
  /// A text that leads to a cell of another sheet.
  void link(Range range, std::string_view text, std::string_view sheet, int to_row = 0,
            int to_column = 0);

  /// Makes a cell lead to a row of another sheet; the cell is written after it. `tip` pops up at
  /// it.
  void lead(int row, int column, std::string_view sheet, int to_row, std::string_view tip);

  /// Sets a column's width in characters, before fit().
  void width(int column, int characters);
  /// Sets a row's height in lines, before fit().
  void height(int row, int lines);
  /// Gives each other column the width of its widest text within these bounds, and each row the
  /// lines that its wrapped texts need. Call it when every cell is written.
  void fit(int least = 8, int most = 48);

  /// One of very many cells, that asks for no room. Requires that it is written once.
  void fill(int row, int column, const Value& value, Style style = {});
  /// What pops up at a cell. Requires that no other note is there.
  void note(int row, int column, std::string_view text);

  /// A column that is filled in: its blank cells are open too and have the format.
  void entry(int column, const std::string& number_format);
  /// From a row to the end of the sheet.
  void validate(int first_row, int column, const Validation& validation);
  /// All but what is filled in is closed to changes, without a password.
  void protect();
  void hide();

  void freeze(int rows, int columns);
  void filter(Range range);
  /// A4, as many columns as there are on one page, page numbers below; rows repeated on each page.
  /// No area is laid down, so that rows which people add are printed too.
  void print(bool landscape, int repeated_rows, std::string_view header);
  /// Leaves all but the first columns off the paper, and rows from `end` on.
  void print_only(int columns, int end);
  /// Puts a chart at a cell; it covers `rows` and about `columns` columns.
  void chart(const Chart& chart, int row, int column, int width_pixels, int height_pixels);

  const std::string& name() const { return name_; }
  std::int64_t cells() const { return static_cast<std::int64_t>(written_.size()) + filled_; }

 private:
  struct Told {  // a text that wants room
    int row, column, last_column;
    std::string text;
  };
  void check(int error, int row, int column) const;
  lxw_format* format_of(int column) const;  ///< of the column's blank cells, or null
  void put(int row, int column, const Value& value, Style style);
  void put_text(int row, int column, std::string_view text, lxw_format* format);
  void told(Range range, std::string text);
  int width_of(int column) const;

  std::string name_;
  lxw_workbook* workbook_;
  lxw_worksheet* sheet_;
  Formats* formats_;
  std::set<std::pair<int, int>> written_;
  std::vector<Told> told_;
  std::map<int, int> widths_, heights_;
  std::map<int, std::string> entries_;  ///< number formats of columns that are filled in
  std::int64_t filled_ = 0;
};

}  // namespace gongkai
