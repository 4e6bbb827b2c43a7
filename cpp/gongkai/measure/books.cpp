// The figures of a year: any place, from cells and tallies that are made when first asked.
#include "gongkai/measure/books.hpp"

#include <algorithm>
#include <set>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"

namespace gongkai {
namespace {

std::vector<std::string> joined(std::vector<std::string> by, const std::vector<std::string>& more) {
  for (const auto& each : more)
    if (std::ranges::find(by, each) == by.end()) by.push_back(each);
  return by;
}

Key narrowed(Key key, const Key& by) {
  key.insert(by.begin(), by.end());
  return key;
}

bool contradicts(const Key& key, const Key& by) {
  return std::ranges::any_of(by, [&](const auto& pair) {
    const auto found = key.find(pair.first);
    return found != key.end() && found->second != pair.second;
  });
}

bool is_all(const std::vector<std::string>& part) {
  return part.size() == 1 && part.front() == "*";
}

/// Whether a part of a place names that id; * leaves money out, it does not add to counts.
bool names(const std::vector<std::string>& part, const std::string& id) {
  if (is_all(part)) return id != "fees_wan" && !id.ends_with("_yuan");
  return std::ranges::find(part, id) != part.end();
}

/// The cells of table 二 or of fees that a place names ("regulations/made").
std::vector<std::string> sum_cells(const Place& place) {
  std::vector<std::string> out;
  std::set<std::string> named;
  for (const auto& cell : place.source == "fee" ? fee_cells() : publication_cells()) {
    const auto slash = cell.find('/');
    std::vector<std::string> ids{cell.substr(0, slash)};
    if (slash != std::string::npos) ids.push_back(cell.substr(slash + 1));
    if (ids.size() != place.parts.size()) continue;
    bool whole = true;
    for (std::size_t part = 0; part < ids.size(); ++part)
      if (names(place.parts[part], ids[part]))
        named.insert(ids[part]);
      else
        whole = false;
    if (whole) out.push_back(cell);
  }
  for (const auto& part : place.parts)
    for (const auto& id : part)
      if (!is_all(part) && !named.contains(id))
        fail<DataError>("place '{}': '{}' names no cell of {}", place.text, id, place.source);
  return out;
}

}  // namespace

std::vector<std::string> columns(const Key& key) {
  std::vector<std::string> out;
  for (const auto& [column, value] : key) out.push_back(column);
  return out;
}

Books::State::State(BooksOf what, std::shared_ptr<const Books> last_year)
    : of(std::move(what)),
      units(of.body, of.ledgers.contains("units") ? &of.ledgers.find("units")->second : nullptr),
      previous(std::move(last_year)) {
  if (year_of(of.period.from) != year_of(of.period.as_of) || of.period.as_of < of.period.from)
    fail<DataError>("date of count {} lies outside {}", iso(of.period.as_of),
                    year_of(of.period.from));
}

const Ledger* Books::State::ledger(std::string_view id) const {
  const auto found = of.ledgers.find(id);
  return found == of.ledgers.end() ? nullptr : &found->second;
}

std::vector<Date> Books::State::months(const Ledger& ledger, std::string_view measure,
                                       std::string_view month, const Books& books) const {
  std::vector<Date> out;
  if (month.empty()) return out;
  if (month == "deadline") {
    for (const auto& limit : books.due(measure)) out.push_back(limit.earliest);
    return out;
  }
  const auto dates = ledger.dates(month);
  return {dates.begin(), dates.end()};
}

Groups Books::State::groups(const Ledger& ledger, const std::vector<std::string>& by,
                            std::span<const Date> months) const {
  return group(ledger, by, {&units, &of.law.terms, months, year_of(of.period.from)});
}

const Sums& Books::State::sums_of(std::string_view source,
                                  const std::vector<std::string>& by) const {
  const std::lock_guard lock(making);
  const auto key = std::pair(std::string(source), by);
  const auto found = sums.find(key);
  if (found != sums.end()) return found->second;
  const bool fees = source == "fee";
  const auto& rows = *ledger(fees ? "applications" : "publications");
  const auto groups_of = groups(rows, by, {});
  return sums
      .emplace(key, fees ? fee_sums(rows, groups_of, of.period) : publication_sums(rows, groups_of))
      .first->second;
}

Books::Books(BooksOf of, std::shared_ptr<const Books> previous)
    : state_(std::make_shared<State>(std::move(of), std::move(previous))) {}

const std::string& Books::body() const { return state_->of.body; }
Period Books::period() const { return state_->of.period; }
const Law& Books::law() const { return state_->of.law; }
const Units& Books::units() const { return state_->units; }
const Ledgers& Books::ledgers() const { return state_->of.ledgers; }
const Books* Books::previous() const { return state_->previous.get(); }

Books Books::as_of(Date date) const {
  auto of = state_->of;
  of.period.as_of = date;
  return Books(std::move(of), state_->previous);
}

const Cells& Books::cells(std::string_view id) const {
  const std::lock_guard lock(state_->making);
  const auto found = state_->cells.find(id);
  if (found != state_->cells.end()) return found->second;
  const auto& of = measure(id);
  const auto* ledger = state_->ledger(of.ledger);
  return state_->cells
      .emplace(id, ledger == nullptr ? Cells{}
                                     : of.classify(*ledger, law(), period(), all_rows(*ledger)))
      .first->second;
}

const std::vector<Due>& Books::due(std::string_view id) const {
  const std::lock_guard lock(state_->making);
  const auto found = state_->due.find(id);
  if (found != state_->due.end()) return found->second;
  const auto& of = measure(id);
  const auto* ledger = state_->ledger(of.ledger);
  if (of.due == nullptr) fail<DataError>("measure {} knows no deadlines", id);
  return state_->due
      .emplace(id, ledger == nullptr ? std::vector<Due>{}
                                     : of.due(*ledger, law(), period(), all_rows(*ledger)))
      .first->second;
}

const Tally& Books::tally_of(std::string_view id, const std::vector<std::string>& by,
                             std::string_view month) const {
  const std::lock_guard lock(state_->making);
  const auto key = std::tuple(std::string(id), by, std::string(month));
  const auto found = state_->tallies.find(key);
  if (found != state_->tallies.end()) return found->second;
  const auto& of = measure(id);
  const auto* ledger = state_->ledger(of.ledger);
  if (ledger == nullptr)
    return state_->tallies.emplace(key, Tally(std::string(id), by)).first->second;
  const auto months = state_->months(*ledger, id, month, *this);
  return state_->tallies.emplace(key, count(of, cells(id), state_->groups(*ledger, by, months)))
      .first->second;
}

Figure Books::at(std::string_view text, const Key& group) const {
  const auto place = parse_place(text);
  const auto key = narrowed(place.key, group);
  if (place.previous) {
    auto plain = place.text.substr(0, place.text.find('@'));
    return previous() == nullptr ? Figure{} : previous()->at(plain, key);
  }
  if (place.source == "fact") {
    const auto fact = state_->of.facts.find(place.parts[0][0]);
    return fact == state_->of.facts.end() || !key.empty() ? Figure{} : number(fact->second);
  }
  if (place.source == "rate" || place.source == "finding")
    fail<DataError>("place '{}': a {} is no count of the ledgers", text,
                    place.source == "rate" ? "share" : "count of findings");
  Figure out{0, gongkai::State::not_applicable};
  if (place.source == "table2" || place.source == "fee") {
    const auto cells = sum_cells(place);
    if (state_->ledger(place.source == "fee" ? "applications" : "publications") == nullptr)
      return {};
    // Where nobody was asked to pay, the count of notices is a zero; a kind without a row is not.
    const auto otherwise = place.source == "fee" ? number(0) : Figure{};
    for (const auto& cell : cells)
      out = out + state_->sums_of(place.source, columns(key)).at(key, cell, otherwise);
    return out;
  }
  for (const auto& part : counted(place)) {
    if (state_->ledger(part.measure->ledger) == nullptr) return {};
    if (contradicts(key, part.extra)) {
      out = out + number(0);
      continue;
    }
    const auto& tally =
        tally_of(part.measure->id, joined(columns(key), extra_columns(place.source)));
    out = out + number(tally.at(narrowed(key, part.extra), part.cells));
  }
  return out;
}

}  // namespace gongkai
