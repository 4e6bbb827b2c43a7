// The rows of publications: what each adds to table 二.
#include <algorithm>
#include <array>

#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/measure/publication.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr std::array<std::string_view, 5> kNumbers = {"made", "repealed", "valid", "decisions",
                                                      "fees"};

/// The cells to which a row of that kind adds its numbers.
std::string cells_of(std::string_view kind) {
  std::string out;
  for (const auto& each : publication_columns())
    if (each.kind == kind) out += fmt::format("{}table2/{}", out.empty() ? "" : " ", each.cell);
  return out;
}

}  // namespace

void publication_sheet(Sheet& sheet, const AnnualContent& content, std::int64_t most) {
  const auto& ledger = content.books.ledgers().find("publications")->second;
  const bool sheets = !ledger.source().sheet.empty();
  std::vector<std::string> heads{std::string(word("evidence", "file"))};
  if (sheets) heads.emplace_back(word("evidence", "worksheet"));
  heads.emplace_back(word("evidence", "row"));
  for (const std::string_view column : {"unit", "kind"})
    heads.emplace_back(ledger.schema().field(column).header);
  for (const auto column : kNumbers) heads.emplace_back(ledger.schema().field(column).header);
  heads.push_back(worded("evidence", "id", "table2"));

  const std::vector<std::string_view> shown(heads.begin(), heads.end());
  const auto rows = std::min(ledger.size(), most);
  auto note = worded("evidence", "numbers", ledger.size());
  if (rows < ledger.size()) note += worded("evidence", "cut", rows, ledger.size() - rows);
  const int first = open_list(sheet, content, shown, note);
  const auto kinds = ledger.choices("kind");
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    int column = 0;
    const auto put = [&](const Value& value, Style style = {}) {
      sheet.write(first + static_cast<int>(row), column++, value, style);
    };
    put(ledger.source().file);
    if (sheets) put(ledger.where(row).text("sheet"));
    put(ledger.origin(row), {Look::body, Align::centre});
    put(ledger.names("unit")[row]);
    const auto kind = kinds[at];
    put(kind == 0 ? word("figure", "none") : publication_kinds()[kind - 1u].label);
    for (const auto id : kNumbers) {
      const auto value = ledger.numbers(id)[at];
      if (value == kBlank)
        put(word("figure", "none"), {Look::faint, Align::right});
      else if (id == "fees")
        put(Decimal{value, 1'000'000});
      else
        put(Figure{value, State::number});
    }
    put(kind == 0 ? std::string{} : cells_of(publication_kinds()[kind - 1u].id), {Look::code});
  }
  sheet.freeze(first, sheets ? 3 : 2);
  close_list(sheet, content, static_cast<int>(heads.size()), first + static_cast<int>(rows));
}

}  // namespace gongkai
