// Reads definitions of rates and checks every place in them.
#include "gongkai/measure/definition.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "gongkai/base/config.hpp"
#include "gongkai/measure/place.hpp"

namespace gongkai {
namespace {

std::vector<std::string> places(const Config& table, std::string_view key) {
  auto out = table.texts(key);
  for (const auto& text : out) {
    try {
      parse_place(bare(text));
    } catch (const DataError& error) {
      table.fail_at(key, error.what());
    }
  }
  return out;
}

Rounding rounding(const Config& table) {
  const auto id = table.text("rounding", "half_up");
  if (id == "half_up") return Rounding::half_up;
  if (id == "truncate") return Rounding::truncate;
  if (id == "largest_remainder") return Rounding::largest_remainder;
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

}  // namespace

std::string_view bare(std::string_view place) {
  return place.starts_with('-') ? place.substr(1) : place;
}

std::vector<Definition> parse_definitions(std::string_view toml, std::string_view name) {
  static constexpr std::array<std::string_view, 2> kDirections{"higher", "lower"};
  static constexpr std::array<std::string_view, 7> kMonths{
      "", "received", "answered", "deadline", "due", "filed", "concluded"};
  std::vector<Definition> out;
  std::set<std::string> seen;
  for (const auto& table : Config::parse(toml, name).tables("definition")) {
    table.allow({"id", "name", "source", "numerator", "denominator", "unknown", "unsure",
                 "counts_rows", "rounding", "digits", "rankable_from", "direction", "month",
                 "denominator_month", "warn", "alarm"});
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
    one.unknown = places(table, "unknown");
    one.unsure = places(table, "unsure");
    one.counts_rows = table.truth("counts_rows", true);
    one.rounding = rounding(table);
    one.digits = static_cast<int>(std::clamp<std::int64_t>(table.integer("digits", 2), 0, 6));
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
