// What is wrong or could not be judged, the gravest first.
#include <algorithm>

#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr std::size_t kMost = 100'000;  // rows that a reader can still open with ease

std::string first_of(const Where& where, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys)
    if (auto text = where.text(key); !text.empty()) return text;
  return {};
}

// The file and its sheet, the table of a report, or the section of its prose.
std::string file_of(const Where& where) {
  const auto table = where.text("table");
  for (const auto* id : {"table2", "table3", "table4"})
    if (table == id) return std::string(word("sheet", id));
  auto file = first_of(where, {"file", "table", "section_label", "section"});
  const auto sheet = where.text("sheet");
  return sheet.empty() ? file : worded("text", "ledger", file, sheet);
}

// What does not apply is "—", so that an empty cell is never a question.
void write_text(Sheet& sheet, int row, int column, std::string_view text) {
  sheet.write(row, column, text.empty() ? word("figure", "none") : text);
}

// The row of a ledger as a number, so that it sorts; of a report, its label.
void write_row(Sheet& sheet, int row, int column, const Where& where) {
  if (const auto number = where.number("row")) return sheet.write(row, column, *number);
  write_text(sheet, row, column, first_of(where, {"row_label", "row"}));
}

}  // namespace

void finding_sheet(Sheet& sheet, const AnnualContent& content) {
  std::vector<const Finding*> listed;
  for (const auto& finding : content.findings)
    if (finding.status != Status::pass) listed.push_back(&finding);
  std::ranges::stable_sort(listed, {}, &Finding::severity);

  std::vector<std::string_view> heads;
  for (const auto* id :
       {"severity", "status", "rule", "file", "row", "column", "found", "expected", "message"})
    heads.push_back(word("finding", id));
  const auto columns = static_cast<int>(heads.size());
  int row = open_list(sheet, content, heads, "");
  if (listed.empty()) say(sheet, row++, columns, word("finding", "nothing"));

  const auto shown = std::min(listed.size(), kMost);
  for (const auto* finding : std::span(listed).first(shown)) {
    const auto severity = finding->severity;
    const Look look = severity == Severity::fatal     ? Look::fatal
                      : severity == Severity::serious ? Look::warning
                                                      : Look::body;
    sheet.write(row, 0, word("severity", severity_id(severity)), {look, Align::centre});
    sheet.write(row, 1, word("status", status_id(finding->status)), {Look::body, Align::centre});
    sheet.write(row, 2, finding->rule, {Look::code});
    write_text(sheet, row, 3, file_of(finding->where));
    write_row(sheet, row, 4, finding->where);
    write_text(sheet, row, 5, first_of(finding->where, {"header", "column_label", "column"}));
    write_text(sheet, row, 6, finding->found);
    write_text(sheet, row, 7, finding->expected);
    write_text(sheet, row, 8, finding->message);
    ++row;
  }
  if (shown < listed.size())
    say(sheet, row++, columns, worded("finding", "more", listed.size() - shown));
  for (const int column : {6, 7}) sheet.width(column, 36);
  sheet.width(8, 60);
  close_list(sheet, content, columns, row);
}

}  // namespace gongkai
