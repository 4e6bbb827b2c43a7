// Information processing fees: the requests that section six of the report adds up.
#include <algorithm>
#include <array>

#include "gongkai/measure/sums.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr std::array<std::string_view, 3> kSums{"notices", "noticed_yuan", "collected_yuan"};
constexpr int kFirstSum = 4, kColumns = kFirstSum + static_cast<int>(kSums.size());
constexpr std::int64_t kFen = 100;

int column_of(std::string_view cell) {
  return kFirstSum + static_cast<int>(std::ranges::find(kSums, cell) - kSums.begin());
}

void write_sum(Sheet& sheet, int row, int column, const Figure& figure, Style style) {
  if (is_number(figure) && column > kFirstSum)
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
      sheet.write(row, kColumns, requests.origin(last), {Look::body, Align::centre});
    }
    write_sum(sheet, row, column_of(each.cell), each.figure, {Look::body, Align::right});
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
  for (const auto id : kSums) heads.push_back(word("fee", id));
  heads.push_back(word("standing", "row"));
  int row = open_list(sheet, content, heads, word("fee", "note"));

  static constexpr std::string_view kNeeded[] = {"applications"};
  if (const auto absent = absent_words(books, kNeeded); !absent.empty()) {
    say(sheet, row++, kColumns + 1, absent);
  } else {
    sheet.write(row, 0, word("fee", "whole"), {Look::label});
    for (const std::string_view id : kSums)
      write_sum(sheet, row, column_of(id), books.at(fmt::format("fee/{}", id)),
                {Look::label, Align::right});
    row = write_requests(sheet, books, books.ledgers().find("applications")->second, row);
  }
  close_list(sheet, content, kColumns + 1, row);
}

}  // namespace gongkai
