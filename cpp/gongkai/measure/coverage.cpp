// Lays out what a duty expects and looks for the rows that cover it.
#include "gongkai/measure/coverage.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"

namespace gongkai {
namespace {

using Words = std::vector<std::string>;

/// A row that the duty looks at: its words of each side, and whether it has done its part.
struct Row {
  std::int64_t row;
  Words words;
  bool done, expected;
};

constexpr std::string_view kRow = "row";

/// Every row once for each group that it stands in, its words in the order of the sides.
std::vector<Row> rows_of(const Books& books, const Duty& duty, const Ledger& ledger) {
  std::vector<std::string> by;
  for (const auto& [column, words] : duty.where) by.push_back(column);
  for (const auto& side : duty.over)
    if (side.column != kRow && std::ranges::find(by, side.column) == by.end())
      by.push_back(side.column);
  const auto months = ledger.dates(own_month(duty.ledger));
  const auto groups =
      group(ledger, by, {&books.units(), &books.law().terms, months, year_of(books.period().from)});
  const auto keys = groups.keys();
  const auto& of = measure(duty.measure);
  const auto& cells = books.cells(duty.measure);
  const auto done = cells_like(of, duty.done);
  CellSet expected;
  if (duty.expected.empty())
    expected.set().reset(kOutside).reset(kUnclassified);
  else
    expected = cells_like(of, duty.expected);
  std::vector<Row> out;
  const auto add = [&](std::int64_t row, std::int32_t group) {
    if (group < 0) return;
    const auto& key = keys[static_cast<std::size_t>(group)];
    for (const auto& [column, words] : duty.where)
      if (std::ranges::find(words, key.at(column)) == words.end()) return;
    const auto cell = cells[static_cast<std::size_t>(row)];
    if (!done[cell] && !expected[cell]) return;
    Words words;
    for (const auto& side : duty.over)
      words.push_back(side.column == kRow ? ledger.key(row) : key.at(side.column));
    out.push_back({row, std::move(words), done[cell], expected[cell]});
  };
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (groups.offsets.empty())
      add(row, groups.group[at]);
    else
      for (auto place = groups.offsets[at]; place < groups.offsets[at + 1]; ++place)
        add(row, groups.group[static_cast<std::size_t>(place)]);
  }
  return out;
}

Words ended(Period period, bool quarters) {
  Words out;
  const int year = year_of(period.from);
  for (int month = quarters ? 3 : 1; month <= 12; month += quarters ? 3 : 1)
    if (month_end(year, month) <= period.as_of)
      out.push_back(quarters ? fmt::format("{}-Q{}", year, month / 3)
                             : fmt::format("{}-{:02}", year, month));
  return out;
}

Words units_of(const Books& books, const std::vector<std::string>& kinds) {
  Words out;
  for (const auto& unit : books.units().all())
    if (std::ranges::find(kinds, unit.kind) != kinds.end() &&
        unit.valid_from <= books.period().as_of && unit.valid_to >= books.period().from)
      out.push_back(unit.name);
  return out;
}

/// What one side expects whatever the rows have; the one empty word where the rows say it.
Words given(const Books& books, const DutySide& side) {
  if (side.found) return {""};
  if (side.every) return ended(books.period(), side.column == "quarter");
  return side.unit_kinds.empty() ? side.words : units_of(books, side.unit_kinds);
}

/// The words of those sides alone that the rows say.
Words found_part(const Duty& duty, const Words& words) {
  Words out;
  for (std::size_t side = 0; side < words.size(); ++side)
    out.push_back(duty.over[side].found ? words[side] : "");
  return out;
}

/// All items: what the rows have on the sides that they say, times what is given on the others.
std::vector<Words> grid(const Books& books, const Duty& duty, const std::vector<Row>& rows) {
  std::set<Words> seen;
  std::vector<Words> out;
  const bool any_found = std::ranges::any_of(duty.over, &DutySide::found);
  if (!any_found) out.emplace_back(duty.over.size());
  for (const auto& row : rows)
    if (any_found && row.expected && seen.insert(found_part(duty, row.words)).second)
      out.push_back(found_part(duty, row.words));
  for (std::size_t side = 0; side < duty.over.size(); ++side) {
    if (duty.over[side].found) continue;
    std::vector<Words> wider;
    for (const auto& item : out)
      for (const auto& word : given(books, duty.over[side])) {
        wider.push_back(item);
        wider.back()[side] = word;
      }
    out = std::move(wider);
  }
  return out;
}

std::string unit_of(const Books& books, const Ledger& ledger, std::int64_t row) {
  if (row < 0 || ledger.schema().index("unit") < 0) return books.body();
  const auto unit = ledger.names("unit")[row];
  return unit.empty() ? books.body() : std::string(unit);
}

}  // namespace

std::int64_t Coverage::covered() const {
  return std::ranges::count(items, true, &ExpectedItem::covered);
}

