// Units over time: rows of units that were gone or not yet there on their day, and the chain of
// successors that leads from one to the other.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "gongkai/ledger/cross_parts.hpp"

namespace gongkai {
namespace {

// Which days tell whether the unit of a row was there; the first that is dated does. Without any,
// some day of the year must do.
struct Dated {
  std::string_view ledger, unit;
  std::array<std::string_view, 2> dates;
};
constexpr std::array kDated = {
    Dated{"applications", "unit", {"received", ""}},
    Dated{"disputes", "unit", {"filed", ""}},
    Dated{"tasks", "leads", {"issued", ""}},
    Dated{"publications", "unit", {"", ""}},
    Dated{"policies", "unit", {"issued", ""}},
    Dated{"pushes", "unit", {"sent", ""}},
    Dated{"responses", "unit", {"opened", ""}},
    Dated{"disclosures", "unit", {"formed", "published"}},
    Dated{"events", "unit", {"date", ""}},
    Dated{"ratings", "unit", {"date", ""}},
};

std::string quoted(const std::vector<std::string>& names) {
  std::string words;
  for (const std::string& name : names)
    words += fmt::format("{}“{}”", words.empty() ? "" : "或", name);
  return words;
}

// Who does the work of a unit on that day: its successors, or theirs where those are gone.
std::vector<std::string> successors_on(const Units& units, const Unit& unit, Date day) {
  std::vector<std::string> found;
  std::vector<const Unit*> left{&unit};
  std::set<std::string_view> seen{unit.name};
  while (!left.empty()) {
    const Unit* gone = left.back();
    left.pop_back();
    for (const std::string& name : gone->successors) {
      if (!seen.insert(name).second) continue;
      const Unit* next = units.find(name);
      if (next != nullptr && next->valid_to < day)
        left.push_back(next);
      else
        found.push_back(name);
    }
  }
  return found;
}

std::vector<std::string> predecessors(const Units& units, std::string_view name) {
  std::vector<std::string> found;
  for (const Unit& unit : units.all())
    if (std::ranges::find(unit.successors, name) != unit.successors.end())
      found.push_back(unit.name);
  return found;
}

// How many rows of a unit, from which on.
struct Rows {
  std::int64_t first = -1, count = 0;
  void add(std::int64_t row) {
    if (count++ == 0) first = row;
  }
};

class RowCheck {
 public:
  RowCheck(const Ledger& ledger, const Dated& dated, const Units& units)
      : ledger_(ledger), dated_(dated), units_(units) {
    for (const std::string_view column : dated.dates)
      if (!column.empty()) dates_.push_back(ledger.dates(column));
  }

  std::vector<Finding> findings() const {
    const arrow::Texts& names = distinct_names(ledger_, dated_.unit);
    std::vector<const Unit*> known;
    for (std::int64_t code = 0; code < names.size(); ++code)
      known.push_back(units_.find(names[code]));
    const bool timeless = std::ranges::all_of(known, [](const Unit* unit) {
      return unit == nullptr || (unit->valid_from == kUndated && !is_dated(unit->valid_to));
    });
    if (timeless) return {};

    std::vector<Rows> late(known.size()), early(known.size());
    each_name(ledger_, dated_.unit, [&](std::int64_t row, std::size_t code) {
      if (known[code] == nullptr) return;
      const auto days = days_of(row);
      if (!days) return;
      if (known[code]->valid_to < days->from) late[code].add(row);
      if (known[code]->valid_from > days->as_of) early[code].add(row);
    });

    std::vector<Finding> told;
    for (std::size_t code = 0; code < known.size(); ++code) {
      if (late[code].count > 0) told.push_back(of_late(*known[code], late[code]));
      if (early[code].count > 0) told.push_back(of_early(*known[code], early[code]));
    }
    return told;
  }

 private:
  // The day of a row, or the year where rows have none.
  std::optional<Period> days_of(std::int64_t row) const {
    if (dates_.empty()) {
      const int year = ledger_.source().year;
      return year == 0 ? std::optional<Period>{} : year_period(year);
    }
    for (const auto& column : dates_)
      if (const Date day = column[static_cast<std::size_t>(row)]; is_dated(day))
        return Period{day, day};
    return {};
  }

