// The figures of a year: any place, from cells and tallies that are made when first asked.
#include "gongkai/measure/books.hpp"

#include <algorithm>

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
  return group(ledger, by,
               {&units, &of.law.terms, months, year_of(of.period.from), this->ledger("policies")});
}

Books::Books(BooksOf of, std::shared_ptr<const Books> previous)
    : state_(std::make_shared<State>(std::move(of), std::move(previous))) {}

const std::string& Books::body() const { return state_->of.body; }
Period Books::period() const { return state_->of.period; }
const Law& Books::law() const { return state_->of.law; }
const Units& Books::units() const { return state_->units; }
const Ledgers& Books::ledgers() const { return state_->of.ledgers; }
const std::vector<Duty>& Books::duties() const { return state_->of.duties; }
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
  if (const auto sum = summed(place, *this)) return figure_of(*this, *sum, key);
  Figure out{0, gongkai::State::not_applicable};
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
