#include "gongkai/workbook/annual_workbook.hpp"

#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/statement/form.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kMostRows = 1'048'576 - 3;  // a sheet without title, note and head

}  // namespace

std::span<const AnnualSheet> annual_sheets() {
  static constexpr AnnualSheet kSheets[] = {
      {"cover", cover_sheet},   {"overview", overview_sheet}, {"units", unit_sheet},
      {"charts", chart_sheet},  {"tasks", task_sheet},        {"cases", case_sheet},
      {"fees", fee_sheet},      {"pushes", push_sheet},       {"table2", table2_sheet},
      {"table3", table3_sheet}, {"table4", table4_sheet},     {"findings", finding_sheet},
  };
  return kSheets;
}

void annual_workbook(const std::filesystem::path& path, const Books& books,
                     const AnnualTables& tables, const std::vector<Definition>& definitions,
                     const std::vector<Finding>& findings, const std::vector<InputFile>& inputs,
                     const AnnualWords& words) {
  const auto title = fmt::format("{}{}{}{}", books.body(), year_of(books.period().from),
                                 label("report", "year"), word("cover", "title"));
  const Evidence evidence(books, words.cells);
  const AnnualContent content{books,  tables,   definitions, findings,
                              inputs, evidence, words.sides, title};
  Package package(path, {title, books.body(), books.period().as_of});
  for (const auto& [id, fill] : annual_sheets()) fill(package.sheet(word("sheet", id)), content);
  for (const auto ledger : evidence.ledgers())
    if (ledger == "publications")
      publication_sheet(package.sheet(evidence_name(ledger)), content, kMostRows);
    else
      evidence_sheet(package.sheet(evidence_name(ledger)), content, ledger, kMostRows);
  package.save();
}

}  // namespace gongkai
