// Two charts with their numbers beside them: timeliness by unit, and how requests ended.
#include <algorithm>
#include <tuple>

#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr int kColumns = 4, kChartColumn = 5, kRowPixels = 20;
constexpr std::size_t kMostUnits = 40;
constexpr double kRoom = 1.15;  // bars end at 1; their labels need room

// Units by share, the lowest first; those without a share are left out.
std::vector<GroupRate> ranked(const Books& books, const Definition& definition) {
  auto rates = books.rates(definition, {"unit"});
  std::erase_if(rates, [](const GroupRate& each) { return !each.rate.share(); });
  std::ranges::stable_sort(rates, {}, [](const GroupRate& each) {
    return std::tuple(each.rate.share().value(), -each.rate.denominator.value);
  });
  return rates;
}

// Gives the first row below both list and chart.
int timely_by_unit(Sheet& sheet, const AnnualContent& content, const Definition& definition,
                   int row) {
  auto rates = ranked(content.books, definition);
  if (rates.empty()) return row;
  const bool cut = rates.size() > kMostUnits;
  if (cut) rates.resize(kMostUnits);
  for (int column = 0;
       const auto head : {word("units", "unit"), word("overview", "numerator"),
                          word("overview", "denominator"), word("overview", "share")})
    sheet.write(row, column++, head, {Look::head});
  const int first = row + 1;
  for (const auto& [key, rate] : rates) {
    sheet.write(++row, 0, key.find("unit")->second, {Look::label});
    sheet.write(row, 1, rate.numerator);
    sheet.write(row, 2, rate.denominator);
    write_share(sheet, row, 3, rate);
  }
  Chart chart{Chart::Kind::bar,   definition.name, {first, 0, row, 0},
              {first, 3, row, 3}, "0.00%",         kRoom};
  const int height = 110 + 24 * static_cast<int>(rates.size());
  sheet.chart(chart, first - 1, kChartColumn, 720, height);
  if (cut) say(sheet, ++row, kColumns, worded("chart", "lowest", kMostUnits));
  return std::max(row, first - 1 + height / kRowPixels) + 3;
}

// One bar of outcomes: its short name, and the rows of table 三 that it adds up.
struct Bar {
  std::string name, rows;
};

// The label of a row or of a group of rows, without the remark that some carry.
std::string short_label(std::string_view id) {
  const auto dot = id.find('.');
  std::string text(dot == std::string_view::npos
                       ? label("table3", id)
                       : label("table3", fmt::format("group.{}", id.substr(0, dot))));
  constexpr std::string_view kBracket = "\uFF08";
  const auto remark = text.find(kBracket, kBracket.size());
  return remark == std::string::npos ? text : text.substr(0, remark);
}

std::vector<Bar> bars(bool single_other_row) {
  std::vector<Bar> out;
  for (const auto& id : table_rows("table3", single_other_row)) {
    if (!is_leaf(id)) continue;
    auto name = short_label(id);
    if (out.empty() || out.back().name != name)
      out.push_back({std::move(name), id});
    else
      out.back().rows += "|" + id;
  }
  return out;
}

int outcomes(Sheet& sheet, const AnnualContent& content, int row) {
  sheet.write(row, 0, word("chart", "outcome"), {Look::head});
  sheet.write(row, 1, word("chart", "count"), {Look::head});
  const int first = row + 1;
  bool all = true;
  for (const auto& [name, rows] : bars(content.tables.single_other_row)) {
    const auto count = content.tables.at(fmt::format("table3/{}/total", rows));
    sheet.write(++row, 0, name, {Look::label});
    sheet.write(row, 1, count);
    all = all && is_number(count);
  }
  // A missing number would be drawn as none.
  if (!all) return row + 2;
  Chart chart{Chart::Kind::column,
              std::string(word("chart", "outcomes")),
              {first, 0, row, 0},
              {first, 1, row, 1},
              "0"};
  sheet.chart(chart, first - 1, kChartColumn, 720, 320);
  return std::max(row, first + 320 / kRowPixels) + 2;
}

}  // namespace

void chart_sheet(Sheet& sheet, const AnnualContent& content) {
  open_sheet(sheet, content, kColumns + 8, "");
  int row = 2;
  const auto timely =
      std::ranges::find(content.definitions, std::string_view("timely.due"), &Definition::id);
  if (timely != content.definitions.end() && by_unit(*timely))
    row = timely_by_unit(sheet, content, *timely, row);
  static constexpr std::string_view kNeeded[] = {"applications"};
  const auto absent = absent_words(content.books, kNeeded);
  if (absent.empty() && content.tables.three.there())
    row = outcomes(sheet, content, row);
  else
    say(sheet, row, kColumns, absent.empty() ? word("chart", "nothing") : absent);
  sheet.fit(10, 40);
  sheet.print(true, 0, content.header);
}

}  // namespace gongkai
