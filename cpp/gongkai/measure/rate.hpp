// Rates: two counts, divided last, printed with the definition's name.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gongkai/base/figure.hpp"
#include "gongkai/measure/definition.hpp"

namespace gongkai {

struct Rate {
  Definition definition;
  Figure numerator, denominator;
  std::int64_t unknown = 0;  ///< rows that a missing notice leaves open
  std::int64_t unsure = 0;   ///< those of them that stand below the line already

  /// 0 to 1 in full precision; nothing where the denominator is 0, a side is no number, or rows are
  /// open.
  std::optional<double> share() const;
  /// "92.31%"; "0.07 件/万人" where the definition has another unit; "—" where there is no share;
  /// "90.00%–92.31%" where rows are open.
  std::string text() const;
  /// Wilson's interval at 95 %, where both sides count rows and the share is between 0 and 1.
  std::optional<std::pair<double, double>> wilson() const;
  bool rankable() const;  ///< the denominator reaches the definition's smallest
};

/// Answers a place with a figure: ledgers, or a finished report.
using Lookup = std::function<Figure(std::string_view place)>;
Rate rate(const Definition& definition, const Lookup& lookup);

/// A ratio of whole numbers times `scale`, exactly rounded: quotient(4, 553000, 10000, half_up, 2)
/// is "0.07". Requires denominator > 0.
std::string quotient(std::int64_t numerator, std::int64_t denominator, std::int64_t scale,
                     Rounding rounding, int digits);
/// A ratio of whole numbers as percent text, exactly rounded: percent(1, 3, half_up, 2) is
/// "33.33%".
std::string percent(std::int64_t numerator, std::int64_t denominator, Rounding rounding,
                    int digits);

}  // namespace gongkai
