// Reads definitions of rates and checks every place in them.
#include "gongkai/measure/definition.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "gongkai/base/config.hpp"
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/carried.hpp"
#include "gongkai/measure/measure.hpp"
#include "gongkai/measure/place.hpp"
#include "gongkai/measure/reached.hpp"

namespace gongkai {
namespace {

std::vector<std::string> places(const Config& table, std::string_view key) {
  auto out = table.texts(key);
  for (const auto& text : out) {
    try {
      counted(parse_place(bare(text)));  // a cell that is not there is told where it is written
    } catch (const DataError& error) {
      table.fail_at(key, error.what());
    }
  }
  return out;
}

constexpr std::array<std::string_view, 3> kRoundings{"half_up", "truncate", "largest_remainder"};

Rounding rounding(const Config& table) {
  const auto id = table.text("rounding", "half_up");
  const auto found = std::ranges::find(kRoundings, id);
  if (found != kRoundings.end()) return static_cast<Rounding>(found - kRoundings.begin());
  table.fail_at(
      "rounding",
      fmt::format("'rounding' is '{}', expected 'half_up', 'truncate' or 'largest_remainder'", id));
}

std::string one_of(const Config& table, std::string_view key, std::string_view otherwise,
                   std::span<const std::string_view> allowed) {
  auto id = table.text(key, otherwise);
  if (std::ranges::find(allowed, id) != allowed.end()) return id;
  std::vector<std::string_view> named;  // "" says that nothing is given
  std::ranges::copy_if(allowed, std::back_inserter(named), [](auto one) { return !one.empty(); });
  table.fail_at(key,
                fmt::format("'{}' is '{}', expected one of {}", key, id, fmt::join(named, ", ")));
}

/// What the quotient is multiplied by; a figure that is no percentage says its unit.
std::int64_t scale(const Config& table) {
  constexpr std::int64_t kMost = 1'000'000'000;
  const auto out = table.integer("scale", 100);
  if (out < 1 || out > kMost)
    table.fail_at("scale", fmt::format("'scale' is {}, expected 1 to {}", out, kMost));
  if (table.has("scale") != table.has("unit"))
    table.fail_at(table.has("scale") ? "scale" : "unit",
                  "'scale' and 'unit' stand together, as 10000 and '件/万人'");
  return out;
}

std::string_view ledger_of(const Place& place) {
  const std::string_view source = place.source;
  if (source == "sum") return schema(place.parts[0][0]).id;
  if (source == "table2") return "publications";
  if (source == "table3" || source == "fee") return "applications";
  if (source == "table4") return "disputes";
  if (source == "reach") return "pushes";
  const auto own = std::ranges::find(measures(), source, &Measure::id);
  return own == measures().end() ? std::string_view{} : own->ledger;
}

/// What 1 is in sums of a place: decimals are in millionths, money of pushes in 分.
std::int64_t point_of(const Place& place) {
  if (place.source != "sum") return 1;
  if (in_millionths(place.parts[1][0])) return 1'000'000;
  return place.parts[0][0] == "pushes" ? 100 : 1;
}

/// Both sides are counts, or both are sums of decimals: else the quotient would be off by a
/// million.
std::int64_t fixed_point(const Config& table) {
  std::set<std::int64_t> found;
  for (const auto* side : {"numerator", "denominator"})
    for (const auto& text : table.texts(side)) found.insert(point_of(parse_place(bare(text))));
  if (found.size() > 1) table.fail_at("numerator", "counts and sums of decimals do not divide");
  return found.empty() ? 1 : *found.begin();
}

/// What a place over pushes counts; "" of all others.
std::string_view counts_of(const Place& place) {
  if (place.source == "reach") return counting_id(counting_of(place.parts[0][0]));
  if (place.source == "pushes") return counting_id(Counting::events);
  return place.source == "sum" && place.parts[0][0] == "pushes" ? "yuan" : std::string_view{};
}

/// Recipients and messages are never parts of one another, and neither is money.
void check_counting(const Config& table) {
  std::string first;
  for (const auto* side : {"numerator", "denominator"})
    for (const auto& text : table.texts(side)) {
      const auto counting = counts_of(parse_place(bare(text)));
      if (counting.empty()) continue;
      if (first.empty()) first = bare(text);
      if (const auto before = counts_of(parse_place(first)); before != counting)
        table.fail_at(side, fmt::format("'{}' counts {} and '{}' {}: they do not divide", first,
                                        before, bare(text), counting));
    }
}

/// Distinct recipients do not add up: of several places nobody knows how many are in both.
void check_alone(const Config& table, std::string_view side) {
  const auto all = table.texts(side);
  for (const auto& text : all)
    if (all.size() > 1 && counts_of(parse_place(bare(text))) == counting_id(Counting::recipients))
      table.fail_at(side, fmt::format("'{}' counts recipients, which do not add to others", text));
}

}  // namespace

std::string_view rounding_id(Rounding rounding) {
  return kRoundings[static_cast<std::size_t>(rounding)];
}

std::vector<std::string_view> ledgers_of(const Definition& definition) {
  std::vector<std::string_view> out;
  for (const auto* side : {&definition.numerator, &definition.denominator})
    for (const auto& text : *side) {
      const auto place = parse_place(bare(text));
      const auto add = [&](std::string_view id) {
        if (!id.empty() && !place.previous && std::ranges::find(out, id) == out.end())
          out.push_back(id);
      };
      add(ledger_of(place));
      if (place.text.starts_with("reach/expected_by_policy")) add("policies");
    }
  return out;
}

std::string_view bare(std::string_view place) {
  return place.starts_with('-') ? place.substr(1) : place;
}

std::vector<Definition> parse_definitions(std::string_view toml, std::string_view name) {
  static constexpr std::array<std::string_view, 2> kDirections{"higher", "lower"};
  static constexpr std::array<std::string_view, 12> kMonths{
      "",          "received", "answered", "deadline", "due",  "filed",
      "concluded", "opened",   "formed",   "issued",   "date", "sent"};
  std::vector<Definition> out;
  std::set<std::string> seen;
  for (const auto& table : Config::parse(toml, name).tables("definition")) {
    table.allow({"id", "name", "source", "numerator", "denominator", "unknown", "unsure",
                 "counts_rows", "rounding", "digits", "scale", "unit", "rankable_from", "direction",
                 "month", "denominator_month", "warn", "alarm"});
    Definition one;
    one.id = table.text("id");
    if (!seen.insert(one.id).second)
      table.fail_at("id", fmt::format("definition '{}' stands twice", one.id));
    one.name = table.text("name");
    one.source = table.text("source");
    one.numerator = places(table, "numerator");
    one.denominator = places(table, "denominator");
    if (one.numerator.empty())
      table.fail_at("numerator", fmt::format("definition '{}' has no numerator", one.id));
    if (one.denominator.empty())
      table.fail_at("denominator", fmt::format("definition '{}' has no denominator", one.id));
    one.fixed_point = fixed_point(table);
    check_counting(table);
    check_alone(table, "numerator");
    check_alone(table, "denominator");
    one.unknown = places(table, "unknown");
    one.unsure = places(table, "unsure");
    one.counts_rows = table.truth("counts_rows", true);
    one.rounding = rounding(table);
    one.digits = static_cast<int>(std::clamp<std::int64_t>(table.integer("digits", 2), 0, 6));
    one.scale = scale(table);
    one.unit = table.text("unit", "%");
    one.rankable_from = table.integer("rankable_from", 10);
    one.direction = one_of(table, "direction", "higher", kDirections);
    one.month = one_of(table, "month", "", kMonths);
    one.denominator_month = one_of(table, "denominator_month", one.month, kMonths);
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Definition> merge(std::vector<Definition> shipped, std::vector<Definition> own) {
  for (auto& one : own) {
    const auto same = std::ranges::find(shipped, one.id, &Definition::id);
    if (same == shipped.end())
      shipped.push_back(std::move(one));
    else
      *same = std::move(one);
  }
  return shipped;
}

const Definition& definition(const std::vector<Definition>& all, std::string_view id) {
  const auto found = std::ranges::find(all, id, &Definition::id);
  if (found == all.end()) fail<DataError>("unknown definition '{}'", id);
  return *found;
}

}  // namespace gongkai
