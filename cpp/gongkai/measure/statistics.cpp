// Compares shares exactly, shares out remainders, and counts working days of replies.
#include "gongkai/measure/statistics.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/clock.hpp"
#include "gongkai/measure/reached.hpp"

namespace gongkai {
namespace {

__extension__ using Wide = __int128;  // products of two counts leave 64 bits

/// Whether the first share is the better one.
bool better(const Rate& one, const Rate& other) {
  const Wide left = Wide(one.numerator.value) * other.denominator.value,
             right = Wide(other.numerator.value) * one.denominator.value;
  return one.definition.direction == "lower" ? left < right : left > right;
}

/// The largest remainders of `total` over weights whose sum is not 0.
std::vector<std::int64_t> by_remainder(std::int64_t total, std::span<const std::int64_t> weights,
                                       Wide whole) {
  std::vector<std::int64_t> out;
  std::vector<Wide> remainders;
  auto left = total;
  for (const auto weight : weights) {
    const Wide part = Wide(total) * weight;
    out.push_back(static_cast<std::int64_t>(part / whole));
    remainders.push_back(part % whole);
    left -= out.back();
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t at) { return remainders[at]; });
  for (std::size_t at = 0; left > 0; ++at, --left) ++out[order[at]];
  return out;
}

Wide sum(std::span<const std::int64_t> values) {
  return std::accumulate(values.begin(), values.end(), Wide{0});
}

}  // namespace

std::vector<std::optional<std::int64_t>> places(std::span<const Rate> rates) {
  std::vector<std::optional<std::int64_t>> out;
  for (const auto& rate : rates)
    if (rate.rankable())
      out.emplace_back(1 + std::ranges::count_if(rates, [&](const Rate& other) {
                         return other.rankable() && better(other, rate);
                       }));
    else
      out.emplace_back();
  return out;
}

std::vector<std::string> shares_of_whole(std::span<const std::int64_t> counts, int digits) {
  const Wide whole = sum(counts);
  if (whole == 0) return std::vector<std::string>(counts.size(), "—");
  std::int64_t steps = 100;
  for (int i = 0; i < digits; ++i) steps *= 10;
  std::vector<std::string> out;
  for (const auto part : by_remainder(steps, counts, whole))
    out.push_back(percent(part, steps, Rounding::truncate, digits));
  return out;
}

std::vector<std::int64_t> apportioned(std::int64_t total, std::span<const std::int64_t> weights) {
  const Wide whole = sum(weights);
  std::vector<std::int64_t> out(weights.size());
  if (whole != 0)
    out = by_remainder(total < 0 ? -total : total, weights, whole);
  else if (!out.empty())
    out.front() = total < 0 ? -total : total;
  if (total < 0)
    for (auto& part : out) part = -part;
  return out;
}

std::int64_t Spread::rows() const {
  std::int64_t out = 0;
  for (const auto& [days, count] : histogram) out += count;
  return out;
}

std::optional<std::int64_t> Spread::percentile(int percent) const {
  const auto all = rows();
  if (all == 0) return std::nullopt;
  const auto rank = std::max<std::int64_t>(1, (all * percent + 99) / 100);
  std::int64_t passed = 0;
  for (const auto& [days, count] : histogram)
    if ((passed += count) >= rank) return days;
  return std::nullopt;
}

std::vector<Spread> reply_days(const Books& books, const std::vector<std::string>& by) {
  const auto found = books.ledgers().find("applications");
  if (found == books.ledgers().end()) fail<DataError>("ledger applications is not there");
  const auto& ledger = found->second;
  const auto& calendar = books.law().calendar;
  const auto period = books.period();
  const auto received = ledger.dates("received"), answered = ledger.dates("answered"),
             delivered = ledger.dates("delivered");
  std::vector<Date> replied;
  for (std::size_t row = 0; row < received.size(); ++row)
    replied.push_back(effective_reply(answered[row], delivered[row], period.as_of));
  const auto groups =
      group(ledger, by, {&books.units(), &books.law().terms, replied, year_of(period.from)});
  std::vector<Spread> out;
  for (auto& key : groups.keys()) out.push_back({std::move(key), {}, 0});
  const auto most = calendar.earliest(), fewest = calendar.latest();
  for (std::size_t row = 0; row < received.size(); ++row) {
    const Date from = received[row], until = replied[row];
    if (groups.group[row] < 0 || !is_dated(from) || until < period.from || until > period.as_of)
      continue;
    auto& spread = out[static_cast<std::size_t>(groups.group[row])];
    const bool known = calendar.covers(from) && calendar.covers(until) && from <= until &&
                       most.count(from, until) == fewest.count(from, until);
    if (known)
      ++spread.histogram[fewest.count(from, until)];
    else
      ++spread.unknown;
  }
  std::erase_if(out, [](const Spread& each) { return each.rows() + each.unknown == 0; });
  return out;
}

std::vector<std::pair<Key, std::int64_t>> counts_by(const Books& books, std::string_view place,
                                                    const std::vector<std::string>& by,
                                                    std::string_view month) {
  if (const auto of = parse_place(place);
      of.source == "reach" && !by.empty() && counting_of(of.parts[0][0]) != Counting::events)
    fail<DataError>("place '{}': recipients of several groups do not add up to a whole", place);
  Definition alone;
  alone.id = place;
  alone.numerator = alone.denominator = {std::string(place)};
  alone.month = alone.denominator_month = month;
  std::vector<std::pair<Key, std::int64_t>> out;
  for (const auto& [key, rate] : books.rates(alone, by))
    if (is_number(rate.numerator) && rate.numerator.value != 0)
      out.emplace_back(key, rate.numerator.value);
  return out;
}

}  // namespace gongkai
