// The cover: whose figures these are, from which files, and what was chosen in counting.
#include <algorithm>

#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

class Cover {
 public:
  Cover(Sheet& sheet, const AnnualContent& content) : sheet_(sheet), content_(content) {
    sheet_.merge({0, 0, 0, 2}, content.header, {Look::title, Align::centre});
    sheet_.height(0, 3);
  }
  /// One label before one or several lines.
  void block(std::string_view id, const std::vector<std::string>& lines, Style style = {}) {
    name(id, static_cast<int>(lines.size()));
    for (const auto& line : lines) sheet_.merge({row_, 1, row_, 2}, line, style), ++row_;
  }
  void day(std::string_view id, Date date) {
    name(id, 1);
    sheet_.merge({row_, 1, row_, 2}, date, {Look::body, Align::left});
    ++row_;
  }
  /// The files read, each with its checksum.
  void inputs() {
    if (content_.inputs.empty())
      return block("inputs", {std::string(word("cover", "inputs.none"))});
    name("inputs", static_cast<int>(content_.inputs.size()) + 1);
    sheet_.write(row_, 1, word("finding", "file"), {Look::head});
    sheet_.write(row_++, 2, word("cover", "sha256"), {Look::head});
    for (const auto& input : content_.inputs) {
      sheet_.write(row_, 1, input.name);
      sheet_.write(row_++, 2, input.sha256, {Look::code});
    }
  }
  /// How many findings of each severity, the grave ones in their colour.
  void findings() {
    const auto& all = content_.findings;
    const auto failed = [](const Finding& each) { return each.status == Status::fail; };
    name("findings", 4);
    for (const auto severity : {Severity::fatal, Severity::serious, Severity::hint}) {
      const auto count = std::ranges::count_if(
          all, [&](const Finding& each) { return failed(each) && each.severity == severity; });
      const Look grave = severity == Severity::fatal ? Look::fatal : Look::warning;
      const bool coloured = count > 0 && severity != Severity::hint;
      sheet_.merge({row_, 1, row_, 2},
                   worded("finding", "count", word("severity", severity_id(severity)), count),
                   {coloured ? grave : Look::body});
      ++row_;
    }
    sheet_.merge(
        {row_, 1, row_, 2},
        worded("finding", "passed", std::ranges::count(all, Status::pass, &Finding::status)));
    ++row_;
  }
  void contents() {
    std::vector<std::string> sheets;
    for (const auto& each : annual_sheets().subspan(1)) sheets.emplace_back(word("sheet", each.id));
    for (const auto ledger : content_.evidence.ledgers()) sheets.push_back(evidence_name(ledger));
    name("contents", static_cast<int>(sheets.size()));
    for (const auto& target : sheets) {
      sheet_.link({row_, 1, row_, 2}, target, target);
      ++row_;
    }
  }

 private:
  void name(std::string_view id, int rows) {
    sheet_.merge({row_, 0, row_ + rows - 1, 0}, word("cover", id), {Look::label, Align::centre});
  }

  Sheet& sheet_;
  const AnnualContent& content_;
  int row_ = 1;
};

// Every ledger with its file and rows; those that are not there say so.
std::vector<std::string> ledger_lines(const Books& books) {
  std::vector<std::string> lines, absent;
  for (const auto& each : schemas()) {
    const auto found = books.ledgers().find(each.id);
    if (found == books.ledgers().end())
      absent.push_back(ledger_name(each.id));
    else
      lines.push_back(worded("cover", "ledger.rows", ledger_name(each.id), found->second.size()));
  }
  if (!absent.empty())
    lines.push_back(worded("text", "absent.which",
                           fmt::format("{}", fmt::join(absent, word("text", "comma")))));
  return lines;
}

}  // namespace

void cover_sheet(Sheet& sheet, const AnnualContent& content) {
  const auto& books = content.books;
  const auto& law = books.law();
  sheet.width(0, 20);
  sheet.width(1, 44);
  sheet.width(2, 68);
  Cover cover(sheet, content);
  cover.block("body", {books.body()});
  cover.block("year", {fmt::to_string(year_of(books.period().from))});
  cover.day("as_of", books.period().as_of);
  cover.block("form", {std::string(form_id(content.tables.form))});
  cover.block("disputes",
              {std::string(word(
                  "cover", law.choices.disputes_in_hand ? "disputes.in_hand" : "disputes.filed"))});
  cover.day("issued", law.choices.issued);
  cover.block("definitions", {worded("cover", "definitions.text", content.definitions.size(),
                                     word("sheet", "overview"))});
  cover.day("confirmed", law.calendar.confirmed_until());
  cover.findings();
  cover.contents();
  cover.block("ledgers", ledger_lines(books));
  cover.inputs();
  if (!law.calendar.notices().empty()) cover.block("notices", law.calendar.notices());
  sheet.fit();
  sheet.print(false, 0, books.body());
}

}  // namespace gongkai