std::vector<std::string> absent_for(const Books& books, const Duty& duty) {
  std::vector<std::string> out;
  if (!books.ledgers().contains(duty.ledger)) out.push_back(duty.ledger);
  const bool by_kind =
      std::ranges::any_of(duty.over, [](const DutySide& side) { return !side.unit_kinds.empty(); });
  if (by_kind && !books.ledgers().contains("units")) out.emplace_back("units");
  return out;
}

Coverage coverage(const Books& books, std::string_view id) {
  const auto& duty = gongkai::duty(books.duties(), id);
  Coverage out;
  out.absent = absent_for(books, duty);
  if (!duty.waived.empty() || !out.absent.empty()) return out;
  const auto& ledger = books.ledgers().find(duty.ledger)->second;
  const auto rows = rows_of(books, duty, ledger);
  std::map<Words, std::size_t> place;
  std::map<Words, std::int64_t> first_row;
  for (const auto& row : rows) first_row.try_emplace(found_part(duty, row.words), row.row);
  const auto unit_side =
      std::ranges::find(duty.over, "unit", &DutySide::column) - duty.over.begin();
  for (auto& words : grid(books, duty, rows)) {
    place.emplace(words, out.items.size());
    ExpectedItem item;
    const auto first = first_row.find(found_part(duty, words));
    const bool rows_say = std::ranges::any_of(duty.over, &DutySide::found);
    item.unit =
        static_cast<std::size_t>(unit_side) < duty.over.size()
            ? words[static_cast<std::size_t>(unit_side)]
            : unit_of(books, ledger, rows_say && first != first_row.end() ? first->second : -1);
    item.words = std::move(words);
    out.items.push_back(std::move(item));
  }
  for (const auto& row : rows) {
    const auto found = place.find(row.words);
    if (found == place.end()) continue;
    auto& item = out.items[found->second];
    // A row that stands in several groups, under its leads, is one row all the same.
    auto& side = row.done ? item.done : item.open;
    if (side.empty() || side.back() != row.row) side.push_back(row.row);
  }
  for (auto& item : out.items) {
    const auto done = static_cast<std::int64_t>(item.done.size());
    item.covered = duty.at_least == 0 ? done > 0 && item.open.empty() : done >= duty.at_least;
  }
  return out;
}

std::string group_of(const Books& books, const Duty& duty, const ExpectedItem& item,
                     std::string_view column) {
  for (std::size_t side = 0; side < duty.over.size(); ++side)
    if (duty.over[side].column == column) return item.words[side];
  if (column == "unit") return item.unit;
  const auto* unit = books.units().find(item.unit);
  if (column == "parent")
    return unit == nullptr || unit->parent.empty() ? books.body() : unit->parent;
  if (column == "unit_kind") return unit == nullptr ? "" : unit->kind;
  fail<DataError>(
      "duty {} cannot be grouped by '{}', only by unit, parent, unit_kind and its sides", duty.id,
      column);
}

std::string label_of(const ExpectedItem& item) {
  return fmt::format("{}", fmt::join(item.words, "·"));
}

std::string missing_because(const Duty& duty, const ExpectedItem& item) {
  const auto done = item.done.size(), all = done + item.open.size();
  if (all == 0) return "台账中没有记录";
  if (duty.at_least > 1) return fmt::format("应有 {} 次，只有 {} 次", duty.at_least, done);
  return fmt::format("{} 条记录中已落实 {} 条", all, done);
}

std::vector<Reason> duty_reasons(const Books& books, const Place& place, const Key& key) {
  const auto& of = duty(books.duties(), place.parts[0][0]);
  const auto found = coverage(books, of.id);
  if (!of.waived.empty()) fail<DataError>("duty {} is waived: {}", of.id, of.waived);
  if (!found.absent.empty())
    fail<DataError>("place '{}' needs the ledger {}, which is not there", place.text,
                    found.absent.front());
  const auto& ledger = books.ledgers().find(of.ledger)->second;
  const auto& measured = measure(of.measure);
  const auto because = measured.because(ledger, books.law(), books.period());
  const auto& wanted = place.parts[1][0];
  std::vector<Reason> out;
  for (const auto& item : found.items) {
    const bool in_group = std::ranges::all_of(key, [&](const auto& pair) {
      return group_of(books, of, item, pair.first) == pair.second;
    });
    if (!in_group || (wanted != "expected" && item.covered != (wanted == "covered"))) continue;
    const auto cell = fmt::format("duty/{}/{}", of.id, item.covered ? "covered" : "missing");
    if (!item.covered) {
      out.push_back({of.ledger, 0, label_of(item), cell, missing_because(of, item)});
      continue;
    }
    for (const auto row : item.done) {
      auto why = because(row);  // some measures name the item themselves
      if (!why.starts_with(label_of(item))) why = fmt::format("{}：{}", label_of(item), why);
      out.push_back({of.ledger, ledger.origin(row), ledger.key(row), cell, std::move(why)});
    }
  }
  return out;
}

}  // namespace gongkai
