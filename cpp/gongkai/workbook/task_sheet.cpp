// The plan's tasks: when each was due, when it was done, and how it stands.
#include "gongkai/workbook/annual_sheets.hpp"
#include "gongkai/workbook/standing_cells.hpp"

namespace gongkai {

void task_sheet(Sheet& sheet, const AnnualContent& content) {
  const auto& books = content.books;
  const auto& fields = schema("tasks");
  std::vector<std::string_view> heads;
  for (const auto* id : {"list", "task_id", "title", "leads", "due"})
    heads.push_back(fields.field(id).header);
  heads.push_back(word("standing", "due"));
  heads.push_back(fields.field("done").header);
  for (const auto* id : {"state", "days", "row"}) heads.push_back(word("standing", id));
  const auto columns = static_cast<int>(heads.size());
  int row = open_list(sheet, content, heads, "");

  static constexpr std::string_view kNeeded[] = {"tasks"};
  if (const auto absent = absent_words(books, kNeeded); !absent.empty()) {
    say(sheet, row++, columns, absent);
  } else {
    const auto& tasks = books.ledgers().find("tasks")->second;
    const auto& lists = tasks.names("list");
    const auto& numbers = tasks.names("task_id");
    for (std::int64_t at = 0; const auto& standing : books.standings("tasks")) {
      sheet.write(row, 0, lists[at]);
      sheet.write(row, 1, numbers[at], {Look::body, Align::centre});
      sheet.write(row, 2, standing.title);
      sheet.write(row, 3, standing.unit);
      sheet.write(row, 4, standing.printed);
      write_due(sheet, row, 5, standing.due);
      write_done(sheet, row, 6, standing.done, books.period().as_of);
      write_state(sheet, row, 7, standing);
      write_days_over(sheet, row, 8, standing);
      sheet.write(row, 9, standing.row);
      ++row, ++at;
    }
  }
  sheet.width(2, 60);
  sheet.width(3, 34);
  close_list(sheet, content, columns, row);
}

}  // namespace gongkai
