// One row written anew: its cells, and the tallies it stands in, change by that row alone.
#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"

namespace gongkai {
namespace {

/// The date of one row whose month counts; empty where none does.
std::vector<Date> month_of(const Ledger& one, std::string_view month, const Due& due) {
  if (month.empty()) return {};
  return {month == "deadline" ? due.earliest : one.dates(month)[0]};
}

}  // namespace

Checked<Books> Books::amend(std::string_view id, std::int64_t row, const CellTexts& values) const {
  const auto* before = state_->ledger(id);
  if (before == nullptr) fail<DataError>("ledger {} is not there", id);
  auto [after, findings] = gongkai::amend(*before, row, values, law().terms);
  auto of = state_->of;
  of.ledgers.insert_or_assign(std::string(id), after);
  Books out(std::move(of), state_->previous);
  // Every group may hang on the tree of units, and those of pushes on the packages of policies: all
  // is counted anew when asked for.
  if (id == "units" || id == "policies") return {std::move(out), std::move(findings)};

  const std::lock_guard lock(state_->making);
  auto& to = *out.state_;
  const auto at = static_cast<std::size_t>(row);
  const Rows there{row, row + 1};
  const auto is_of = [&](std::string_view name) { return measure(name).ledger == id; };
  to.cells = state_->cells;
  for (auto& [name, cells] : to.cells)
    if (is_of(name)) cells[at] = measure(name).classify(after, law(), period(), there)[0];
  to.due = state_->due;
  for (auto& [name, due] : to.due)
    if (is_of(name)) due[at] = measure(name).due(after, law(), period(), there)[0];
  to.tallies = state_->tallies;
  const Ledger old_row = only(*before, row), new_row = only(after, row);
  for (auto& [key, tally] : to.tallies) {
    const auto& [name, by, month] = key;
    if (!is_of(name)) continue;
    const auto counted = [&](const State& state, const Ledger& one) {
      const auto due = state.due.find(name);
      const auto months = month_of(one, month, due == state.due.end() ? Due{} : due->second[at]);
      return count(measure(name), {state.cells.find(name)->second[at]},
                   state.groups(one, by, months));
    };
    tally -= counted(*state_, old_row);
    tally += counted(to, new_row);
  }
  // Sums of the form stay where their ledger does; all others are made anew when asked for.
  for (const auto& [key, sums] : state_->sums) {
    const auto& source = std::get<0>(key);
    if ((source == "fee" && id != "applications") || (source == "table2" && id != "publications"))
      to.sums.emplace(key, sums);
  }
  return {std::move(out), std::move(findings)};
}

}  // namespace gongkai
