#include "gongkai/measure/roll_up.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/reached.hpp"

namespace gongkai {
namespace {

/// The tree as it stands at the date of count: every unit has a parent or is the body.
class Tree {
 public:
  Tree(const Units& units, Date as_of, const std::set<std::string>& counted)
      : body_(units.body()), as_of_(as_of) {
    for (const auto& unit : units.all()) add(unit);
    for (const auto& name : counted)
      if (!units_.contains(name)) add({name, "", "", kUndated, kNever, {}});
    for (const auto& name : order_) {
      const auto to = successor(name);
      under_[to.empty() ? parent(name) : to].push_back(name);
    }
  }
  const std::vector<std::string>& under(const std::string& name) { return under_[name]; }
  /// The one unit that takes the figures of another over; "" where there is none.
  std::string successor(const std::string& name) const {
    if (name == body_) return "";
    const auto next = heir(units_.at(name));
    return !next.empty() && !leads_back(name, next) ? next : "";
  }
  std::string parent(const std::string& name) const {
    if (name == body_) return "";
    const auto& above = units_.at(name).parent;
    return units_.contains(above) && above != name && !leads_back(name, above) ? above : body_;
  }

 private:
  void add(const Unit& unit) {
    if (units_.emplace(unit.name, unit).second) order_.push_back(unit.name);
  }
  /// The one known unit that a unit which is gone names as its successor; "" for all others.
  std::string heir(const Unit& unit) const {
    if (unit.valid_to > as_of_ || unit.successors.size() != 1) return "";
    const auto& next = unit.successors.front();
    return next != unit.name && units_.contains(next) ? next : "";
  }
  /// Whether the way up from `next`, by successors and parents, comes to `name` again: such a list
  /// is wrong, and its units stand under the body.
  bool leads_back(const std::string& name, std::string next) const {
    std::set<std::string> seen;
    while (next != body_ && units_.contains(next) && seen.insert(next).second) {
      if (next == name) return true;
      const auto& unit = units_.at(next);
      const auto to = heir(unit);
      next = to.empty() ? unit.parent : to;
    }
    return next != body_ && seen.contains(next);
  }
  std::string body_;
  Date as_of_;
  std::map<std::string, Unit> units_;
  std::vector<std::string> order_;
  std::map<std::string, std::vector<std::string>> under_;
};

/// The names of units that the ledger behind a place has.
std::set<std::string> units_counted(const Books& books, std::string_view ledger) {
  std::set<std::string> out;
  const auto found = books.ledgers().find(ledger);
  if (found == books.ledgers().end()) return out;
  const auto& names = found->second.names("unit");
  for (const auto code : names.codes)
    if (code >= 0) out.emplace(names.distinct[code]);
  return out;
}

}  // namespace

std::vector<RolledUp> roll_up(const Books& books, std::string_view text) {
  const auto place = parse_place(text);
  const auto parts = counted(place);
  if (parts.empty() || place.previous || place.key.contains("unit"))
    fail<DataError>("place '{}' does not count rows by unit", text);
  if (place.source == "reach" && counting_of(place.parts[0][0]) != Counting::events)
    fail<DataError>("place '{}': recipients of several units do not add up, ask by parent", text);
  const auto ledger = parts.front().measure->ledger;
  if (schema(ledger).index("unit") < 0)
    fail<DataError>("place '{}': a row of {} may stand under several units", text, ledger);

  Tree tree(books.units(), books.period().as_of, units_counted(books, ledger));
  std::vector<RolledUp> out;
  const auto visit = [&](const auto& self, const std::string& name, int depth) -> Figure {
    const auto at = out.size();
    out.push_back({name,
                   tree.parent(name),
                   depth,
                   books.at(text, {{"unit", name}}),
                   {},
                   {},
                   {},
                   tree.successor(name)});
    Figure taken_over = number(0), below = number(0);
    for (const auto& other : tree.under(name)) {
      auto& side = tree.successor(other) == name ? taken_over : below;
      side = side + self(self, other, depth + 1);
    }
    out[at].taken_over = taken_over;
    out[at].below = below;
    return out[at].total = out[at].own + taken_over + below;
  };
  visit(visit, books.body(), 0);
  return out;
}

}  // namespace gongkai
