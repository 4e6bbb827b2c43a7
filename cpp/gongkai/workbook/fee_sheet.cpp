// Information processing fees: the requests that section six of the report adds up.
#include <algorithm>

#include "gongkai/measure/sums.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr int kFirstSum = 4;
constexpr std::int64_t kFen = 100;

void write_sum(Sheet& sheet, int row, std::string_view cell, const Figure& figure, Style style) {
  const auto& cells = fee_cells();
  const auto column = kFirstSum + static_cast<int>(std::ranges::find(cells, cell) - cells.begin());
  if (is_number(figure) && cell.ends_with("_yuan"))
    sheet.write(row, column, Decimal{figure.value, kFen}, style);
  else
    sheet.write(row, column, figure, style);
}

/// A line for each request that any of the sums holds; gives the row below them.
int write_requests(Sheet& sheet, const Books& books, const Ledger& requests, int row) {
  std::int64_t last = -1;
  for (const auto& each : addends("fee", requests, books.period())) {
    if (each.row != last) {
      ++row;
      last = each.row;
      sheet.write(row, 0, requests.key(last));
      sheet.write(row, 1, requests.names("unit")[last]);
      for (int column = 2; const auto* id : {"fee_notice", "fee_paid"})
        sheet.write(row, column++, requests.dates(id)[static_cast<std::size_t>(last)]);
      sheet.write(row, kFirstSum + static_cast<int>(fee_cells().size()), requests.origin(last),
                  {Look::body, Align::centre});
    }
    write_sum(sheet, row, each.cell, each.figure, {Look::body, Align::right});
  }
  return row + 1;
}

}  // namespace

void fee_sheet(Sheet& sheet, const AnnualContent& content) {
  const auto& books = content.books;
  const auto& fields = schema("applications");
  std::vector<std::string_view> heads;
  for (const auto* id : {"case_no", "unit", "fee_notice", "fee_paid"})
    heads.push_back(fields.field(id).header);
  for (const auto& id : fee_cells()) heads.push_back(word("fee", id));
  heads.push_back(word("standing", "row"));
  const auto columns = static_cast<int>(heads.size());
  int row = open_list(sheet, content, heads, word("fee", "note"));

  static constexpr std::string_view kNeeded[] = {"applications"};
  if (const auto absent = absent_words(books, kNeeded); !absent.empty()) {
    say(sheet, row++, columns, absent);
  } else {
    sheet.write(row, 0, word("fee", "whole"), {Look::label});
    for (const int column : {1, 2, 3, columns - 1})
      sheet.write(row, column, std::string_view(), {Look::label});
    for (const auto& id : fee_cells())
      write_sum(sheet, row, id, books.at(fmt::format("fee/{}", id)), {Look::label, Align::right});
    row = write_requests(sheet, books, books.ledgers().find("applications")->second, row);
  }
  close_list(sheet, content, columns, row);
}

}  // namespace gongkai
