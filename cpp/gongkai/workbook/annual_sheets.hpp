// The sheets of the annual workbook, one function and one file each.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/workbook/annual_workbook.hpp"
#include "gongkai/workbook/evidence.hpp"
#include "gongkai/workbook/package.hpp"
#include "gongkai/workbook/words.hpp"

namespace gongkai {

/// What every sheet is made from.
struct AnnualContent {
  const Books& books;
  const AnnualTables& tables;
  std::span<const Definition> definitions;
  std::span<const Finding> findings;
  std::span<const InputFile> inputs;
  const Evidence& evidence;
  std::span<const SidesInWords> sides;  ///< a definition each, or none
  std::string header;                   ///< above each printed page
};

void cover_sheet(Sheet& sheet, const AnnualContent& content);
void overview_sheet(Sheet& sheet, const AnnualContent& content);
void unit_sheet(Sheet& sheet, const AnnualContent& content);
void chart_sheet(Sheet& sheet, const AnnualContent& content);
void task_sheet(Sheet& sheet, const AnnualContent& content);
void case_sheet(Sheet& sheet, const AnnualContent& content);
void fee_sheet(Sheet& sheet, const AnnualContent& content);
void push_sheet(Sheet& sheet, const AnnualContent& content);
void table2_sheet(Sheet& sheet, const AnnualContent& content);
void table3_sheet(Sheet& sheet, const AnnualContent& content);
void table4_sheet(Sheet& sheet, const AnnualContent& content);
void finding_sheet(Sheet& sheet, const AnnualContent& content);
/// The rows behind the counts of one ledger, `most` of them.
void evidence_sheet(Sheet& sheet, const AnnualContent& content, std::string_view ledger,
                    std::int64_t most);

/// The rows of publications, `most` of them.
void publication_sheet(Sheet& sheet, const AnnualContent& content, std::int64_t most);

struct AnnualSheet {
  std::string_view id;  ///< of its name among the words
  void (*fill)(Sheet&, const AnnualContent&);
};
/// In the order of the workbook.
std::span<const AnnualSheet> annual_sheets();

/// A word with what belongs in its braces.
template <class... Args>
std::string worded(std::string_view list, std::string_view id, Args&&... args) {
  return fmt::format(fmt::runtime(word(list, id)), std::forward<Args>(args)...);
}

/// Opens a sheet with its title and a note below, each over `columns` columns; the next row is 2.
void open_sheet(Sheet& sheet, const AnnualContent& content, int columns, std::string_view note);
/// Opens a list: title, note and a head row that stays in sight; gives the first row of its data.
int open_list(Sheet& sheet, const AnnualContent& content, std::span<const std::string_view> heads,
              std::string_view note);
/// Closes a list whose last row is before `end`: widths, filter and print set-up.
void close_list(Sheet& sheet, const AnnualContent& content, int columns, int end);
/// A whole line of a list that has no rows.
void say(Sheet& sheet, int row, int columns, std::string_view text);
/// Writes a count that leads to the sheet of its rows, with the filters in a tip; zero leads
/// nowhere.
void write_count(Sheet& sheet, Range range, const Value& value, Style style, bool leads,
                 const std::string& target, const std::string& filters);
/// "依申请公开台账（applications）"
std::string ledger_name(std::string_view ledger);
/// "未提供台账：…" for those of the ledgers that are absent; "" where all are there.
std::string absent_words(const Books& books, std::span<const std::string_view> ledgers);
/// Whether each place counts rows, so that it can be told by unit.
bool by_unit(const Definition& definition);
/// A rate's share as a number; where it has none or is no percentage, its text: "—",
/// "90.00%–92.31%", "0.07 件/万人".
void write_share(Sheet& sheet, int row, int column, const Rate& rate, Style style = {});

}  // namespace gongkai
