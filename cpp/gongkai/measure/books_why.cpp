// The rows behind a number, and counts by group.
#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/books_table.hpp"
#include "gongkai/measure/carried.hpp"
#include "gongkai/measure/coverage.hpp"
#include "gongkai/measure/flow.hpp"
#include "gongkai/measure/reached.hpp"

namespace gongkai {
namespace {

/// How a counted cell is called from outside: the places of the tables, else the measure's own
/// cell.
std::string cell_name(const Place& place, const Counted& part, const Ledger& ledger,
                      std::int64_t row, Cell cell) {
  const auto own = fmt::format("{}/{}", part.measure->id, part.measure->cells[cell]);
  if (place.source == "table4") {
    auto name = part.measure->cells[cell];
    name = name.substr(0, name.find("_rectified"));
    std::ranges::replace(name, '.', '/');
    return "table4/" + name;
  }
  if (place.source == "sum" || place.source == "reach")
    return place.text.substr(0, place.text.find('?'));
  if (place.source != "table3") return own;
  const auto kind = ledger.choices("applicant_kind")[static_cast<std::size_t>(row)];
  std::string of_row;
  for (const auto* stock : {"new_received", "carried_over", "carried_forward"})
    if (part.cells == flow_cells(stock)) of_row = stock;
  for (std::size_t at = 0; of_row.empty() && at < outcomes().size(); ++at)
    if (flow_cells(outcomes()[at].id)[cell]) of_row = outcomes()[at].id;
  return fmt::format("table3/{}/{}", of_row, kind == 0 ? "" : applicant_kinds()[kind - 1u].id);
}

/// What a place that has no rows behind it is.
std::string_view instead_of_rows(std::string_view source) {
  if (source == "fact") return "it stands in year.toml";
  return "its findings are those of the check with that rule";
}

std::vector<Count> counts_of(const arrow::Table& table, const std::vector<std::string>& by) {
  const auto text = [&](std::string_view column, std::size_t row) {
    const auto& coded = std::get<arrow::Coded>(table.find(column)->values);
    return std::string(coded.distinct[coded.codes[row]]);
  };
  std::vector<Count> out;
  for (const auto count : std::get<std::vector<std::int64_t>>(table.find("count")->values)) {
    const auto row = out.size();
    Key group;
    for (const auto& column : by) group.emplace(column, text(column, row));
    out.push_back({std::move(group), text("cell", row), number(count)});
  }
  return out;
}

}  // namespace

std::string_view own_month(std::string_view ledger) {
  struct Own {
    std::string_view ledger, month;
  };
  static constexpr std::array kOwn{
      Own{"applications", "received"}, Own{"disputes", "filed"},     Own{"policies", "issued"},
      Own{"responses", "opened"},      Own{"disclosures", "formed"}, Own{"events", "date"},
      Own{"ratings", "date"},          Own{"pushes", "sent"},
  };
  const auto found = std::ranges::find(kOwn, ledger, &Own::ledger);
  return found == kOwn.end() ? "due" : found->month;
}

std::vector<Reason> Books::why(std::string_view place, const Key& group,
                               const std::vector<Definition>& definitions) const {
  std::vector<Reason> out;
  for (auto& each : rows_behind(place, group, {}, definitions, std::nullopt))
    out.push_back(std::move(each.reason));
  return out;
}

std::vector<GroupReason> Books::why_by(std::string_view place, const std::vector<std::string>& by,
                                       const std::vector<Definition>& definitions) const {
  return rows_behind(place, {}, by, definitions, std::nullopt);
}

std::vector<GroupReason> Books::rows_behind(std::string_view text, const Key& group,
                                            const std::vector<std::string>& by,
                                            const std::vector<Definition>& definitions,
                                            std::optional<std::string_view> month) const {
  auto place = parse_place(text);
  auto key = place.key;
  key.insert(group.begin(), group.end());
  if (place.previous) {
    if (previous() == nullptr) fail<DataError>("place '{}': no previous year is open", text);
    return previous()->rows_behind(place.text.substr(0, place.text.find('@')), key, by, definitions,
                                   month);
  }
  std::vector<GroupReason> out;
  if (place.source == "rate") {
    const auto& of = definition(definitions, place.parts[0][0]);
    const auto side = place.parts.size() < 2 ? std::string("numerator") : place.parts[1][0];
    if (side != "numerator" && side != "denominator")
      fail<DataError>("place '{}': '{}' is neither 'numerator' nor 'denominator'", text, side);
    // A place taken off takes its rows off, each once. Rows of several sheets may have one number;
    // their keys then tell them apart.
    const auto row_of = [](const GroupReason& each) {
      return std::tuple(each.group, each.reason.ledger, each.reason.row, each.reason.key);
    };
    std::multiset<std::tuple<Key, std::string, std::int64_t, std::string>> off;
    const bool above = side == "numerator";
    for (const auto& each : above ? of.numerator : of.denominator) {
      auto rows =
          rows_behind(bare(each), key, by, definitions, above ? of.month : of.denominator_month);
      if (each.starts_with('-'))
        for (const auto& gone : rows) off.insert(row_of(gone));
      else
        std::ranges::move(rows, std::back_inserter(out));
    }
    std::erase_if(out, [&](const GroupReason& each) {
      const auto gone = off.find(row_of(each));
      if (gone == off.end()) return false;
      off.erase(gone);
      return true;
    });
    return out;
  }
  if (!by.empty() && (place.source == "duty" || !ledger_added_up(place.source).empty()))
    fail<DataError>("place '{}' is no count of rows by {}", text, fmt::join(by, ", "));
  if (place.source == "duty") {
    summed(place, *this);  // says what is wrong with it
    for (auto& each : duty_reasons(*this, place, key)) out.push_back({{}, std::move(each)});
    return out;
  }
  const auto there = [&](std::string_view id) -> const Ledger& {
    const auto* ledger = state_->ledger(id);
    if (ledger == nullptr)
      fail<DataError>("place '{}' needs the ledger {}, which is not there", text, id);
    return *ledger;
  };
  if (const auto id = ledger_added_up(place.source); !id.empty()) {
    const auto cells = summed(place, *this)->cells;
    const auto& ledger = there(id);
    const auto groups = state_->groups(ledger, columns(key), {});
    const auto keys = groups.keys();
    const auto wanted = std::ranges::find(keys, key) - keys.begin();
    for (const auto& each : addends(place.source, ledger, period()))
      if (groups.group[static_cast<std::size_t>(each.row)] == wanted &&
          std::ranges::find(cells, each.cell) != cells.end())
        out.push_back({{},
                       {std::string(id), ledger.origin(each.row), ledger.key(each.row),
                        fmt::format("{}/{}", place.source, each.cell), told(ledger, each)}});
    return out;
  }
  if (place.source == "reach" && place.parts[0][0] == "expected_by_policy") {
    const auto& policies = there("policies");
    there("pushes");
    if (!by.empty())
      fail<DataError>("place '{}' is no count of rows by {}", text, fmt::join(by, ", "));
    auto told_apart = columns(key);
    if (!key.contains("policy")) told_apart.emplace_back("policy");
    const auto& finer = sums_of("reach", told_apart, month.value_or(own_month("pushes")));
    for (const auto row : policies_pushed(finer, key, policies))
      out.push_back({{},
                     {"policies", policies.origin(row), policies.key(row),
                      place.text.substr(0, place.text.find('?')), told_expected(policies, row)}});
    return out;
  }
  const auto parts = counted(place);
  if (parts.empty())
    fail<DataError>("place '{}' is no count of rows: {}", text, instead_of_rows(place.source));
  const auto* ledger = &there(parts.front().measure->ledger);
  auto told_apart = columns(key);
  const auto add = [&](const std::string& column) {
    if (std::ranges::find(told_apart, column) == told_apart.end()) told_apart.push_back(column);
  };
  std::ranges::for_each(by, add);
  std::ranges::for_each(extra_columns(place.source), add);
  const auto& measured = parts.front().measure;
  const bool monthly = std::ranges::any_of(
      told_apart, [](const auto& column) { return column == "month" || column == "quarter"; });
  if (monthly && month && month->empty())
    fail<DataError>("by month: '{}' counts what stands at a day, it belongs to no month", text);
  const auto months = monthly ? state_->months(*ledger, measured->id,
                                               month.value_or(own_month(measured->ledger)), *this)
                              : std::vector<Date>{};
  const auto groups = state_->groups(*ledger, told_apart, months);
  std::vector<Key> keys(1);  // of the groups by `by`, before them that of all rows
  for (auto& each : groups.keys()) {
    std::erase_if(each,
                  [&](const auto& pair) { return std::ranges::find(by, pair.first) == by.end(); });
    keys.push_back(std::move(each));
  }
  const auto& cell = cells(measured->id);
  struct Found {
    std::int64_t row, group;
    const Counted* part;
  };
  std::vector<Found> found;
  for (const auto& part : parts) {
    auto narrow = key;
    narrow.insert(part.extra.begin(), part.extra.end());
    if (std::ranges::any_of(part.extra,
                            [&](const auto& pair) { return narrow.at(pair.first) != pair.second; }))
      continue;
    if (by.empty())
      for (const auto row : rows(cell, part.cells, groups, narrow))
        found.push_back({row, 0, &part});
    else
      for (const auto& [row, group_of_row] : rows_by_group(cell, part.cells, groups, narrow))
        found.push_back({row, group_of_row + 1, &part});
  }
  std::ranges::stable_sort(found, {}, &Found::row);
  if (place.source == "sum")
    std::erase_if(found, [&](const Found& each) { return !carries(*ledger, each.row); });
  if (place.source == "reach")
    std::erase_if(
        found, [&](const Found& each) { return !is_behind(*ledger, place.parts[0][0], each.row); });
  const auto because = [&] {
    if (place.source == "sum") return carried_teller(*ledger, place.parts[1][0]);
    if (place.source == "reach")
      return reach_teller(*ledger, place.parts[0][0], law(), period(), groups);
    return measured->because(*ledger, law(), period());
  }();
  for (const auto& [row, group_of_row, part] : found)
    out.push_back({keys[static_cast<std::size_t>(group_of_row)],
                   {std::string(part->measure->ledger), ledger->origin(row), ledger->key(row),
                    cell_name(place, *part, *ledger, row, cell[static_cast<std::size_t>(row)]),
                    because(row)}});
  return out;
}

std::vector<Count> Books::tally(std::string_view id, const std::vector<std::string>& by) const {
  const auto& of = schema(id);
  const auto* ledger = state_->ledger(id);
  if (ledger == nullptr) fail<DataError>("ledger {} is not there", id);
  std::vector<Count> out;
  const auto add = [&](const Key& key, std::string cell, std::int64_t count) {
    if (count != 0) out.push_back({key, std::move(cell), number(count)});
  };
  if (id == "publications") {
    for (const auto& [key, cells_of] : sums_of("table2", by).groups())
      for (const auto& cell : publication_cells())
        if (const auto found = cells_of.find(cell);
            found != cells_of.end() && found->second != number(0))
          out.push_back({key, "table2/" + cell, found->second});
    return out;
  }
  if (id == "applications") return counts_of(tally_table(*this, id, by), by);
  const auto own = std::ranges::find(measures(), id, &Measure::id);
  if (own == measures().end())
    fail<DataError>("ledger {} ({}) is not counted by a measure", id, of.name);
  for (const auto& [key, counts] : tally_of(own->id, by, own_month(id)).groups()) {
    std::map<std::string, std::int64_t> merged;
    std::vector<std::string> order;
    for (std::size_t cell = kUnclassified + 1u; cell < own->cells.size(); ++cell) {
      auto name = fmt::format("{}/{}", own->id, own->cells[cell]);
      if (id == "disputes" && own->cells[cell] != "co_defendant") {
        name = own->cells[cell].substr(0, own->cells[cell].find("_rectified"));
        std::ranges::replace(name, '.', '/');
        name = "table4/" + name;
      }
      if (!merged.contains(name)) order.push_back(name);
      merged[name] += counts[cell];
    }
    for (auto& name : order) add(key, name, merged[name]);
  }
  return out;
}

}  // namespace gongkai
