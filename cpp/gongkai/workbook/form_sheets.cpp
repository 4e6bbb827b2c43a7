// Tables 二, 三 and 四 as the form prints them.
#include <map>

#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/statement/form.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr int kTop = 3;
constexpr std::int64_t kFenInWan = 1'000'000;

// What belongs to one table besides its cells.
struct Printed {
  std::string_view table, section, ledger;
  std::map<int, int> widths;  // of columns, by number
  bool landscape;
};

void form_sheet(Sheet& sheet, const AnnualContent& content, const Printed& printed) {
  const auto form = form_table(printed.table, content.tables.single_other_row);
  const std::string_view needed[] = {printed.ledger};
  open_sheet(sheet, content, form.columns, absent_words(content.books, needed));
  sheet.merge({2, 0, 2, form.columns - 1}, label("section", printed.section), {Look::label});
  for (const auto& cell : form.cells) {
    const Range range{kTop + cell.row, cell.column, kTop + cell.row + cell.row_span - 1,
                      cell.column + cell.column_span - 1};
    if (cell.place.empty()) {
      const bool head = cell.row < form.head_rows || cell.column_span == form.columns;
      sheet.merge(range, cell.text, {head ? Look::head : Look::label, Align::centre});
      continue;
    }
    const auto figure = content.tables.at(cell.place);
    const bool fee = cell.place == "table2/fees_wan" && is_number(figure);
    const Value value = fee ? Value(Decimal{figure.value, kFenInWan}) : Value(figure);
    write_count(sheet, range, value, {Look::body, Align::centre}, figure.value != 0,
                content.evidence.sheet(cell.place), content.evidence.filters(cell.place));
  }
  for (int column = 0; column < form.columns; ++column) {
    const auto found = printed.widths.find(column);
    sheet.width(column, found == printed.widths.end() ? printed.widths.at(-1) : found->second);
  }
  sheet.freeze(kTop + form.head_rows, 0);
  sheet.fit();
  sheet.print(printed.landscape, 0, content.header);
}

}  // namespace

void table2_sheet(Sheet& sheet, const AnnualContent& content) {
  form_sheet(sheet, content, {"table2", "proactive", "publications", {{0, 28}, {-1, 20}}, false});
}

void table3_sheet(Sheet& sheet, const AnnualContent& content) {
  form_sheet(
      sheet, content,
      {"table3", "applications", "applications", {{0, 12}, {1, 14}, {2, 44}, {-1, 10}}, true});
}

void table4_sheet(Sheet& sheet, const AnnualContent& content) {
  form_sheet(sheet, content, {"table4", "disputes", "disputes", {{-1, 9}}, true});
}

}  // namespace gongkai
