// Divides two counts, and prints the share by the rounding of its definition.
#include "gongkai/measure/rate.hpp"

#include <cmath>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

__extension__ using Wide = __int128;  // exact: a count times 10^8 leaves 64 bits

bool divides(const Rate& rate) {
  return is_number(rate.numerator) && is_number(rate.denominator) && rate.denominator.value > 0;
}

Figure sum(const std::vector<std::string>& places, const Lookup& lookup) {
  Figure out{0, State::not_applicable};
  for (const auto& place : places)
    out = place.starts_with('-') ? out - lookup(std::string_view(place).substr(1))
                                 : out + lookup(place);
  return out;
}

std::int64_t value_of(const std::vector<std::string>& places, const Lookup& lookup) {
  const auto figure = sum(places, lookup);
  return is_number(figure) ? figure.value : 0;
}

}  // namespace

std::string quotient(std::int64_t numerator, std::int64_t denominator, std::int64_t scale,
                     Rounding rounding, int digits) {
  Wide steps = 1;
  for (int i = 0; i < digits; ++i) steps *= 10;
  const Wide above = static_cast<Wide>(numerator < 0 ? -numerator : numerator) * scale * steps;
  const Wide scaled = rounding == Rounding::truncate
                          ? above / denominator
                          : (2 * above + denominator) / (2 * Wide(denominator));
  const Wide whole = scaled / steps;  // a count of one, in percent, may leave 64 bits
  const auto part = static_cast<std::int64_t>(scaled % steps);
  const auto* sign = numerator < 0 && scaled > 0 ? "-" : "";
  return digits == 0 ? fmt::format("{}{}", sign, whole)
                     : fmt::format("{}{}.{:0{}}", sign, whole, part, digits);
}

std::string percent(std::int64_t numerator, std::int64_t denominator, Rounding rounding,
                    int digits) {
  return quotient(numerator, denominator, 100, rounding, digits) + "%";
}

std::optional<double> Rate::share() const {
  if (!divides(*this) || unknown > 0) return std::nullopt;
  return static_cast<double>(numerator.value) / static_cast<double>(denominator.value);
}

std::string Rate::text() const {
  const auto printed = [&](std::int64_t above, std::int64_t below) {
    const auto figure =
        quotient(above, below, definition.scale, definition.rounding, definition.digits);
    return figure + (definition.unit == "%" ? "" : " ") + definition.unit;
  };
  if (unknown > 0 && is_number(numerator) && is_number(denominator)) {
    // Open rows that are not yet below the line may join it, on either side of late.
    const auto below = denominator.value + unknown - unsure;
    return below == 0
               ? "—"
               : printed(numerator.value, below) + "–" + printed(numerator.value + unknown, below);
  }
  return divides(*this) ? printed(numerator.value, denominator.value) : "—";
}

std::optional<std::pair<double, double>> Rate::wilson() const {
  const auto p = share();
  if (!p || *p < 0 || *p > 1 || !definition.counts_rows) return std::nullopt;
  constexpr double z = 1.959963984540054;
  const auto n = static_cast<double>(denominator.value);
  const double middle = *p + z * z / (2 * n), below = 1 + z * z / n;
  const double half = z * std::sqrt(*p * (1 - *p) / n + z * z / (4 * n * n));
  const auto low = numerator.value == 0 ? 0.0 : (middle - half) / below;
  const auto high = numerator.value == denominator.value ? 1.0 : (middle + half) / below;
  return std::pair{low, high};
}

bool Rate::rankable() const {
  return divides(*this) && unknown == 0 &&
         denominator.value / definition.fixed_point >= definition.rankable_from;
}

Rate rate(const Definition& definition, const Lookup& lookup) {
  Rate out{definition, sum(definition.numerator, lookup), sum(definition.denominator, lookup)};
  out.unsure = value_of(definition.unsure, lookup);
  out.unknown = value_of(definition.unknown, lookup) + out.unsure;
  return out;
}

}  // namespace gongkai
