// The rows of one ledger, each with the cells it fell into and why: what stands behind the counts.
#include <algorithm>

#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/workbook/annual_sheets.hpp"
#include "gongkai/workbook/text.hpp"

namespace gongkai {
namespace {

constexpr std::string_view kKind = "applicant_kind";  // the columns of table 三
constexpr int kFileWidth = 17, kKeyWidth = 16, kUnitWidth = 18, kWordWidth = 16, kIdWidth = 24,
              kTitleWidth = 40, kReasonWidth = 48;

/// Who handles a row: its unit, or the leads of a task as they are printed.
std::string unit_of(const Ledger& ledger, std::int64_t row) {
  if (ledger.schema().id != "tasks") return std::string(ledger.names("unit")[row]);
  std::string out;
  const auto& leads = ledger.name_lists("leads");
  for (const auto lead : leads.codes[row])
    if (lead >= 0)
      out.append(out.empty() ? "" : word("text", "comma")).append(leads.distinct[lead]);
  return out;
}

std::string_view kind_of(const Ledger& ledger, std::int64_t row) {
  const auto kind = ledger.choices(kKind)[static_cast<std::size_t>(row)];
  return kind == 0 ? word("figure", "none") : applicant_kinds()[kind - 1u].label;
}

/// Writes the cells of a row from left to right, and knows how many lines they take.
class RowOfCells {
 public:
  RowOfCells(Sheet& sheet, int row) : sheet_(sheet), row_(row) {}
  void put(const Value& value, Style style = {}) { sheet_.fill(row_, column_++, value, style); }
  void text(std::string_view text, int width, Style style = {}) {
    lines_ = std::max(lines_, text_lines(text, width - 1));
    put(text.empty() ? word("figure", "none") : text, style);
  }
  void close() { sheet_.height(row_, lines_); }

 private:
  Sheet& sheet_;
  int row_, column_ = 0, lines_ = 1;
};

}  // namespace

void evidence_sheet(Sheet& sheet, const AnnualContent& content, std::string_view id,
                    std::int64_t most) {
  const auto& books = content.books;
  const auto& evidence = content.evidence;
  const auto& ledger = books.ledgers().find(id)->second;
  const bool kinds = id == "applications", tasks = id == "tasks";
  const bool sheets = !ledger.source().sheet.empty();
  const auto measures = evidence.measures_of(id);

  std::vector<std::string> heads;
  std::vector<int> widths;
  const auto column = [&](std::string_view head, int width) {
    heads.emplace_back(head);
    widths.push_back(width);
  };
  column(word("evidence", "file"), kFileWidth);
  if (sheets) column(word("evidence", "worksheet"), kKeyWidth);
  column(word("evidence", "row"), 8);
  column(word("evidence", "key"), kKeyWidth);
  column(schema(id).field(tasks ? "leads" : "unit").header, kUnitWidth);
  if (tasks) column(schema(id).field("title").header, kTitleWidth);
  if (kinds) column(schema(id).field(kKind).header, kWordWidth);
  for (const auto* measure : measures) {
    for (const auto& head : evidence.heads(*measure)) column(head, kWordWidth);
    column(id_head(*measure), kIdWidth);
    column(worded("evidence", "because", measure->id), kReasonWidth);
  }
  const std::vector<std::string_view> shown(heads.begin(), heads.end());
  const auto rows = std::min(ledger.size(), most);
  auto note = worded("evidence", "note", ledger.size());
  if (rows < ledger.size()) note += worded("evidence", "cut", rows, ledger.size() - rows);
  const int first = open_list(sheet, content, shown, note);
  for (int at = 0; const auto width : widths) sheet.width(at++, width);
  sheet.freeze(first, sheets ? 4 : 3);

  std::vector<Teller> tellers;
  for (const auto* measure : measures)
    tellers.push_back(measure->because(ledger, books.law(), books.period()));
  for (std::int64_t row = 0; row < rows; ++row) {
    RowOfCells line(sheet, first + static_cast<int>(row));
    line.text(ledger.source().file, kFileWidth);
    if (sheets) line.text(ledger.where(row).text("sheet"), kKeyWidth);
    line.put(ledger.origin(row), {Look::body, Align::centre});
    line.text(ledger.key(row), kKeyWidth);
    line.text(unit_of(ledger, row), kUnitWidth);
    if (tasks) line.text(ledger.names("title")[row], kTitleWidth);
    if (kinds) line.text(kind_of(ledger, row), kWordWidth);
    for (std::size_t each = 0; each < measures.size(); ++each) {
      const auto& measure = *measures[each];
      const auto cell = books.cells(measure.id)[static_cast<std::size_t>(row)];
      const Style style{cell == kUnclassified ? Look::fatal
                        : cell == kOutside    ? Look::faint
                                              : Look::body};
      for (const auto& text : evidence.words(measure, cell)) line.text(text, kWordWidth, style);
      line.text(fmt::format("{}/{}", measure.id, measure.cells[cell]), kIdWidth, {Look::code});
      // The clock of what is outside may run past the last year that the calendar knows.
      const bool told = cell != kOutside || measure.due == nullptr;
      line.text(told ? tellers[each](row) : word("evidence", "outside"), kReasonWidth);
    }
    line.close();
  }
  close_list(sheet, content, static_cast<int>(heads.size()), first + static_cast<int>(rows));
}

}  // namespace gongkai
