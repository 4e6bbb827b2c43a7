// Whom the year's pushes reached: counts of each group, and the rates that the sheet divides.
#include <algorithm>
#include <array>
#include <map>

#include "gongkai/measure/place.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

// The counts from left to right; a rate has both sides among them.
constexpr std::array<std::string_view, 10> kCounts{
    "events",   "opened_events", "recipients", "delivered",          "opened",
    "eligible", "applied",       "redeemed",   "eligible_by_policy", "expected_by_policy"};
constexpr std::array<std::string_view, 7> kRates{
    "push.reach",  "push.open",  "push.view_per_send", "push.precision",
    "push.recall", "push.apply", "push.convert"};
constexpr int kFirstCount = 2, kFirstRate = kFirstCount + static_cast<int>(kCounts.size());
constexpr std::array<std::string_view, 5> kGroupings{"package", "channel", "unit", "policy",
                                                     "month"};

/// The column of the count that is one side of a rate; -1: it is none of them.
int column_of(const std::vector<std::string>& side) {
  if (side.size() != 1) return -1;
  const auto place = parse_place(bare(side.front()));
  if (place.source != "reach" || place.text != side.front() || place.previous || !place.key.empty())
    return -1;
  const auto found = std::ranges::find(kCounts, std::string_view(place.parts[0][0]));
  return found == kCounts.end() ? -1 : kFirstCount + static_cast<int>(found - kCounts.begin());
}

struct Divided {
  const Definition* definition;
  int above, below;  // columns
};

/// A definition of the office's own may divide what stands in no column: then it is left out.
std::vector<Divided> rates_of(std::span<const Definition> definitions) {
  std::vector<Divided> out;
  for (const auto id : kRates)
    for (const auto& each : definitions)
      if (const int above = column_of(each.numerator), below = column_of(each.denominator);
          each.id == id && each.unit == "%" && above >= 0 && below >= 0)
        out.push_back({&each, above, below});
  return out;
}

void write_rate(Sheet& sheet, int row, int column, const Divided& of, const Rate& rate) {
  const auto above = address(row, of.above), below = address(row, of.below);
  auto quotient = fmt::format("{}/{}", above, below);
  if (rate.definition.rounding == Rounding::truncate)
    quotient = fmt::format("TRUNC({},{})", quotient, rate.definition.digits + 2);
  const bool faint = rate.share() && !rate.rankable();
  sheet.share(row, column,
              fmt::format("=IF(COUNT({0},{1})<2,\"{2}\",IF({1}=0,\"{2}\",{3}))", above, below,
                          word("figure", "none"), quotient),
              rate.share(), rate.definition.digits, {faint ? Look::faint : Look::body});
}

std::string_view head_of(std::string_view by) {
  if (by == "month") return word("push", by);
  return schema(by == "package" ? "policies" : "pushes").field(by).header;
}

using Figures = std::map<Key, Figure>;  // by group; those of zero may be left out

Figures figures_by(const Books& books, std::string_view cell, const std::vector<std::string>& by) {
  Definition alone;
  alone.id = cell;
  alone.numerator = alone.denominator = {fmt::format("reach/{}", cell)};
  alone.month = alone.denominator_month = "sent";
  Figures out;
  for (const auto& [key, rate] : books.rates(alone, by)) out.emplace(key, rate.numerator);
  return out;
}

/// The groups of one grouping, a line each; gives the row below them.
int write_groups(Sheet& sheet, const Books& books, const std::vector<Divided>& rates, int row,
                 const std::vector<std::string>& by) {
  std::vector<Figures> counts;
  for (const auto cell : kCounts) counts.push_back(figures_by(books, cell, by));
  for (const auto& [key, events] : counts.front()) {
    const auto figure = [&](int column) {
      const auto& of = counts[static_cast<std::size_t>(column - kFirstCount)];
      const auto found = of.find(key);
      return found == of.end() ? number(0) : found->second;
    };
    const auto group = by.empty() ? "" : key.begin()->second;
    sheet.write(row, 0, by.empty() ? word("push", "whole") : head_of(by.front()), {Look::label});
    sheet.write(row, 1,
                by.empty() || !group.empty() ? std::string_view(group) : word("push", "blank"),
                {Look::label});
    for (int column = kFirstCount; column < kFirstRate; ++column)
      sheet.write(row, column, figure(column), {Look::body, Align::right});
    for (int column = kFirstRate; const auto& each : rates)
      write_rate(sheet, row, column++, each,
                 {*each.definition, figure(each.above), figure(each.below)});
    ++row;
  }
  return row;
}

}  // namespace

void push_sheet(Sheet& sheet, const AnnualContent& content) {
  const auto& books = content.books;
  const auto rates = rates_of(content.definitions);
  std::vector<std::string_view> heads{word("push", "grouping"), word("push", "group")};
  for (const auto id : kCounts) heads.push_back(word("push", id));
  for (const auto& each : rates) heads.push_back(each.definition->name);
  const auto columns = static_cast<int>(heads.size());
  int row = open_list(sheet, content, heads, word("push", "note"));

  static constexpr std::string_view kNeeded[] = {"pushes"};
  if (const auto absent = absent_words(books, kNeeded); !absent.empty()) {
    say(sheet, row++, columns, absent);
  } else {
    row = write_groups(sheet, books, rates, row, {});
    for (const auto by : kGroupings)
      if (by != "package" || books.ledgers().contains("policies"))
        row = write_groups(sheet, books, rates, row, {std::string(by)});
  }
  sheet.width(1, 20);
  // Long names of rates take a second line, so that the sheet can be read on paper.
  for (int column = kFirstCount; column < columns; ++column)
    sheet.width(column, column < kFirstRate ? 9 : 15);
  close_list(sheet, content, columns, row);
}

}  // namespace gongkai
