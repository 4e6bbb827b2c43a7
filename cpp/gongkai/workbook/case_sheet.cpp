// Requests that are late, open or unsure: whose limit has to be looked at.
#include "gongkai/workbook/annual_sheets.hpp"
#include "gongkai/workbook/standing_cells.hpp"

namespace gongkai {
namespace {

bool is_listed(const Standing& standing) {
  for (const auto* state : {"late", "overdue", "open", "paused", "unsure", "unclassified"})
    if (standing.state == state) return true;
  return false;
}

}  // namespace

void case_sheet(Sheet& sheet, const AnnualContent& content) {
  const auto& books = content.books;
  const auto& fields = schema("applications");
  std::vector<std::string_view> heads;
  for (const auto* id : {"case_no", "unit", "received"}) heads.push_back(fields.field(id).header);
  for (const auto* id : {"due", "closed", "state", "working_days", "row"})
    heads.push_back(word("standing", id));
  const auto columns = static_cast<int>(heads.size());
  const int first = open_list(sheet, content, heads, "");

  int row = first;
  static constexpr std::string_view kNeeded[] = {"applications"};
  if (const auto absent = absent_words(books, kNeeded); !absent.empty()) {
    say(sheet, row++, columns, absent);
  } else {
    const auto received = books.ledgers().find("applications")->second.dates("received");
    // The applicant is nobody's business here.
    for (std::size_t at = 0; const auto& standing : books.standings("applications")) {
      const Date came = received[at++];
      if (!is_listed(standing)) continue;
      sheet.write(row, 0, standing.key);
      sheet.write(row, 1, standing.unit);
      sheet.write(row, 2, came);
      write_due(sheet, row, 3, standing.due);
      write_done(sheet, row, 4, standing.done, books.period().as_of);
      write_state(sheet, row, 5, standing);
      write_days_over(sheet, row, 6, standing);
      sheet.write(row++, 7, standing.row);
    }
    if (row == first) say(sheet, row++, columns, word("standing", "nothing"));
  }
  close_list(sheet, content, columns, row);
}

}  // namespace gongkai
