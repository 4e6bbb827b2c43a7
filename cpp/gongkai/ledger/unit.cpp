#include "gongkai/ledger/unit.hpp"

#include <algorithm>
#include <utility>

#include "gongkai/ledger/parse.hpp"

namespace gongkai {

Units::Units(std::string body, const Ledger* units) : body_(trim(body)) {
  const auto add = [&](Unit unit) {
    if (by_name_.emplace(unit.name, units_.size()).second) units_.push_back(std::move(unit));
  };
  if (units != nullptr) {
    const Names &names = units->names("unit"), &parents = units->names("parent");
    const NameLists& successors = units->name_lists("successor");
    const auto kinds = units->choices("kind");
    const auto from = units->dates("valid_from"), to = units->dates("valid_to");
    for (std::int64_t row = 0; row < units->size(); ++row) {
      const auto at = static_cast<std::size_t>(row);
      if (names[row].empty()) continue;
      Unit unit;
      unit.name = names[row];
      unit.parent = parents[row];
      if (kinds[at] != 0) unit.kind = unit_kinds()[kinds[at] - 1U].id;
      if (from[at] != kNever) unit.valid_from = from[at];
      unit.valid_to = to[at];
      for (const std::int32_t code : successors.codes[row])
        unit.successors.emplace_back(successors.distinct[code]);
      add(std::move(unit));
    }
  }
  Unit whole;
  whole.name = body_;
  add(std::move(whole));
}

const Unit* Units::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &units_[found->second];
}

std::vector<std::string> Units::resolve(std::string_view lead, const Terms& terms) const {
  if (find(lead) != nullptr) return {std::string(lead)};
  const std::vector<std::string> kinds = terms.collective(lead);
  if (kinds.empty()) return {std::string(lead)};
  std::vector<std::string> names;
  for (const Unit& unit : units_)
    if (std::ranges::find(kinds, unit.kind) != kinds.end() && unit.name != body_)
      names.push_back(unit.name);
  return names;
}

}  // namespace gongkai
