// Places that add up numbers instead of counting rows.
#include <algorithm>
#include <set>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/carried.hpp"
#include "gongkai/measure/coverage.hpp"
#include "gongkai/measure/reached.hpp"

namespace gongkai {
namespace {

bool is_all(const std::vector<std::string>& part) {
  return part.size() == 1 && part.front() == "*";
}

/// Whether a part of a place names that id; * leaves money out, it does not add to counts.
bool names(const std::vector<std::string>& part, const std::string& id) {
  if (is_all(part)) return id != "fees_wan" && !id.ends_with("_yuan");
  return std::ranges::find(part, id) != part.end();
}

/// The cells that the last parts of a place name ("regulations/made").
std::vector<std::string> sum_cells(const Place& place, std::span<const std::string> all,
                                   std::size_t first = 0) {
  const auto parts = std::span(place.parts).subspan(first);
  std::vector<std::string> out;
  std::set<std::string> named;
  for (const auto& cell : all) {
    const auto slash = cell.find('/');
    std::vector<std::string> ids{cell.substr(0, slash)};
    if (slash != std::string::npos) ids.push_back(cell.substr(slash + 1));
    if (ids.size() != parts.size()) continue;
    bool whole = true;
    for (std::size_t part = 0; part < ids.size(); ++part)
      if (names(parts[part], ids[part]))
        named.insert(ids[part]);
      else
        whole = false;
    if (whole) out.push_back(cell);
  }
  for (const auto& part : parts)
    for (const auto& id : part)
      if (!is_all(part) && !named.contains(id))
        fail<DataError>("place '{}': '{}' names no cell of {}", place.text, id,
                        first == 0 ? place.source : place.source + "/" + place.parts[0][0]);
  return out;
}

std::vector<std::string> absent(const Books& books, std::string_view ledger) {
  return books.ledgers().contains(ledger) ? std::vector<std::string>{}
                                          : std::vector{std::string(ledger)};
}

const std::vector<std::string>& duty_cells() {
  static const std::vector<std::string> cells{"expected", "covered", "missing"};
  return cells;
}

Summed of_carried(const Place& place, const Books& books) {
  const auto& ledger = place.parts[0][0];
  const auto cells = carried_cells(ledger);
  if (cells.empty() || is_all(place.parts[1]))
    fail<DataError>("place '{}': {}", place.text,
                    cells.empty() ? fmt::format("rows of '{}' carry nothing that adds", ledger)
                                  : "'*' adds up what does not add");
  return {"sum/" + ledger, sum_cells(place, cells, 1), number(0), absent(books, ledger)};
}

Summed of_duty(const Place& place, const Books& books) {
  const auto& id = place.parts[0][0];
  const auto known = std::ranges::find(books.duties(), id, &Duty::id);
  if (known == books.duties().end())
    fail<DataError>("place '{}': unknown duty '{}'", place.text, id);
  if (is_all(place.parts[1]) || place.parts[1].size() > 1)
    fail<DataError>("place '{}': one of {} is expected", place.text, fmt::join(duty_cells(), ", "));
  const auto otherwise = known->waived.empty() ? number(0) : Figure{0, State::not_applicable};
  return {"duty/" + id, sum_cells(place, duty_cells(), 1), otherwise, absent_for(books, *known)};
}

constexpr std::string_view kByPolicy = "reach/by_policy";

Summed of_reach(const Place& place, const Books& books) {
  counted(place);  // says what is wrong with it
  const auto& cell = place.parts[0][0];
  const bool by_policy = counting_of(cell) == Counting::by_policy;
  Summed out{
      std::string(by_policy ? kByPolicy : "reach"), {cell}, number(0), absent(books, "pushes")};
  if (cell == "expected_by_policy" && !books.ledgers().contains("policies"))
    out.absent.emplace_back("policies");
  // Where nobody was sent anything the count is a zero, but not of what no column says.
  if (out.absent.empty())
    for (const auto column : needed_for(cell))
      if (!books.ledgers().find("pushes")->second.has(column)) out.otherwise = {};
  return out;
}

/// What a duty expects, by groups: its own sides, and the units of its items.
Sums duty_sums(const Books& books, std::string_view id, const std::vector<std::string>& by) {
  const auto& of = duty(books.duties(), id);
  Sums out(by);
  for (const auto& item : coverage(books, id).items) {
    Key key;
    for (const auto& column : by) key[column] = group_of(books, of, item, column);
    out.add(key, "expected", number(1));
    out.add(key, item.covered ? "covered" : "missing", number(1));
  }
  return out;
}

}  // namespace

std::string_view ledger_added_up(std::string_view source) {
  if (source == "table2") return "publications";
  return source == "fee" ? "applications" : "";
}

std::optional<Summed> summed(const Place& place, const Books& books) {
  if (place.source == "table2")
    return Summed{place.source,
                  sum_cells(place, publication_cells()),
                  {},
                  absent(books, ledger_added_up(place.source))};
  // Where nobody was asked to pay, the count of notices is a zero; a kind without a row is not.
  if (place.source == "fee")
    return Summed{place.source, sum_cells(place, fee_cells()), number(0),
                  absent(books, ledger_added_up(place.source))};
  if (place.source == "sum") return of_carried(place, books);
  if (place.source == "duty") return of_duty(place, books);
  if (place.source == "reach") return of_reach(place, books);
  return std::nullopt;
}

Figure figure_of(const Books& books, const Summed& sum, const Key& key, std::string_view month) {
  if (!sum.absent.empty()) return {};
  Figure out{0, State::not_applicable};
  const auto& sums = books.sums_of(sum.source, columns(key), month);
  for (const auto& cell : sum.cells) out = out + sums.at(key, cell, sum.otherwise);
  return out;
}

const Sums& Books::sums_of(std::string_view source, const std::vector<std::string>& by,
                           std::string_view month) const {
  const std::lock_guard lock(state_->making);
  const auto key = std::tuple(std::string(source), by, std::string(month));
  const auto found = state_->sums.find(key);
  if (found != state_->sums.end()) return found->second;
  const auto rows_of = [&](std::string_view id) -> const Ledger& { return *state_->ledger(id); };
  const auto made = [&]() -> Sums {
    if (source.starts_with("duty/")) return duty_sums(*this, source.substr(5), by);
    if (const auto ledger = ledger_added_up(source); !ledger.empty()) {
      const auto& rows = rows_of(ledger);
      return add_up(addends(source, rows, period()), state_->groups(rows, by, {}));
    }
    if (source == kByPolicy) {
      auto finer = by;
      if (std::ranges::find(finer, "policy") == finer.end()) finer.emplace_back("policy");
      return policy_sums(sums_of("reach", finer, month), by, state_->ledger("policies"));
    }
    if (source == "reach") {
      const auto& pushes = rows_of("pushes");
      const auto dates = state_->months(pushes, "pushes", month, *this);
      return reach_sums(pushes, cells("pushes"), state_->groups(pushes, by, dates), law().terms);
    }
    const auto& rows = rows_of(source.substr(4));
    const auto dates = state_->months(rows, rows.schema().id, month, *this);
    return carried_sums(rows, state_->groups(rows, by, dates), law(), period());
  };
  return state_->sums.emplace(key, made()).first->second;
}

}  // namespace gongkai
