// Rates by group: each side is summed over its own places, divided last.
#include <algorithm>
#include <array>
#include <set>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"

namespace gongkai {
namespace {

bool by_month(const std::vector<std::string>& by) {
  return std::ranges::any_of(by,
                             [](const auto& each) { return each == "month" || each == "quarter"; });
}

/// What rows of two ledgers have in common; a column may have one name and two meanings.
void check_shared(const Definition& definition, const std::vector<std::string>& by) {
  static constexpr std::array<std::string_view, 5> kShared{"unit", "parent", "unit_kind", "month",
                                                           "quarter"};
  for (const auto& each : by)
    if (std::ranges::find(kShared, each) == kShared.end())
      fail<DataError>("{} counts rows of two ledgers, it cannot be grouped by '{}', only by {}",
                      definition.id, each, fmt::join(kShared, ", "));
}

/// One place by groups: what it adds up, told for any key.
class Grouped {
 public:
  Grouped(const Books& books, std::string_view text, const std::vector<std::string>& by,
          std::string_view month)
      : place_(parse_place(text)), books_(&books), by_(by), month_(month), parts_(counted(place_)) {
    if (place_.source == "sum" || place_.source == "duty" || place_.source == "reach")
      sum_ = summed(place_, books);
    if ((parts_.empty() && !sum_) || !place_.key.empty() || place_.previous)
      fail<DataError>("place '{}' cannot be grouped by '{}'", text, fmt::join(by, ","));
    if (by_month(by) && month.empty())
      fail<DataError>("by month: '{}' counts what stands at a day, it belongs to no month", text);
    for (const auto& extra : extra_columns(place_.source))
      if (std::ranges::find(by_, extra) == by_.end()) by_.push_back(extra);
    absent_ = sum_ ? !sum_->absent.empty() : !books.ledgers().contains(ledger());
  }
  void add_keys(std::set<Key>& keys, const std::vector<std::string>& by) const {
    if (absent_) return;
    const auto add = [&](const Key& key) {
      Key group;
      for (const auto& column : by) group[column] = key.at(column);
      keys.insert(std::move(group));
    };
    if (sum_)
      for (const auto& [key, figures] : books_->sums_of(sum_->source, by_, month_).groups())
        add(key);
    else
      for (const auto& [key, counts] : tally().groups()) add(key);
  }
  std::string_view ledger() const {
    if (place_.source == "duty") return duty(books_->duties(), place_.parts[0][0]).ledger;
    return parts_.front().measure->ledger;
  }
  Figure at(const Key& key) const {
    if (absent_) return {};
    if (sum_) return figure_of(*books_, *sum_, key, month_);
    std::int64_t out = 0;
    for (const auto& part : parts_) {
      auto narrow = key;
      narrow.insert(part.extra.begin(), part.extra.end());
      const bool same = std::ranges::all_of(
          part.extra, [&](const auto& pair) { return narrow.at(pair.first) == pair.second; });
      if (same) out += tally().at(narrow, part.cells);
    }
    return number(out);
  }

 private:
  const Tally& tally() const { return books_->tally_of(parts_.front().measure->id, by_, month_); }
  Place place_;
  const Books* books_;
  std::vector<std::string> by_;
  std::string month_;
  std::vector<Counted> parts_;
  std::optional<Summed> sum_;  ///< what adds up numbers instead of rows
  bool absent_ = false;
};

}  // namespace

Rate Books::rate(const Definition& definition, const Key& group) const {
  return gongkai::rate(definition, [&](std::string_view place) { return at(place, group); });
}

std::vector<GroupRate> Books::rates(const Definition& definition,
                                    const std::vector<std::string>& by) const {
  if (by.empty()) return {{{}, rate(definition)}};
  // Places of both sides, each with the date whose month its rows stand in.
  std::map<std::string, Grouped, std::less<>> above, below;
  const auto gather = [&](std::map<std::string, Grouped, std::less<>>& into,
                          const std::vector<std::string>& places, std::string_view month) {
    for (const auto& text : places)
      into.try_emplace(std::string(bare(text)), *this, bare(text), by,
                       by_month(by) ? month : std::string_view());
  };
  gather(above, definition.numerator, definition.month);
  gather(above, definition.unknown, definition.month);
  gather(above, definition.unsure, definition.month);
  gather(below, definition.denominator, definition.denominator_month);
  std::set<Key> keys;
  std::set<std::string_view> counted_from;
  for (const auto* side : {&above, &below})
    for (const auto& [text, grouped] : *side) counted_from.insert(grouped.ledger());
  if (counted_from.size() > 1) check_shared(definition, by);
  for (const auto* side : {&above, &below})
    for (const auto& [text, grouped] : *side) grouped.add_keys(keys, by);

  auto upper = definition, lower = definition;
  std::vector<GroupRate> out;
  for (const auto& key : keys) {
    const auto of = [&](const std::map<std::string, Grouped, std::less<>>& side) {
      return [&side, &key](std::string_view place) { return side.find(place)->second.at(key); };
    };
    upper.denominator = definition.numerator;  // each side is asked of its own places
    lower.numerator = definition.denominator;
    lower.unknown = lower.unsure = {};
    auto made = gongkai::rate(upper, of(above));
    made.denominator = gongkai::rate(lower, of(below)).denominator;
    made.definition = definition;
    const auto zero = [](Figure figure) { return is_number(figure) && figure.value == 0; };
    if (!zero(made.numerator) || !zero(made.denominator) || made.unknown != 0)
      out.push_back({key, std::move(made)});
  }
  return out;
}

}  // namespace gongkai