  Finding told(std::string_view kind, const Unit& unit, const Rows& rows,
               std::string expected) const {
    return failed("ledger.reference", std::string(kind), ledger_.where(rows.first, dated_.unit),
                  with_rows(unit.name, rows.count), std::move(expected));
  }

  Finding of_late(const Unit& unit, const Rows& rows) const {
    const auto next = successors_on(units_, unit, days_of(rows.first)->from);
    return told("closed", unit, rows,
                fmt::format("{} 撤销以后的承接单位{}", iso(unit.valid_to), quoted(next)));
  }

  Finding of_early(const Unit& unit, const Rows& rows) const {
    const auto before = predecessors(units_, unit.name);
    return told(before.empty() ? "not_yet" : "taken_over", unit, rows,
                fmt::format("{} 设立以前的单位{}", iso(unit.valid_from), quoted(before)));
  }

  const Ledger& ledger_;
  const Dated& dated_;
  const Units& units_;
  std::vector<std::span<const Date>> dates_;
};

// Loops among units, each once: the names from one back to itself. `next` gives the names that a
// unit leads to.
template <class Next>
std::vector<std::vector<std::string>> loops(const Units& units, Next next) {
  enum class Seen : std::uint8_t { no, on_the_way, done };
  std::map<std::string_view, Seen> seen;
  std::vector<std::vector<std::string>> found;
  struct Step {
    const Unit* unit;
    std::vector<std::string> to;
    std::size_t at = 0;
  };
  for (const Unit& unit : units.all()) {
    if (seen[unit.name] != Seen::no) continue;
    std::vector<Step> way{{&unit, next(unit), 0}};
    seen[unit.name] = Seen::on_the_way;
    while (!way.empty()) {
      Step& step = way.back();
      if (step.at == step.to.size()) {
        seen[step.unit->name] = Seen::done;
        way.pop_back();
        continue;
      }
      const Unit* to = units.find(step.to[step.at++]);
      if (to == nullptr || seen[to->name] == Seen::done) continue;
      if (seen[to->name] == Seen::no) {
        seen[to->name] = Seen::on_the_way;
        way.push_back({to, next(*to), 0});
        continue;
      }
      std::vector<std::string> loop;
      for (auto each = std::ranges::find(way, to, &Step::unit); each != way.end(); ++each)
        loop.push_back(each->unit->name);
      loop.push_back(to->name);
      found.push_back(std::move(loop));
    }
  }
  return found;
}

template <class Next>
void check_loops(const Ledger& ledger, const Units& units, std::string_view column, Next next,
                 std::string_view expected, std::vector<Finding>& findings) {
  std::vector<Finding> told;
  for (const auto& loop : loops(units, next)) {
    const std::int64_t row = ledger.find(loop.front());
    if (row >= 0)
      told.push_back(failed("ledger.reference", "loop", ledger.where(row, column),
                            fmt::format("{}", fmt::join(loop, "→")), std::string(expected)));
  }
  add_listed(findings, std::move(told));
}

}  // namespace

void check_lineage(const Ledgers& ledgers, const Units& units, std::vector<Finding>& findings) {
  const Ledger* list = find(ledgers, "units");
  if (list == nullptr) return;
  check_loops(
      *list, units, "parent",
      [](const Unit& unit) {
        return unit.parent.empty() ? std::vector<std::string>{} : std::vector{unit.parent};
      },
      "止于没有上级的单位", findings);
  check_loops(
      *list, units, "successor", [](const Unit& unit) { return unit.successors; }, "止于现有的单位",
      findings);
  for (const Dated& dated : kDated) {
    const Ledger* ledger = find(ledgers, dated.ledger);
    if (ledger != nullptr && ledger->has(dated.unit))
      add_listed(findings, RowCheck(*ledger, dated, units).findings());
  }
}

}  // namespace gongkai
