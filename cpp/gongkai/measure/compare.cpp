// Walks the rows behind both sides of two definitions and keeps those that do not cancel.
#include "gongkai/measure/compare.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"

namespace gongkai {
namespace {

/// Rows of several sheets may have one number; their keys then tell them apart.
using Row = std::tuple<Key, std::string, std::int64_t, std::string>;
using Differences = std::map<Row, Difference>;

struct Side {
  std::vector<std::string> Definition::*places;
  std::string Definition::*month;
  std::int64_t Difference::*change;
};
constexpr Side kSides[] = {
    {&Definition::numerator, &Definition::month, &Difference::numerator},
    {&Definition::denominator, &Definition::denominator_month, &Difference::denominator}};

/// The places of one side that the other definition has not just so: equal ones cancel.
std::vector<std::string> apart(const Definition& of, const Definition& other, const Side& side,
                               bool monthly) {
  auto out = of.*side.places;
  if (monthly && of.*side.month != other.*side.month) return out;
  for (const auto& place : other.*side.places)
    if (const auto same = std::ranges::find(out, place); same != out.end()) out.erase(same);
  return out;
}

}  // namespace

std::vector<Difference> differences(const Books& books, const Definition& first,
                                    const Definition& second, const std::vector<std::string>& by) {
  const bool monthly = std::ranges::any_of(
      by, [](const auto& column) { return column == "month" || column == "quarter"; });
  Differences found;
  const auto add = [&](const Definition& of, const Definition& other, const Side& side,
                       std::int64_t each) {
    for (const auto& text : apart(of, other, side, monthly)) {
      const auto place = parse_place(bare(text));
      // What adds up numbers has rows too, and they are no counts.
      if (place.previous || summed(place, books))
        fail<DataError>("place '{}' is no count of this year's rows", text);
      // Asked as a rate of its own, a place has its rows in the months of its definition.
      Definition alone;
      alone.id = "place";
      alone.numerator = {std::string(bare(text))};
      alone.month = of.*side.month;
      for (auto& [group, reason] : books.why_by("rate/place/numerator", by, {alone})) {
        auto& row = found[{group, reason.ledger, reason.row, reason.key}];
        row.*side.change += text.starts_with('-') ? -each : each;
        if (row.reason.ledger.empty()) {
          row.file = books.ledgers().find(reason.ledger)->second.source().file;
          row.group = std::move(group);
          row.reason = std::move(reason);
        }
      }
    }
  };
  for (const auto& side : kSides) {
    add(second, first, side, 1);
    add(first, second, side, -1);
  }
  std::vector<Difference> out;
  for (auto& [row, each] : found)
    if (each.numerator != 0 || each.denominator != 0) out.push_back(std::move(each));
  return out;
}

}  // namespace gongkai
