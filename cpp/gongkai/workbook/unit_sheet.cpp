// The main rates by unit: both counts and the share of each.
#include <algorithm>
#include <array>
#include <map>

#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr std::array<std::string_view, 6> kMain{
    "timely.due",    "disclose.answered", "dispute.unique_per_new", "correct.review_concluded",
    "task.done_due", "task.overdue_open"};
constexpr int kTop = 2;  // the two head rows stand below title and note

// Units as their register lists them, then those that only a ledger names.
std::vector<std::string> rows_of(const Units& units,
                                 const std::vector<std::map<std::string, Rate>>& rates) {
  std::vector<std::string> rows;
  for (const auto& unit : units.all()) rows.push_back(unit.name);
  for (const auto& each : rates)
    for (const auto& [unit, rate] : each)
      if (std::ranges::find(rows, unit) == rows.end()) rows.push_back(unit);
  return rows;
}

void write_rate(Sheet& sheet, int row, int column, const Rate* rate, Style style) {
  if (rate == nullptr) {
    for (const int each : {0, 1, 2})
      sheet.write(row, column + each, word("figure", "none"), {style.look, Align::right});
    return;
  }
  sheet.write(row, column, rate->numerator, style);
  sheet.write(row, column + 1, rate->denominator, style);
  write_share(sheet, row, column + 2, *rate, style);
}

}  // namespace

void unit_sheet(Sheet& sheet, const AnnualContent& content) {
  const auto& books = content.books;
  std::vector<const Definition*> shown;
  std::vector<std::map<std::string, Rate>> rates;
  for (const auto id : kMain)
    for (const auto& definition : content.definitions)
      if (definition.id == id && by_unit(definition)) {
        shown.push_back(&definition);
        auto& mine = rates.emplace_back();
        for (auto& [key, rate] : books.rates(definition, {"unit"}))
          mine.emplace(key.find("unit")->second, std::move(rate));
      }
  const auto columns = 1 + 3 * std::max(2, static_cast<int>(shown.size()));
  open_sheet(sheet, content, columns,
             fmt::format("{}{}", word("units", "small"), word("units", "leads")));
  if (shown.empty()) say(sheet, kTop, columns, word("units", "nothing"));

  int row = kTop + 2;
  if (!shown.empty()) {
    sheet.merge({kTop, 0, kTop + 1, 0}, word("units", "unit"), {Look::head});
    const auto units = rows_of(books.units(), rates);
    for (const auto& unit : units) sheet.write(row++, 0, unit, {Look::label});
    sheet.write(row, 0, word("units", "whole"), {Look::total});
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const int column = 1 + 3 * static_cast<int>(i);
      sheet.merge({kTop, column, kTop, column + 2}, shown[i]->name, {Look::head});
      for (int part = 0; const auto* id : {"numerator", "denominator", "share"})
        sheet.write(kTop + 1, column + part++, word("overview", id), {Look::head});
      const auto absent = absent_words(books, ledgers_of(*shown[i]));
      if (!absent.empty()) {
        sheet.merge({kTop + 2, column, row, column + 2}, absent, {Look::faint, Align::centre});
        continue;
      }
      for (int at = kTop + 2; const auto& unit : units) {
        const auto found = rates[i].find(unit);
        write_rate(sheet, at++, column, found == rates[i].end() ? nullptr : &found->second, {});
      }
      const auto whole = books.rates(*shown[i], {}).front().rate;
      write_rate(sheet, row, column, &whole, {Look::total});
    }
    sheet.filter({kTop + 1, 0, row - 1, columns - 1});
    sheet.freeze(kTop + 2, 1);
  }
  sheet.fit(10);
  sheet.print(true, kTop + 2, content.header);
}

}  // namespace gongkai
