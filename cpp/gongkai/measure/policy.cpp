// Sorts policies by their interpretation.
#include "gongkai/measure/policy.hpp"

#include "gongkai/measure/each_row.hpp"

namespace gongkai {
namespace {

constexpr Cell kTogether = 2, kLater = 3, kUnknownDay = 4, kNotYet = 5, kUnknown = 6;

Cells classify(const Ledger& ledger, const Law&, Period period, Rows rows) {
  const auto issued = ledger.dates("issued"), interpreted = ledger.dates("interpreted");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (!is_dated(issued[row])) return kUnknown;
    if (!is_within(issued[row], period)) return kOutside;
    if (interpreted[row] > period.as_of) return kNotYet;
    if (interpreted[row] == kUndated) return kUnknownDay;
    return interpreted[row] <= issued[row] ? kTogether : kLater;
  });
}

Teller because(const Ledger& ledger, const Law&, Period period) {
  return [&ledger, period](std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    const Date issued = ledger.dates("issued")[at], interpreted = ledger.dates("interpreted")[at];
    const auto text =
        is_dated(issued) ? fmt::format("{} 印发", iso(issued)) : std::string("未写印发日期");
    if (interpreted > period.as_of) return fmt::format("{}，至 {} 未解读", text, iso(period.as_of));
    if (interpreted == kUndated) return text + "，已解读，未写日期";
    const auto how = !is_dated(issued) ? "" : interpreted <= issued ? "（同步）" : "（迟于印发）";
    return fmt::format("{}，{} 解读{}", text, iso(interpreted), how);
  };
}

}  // namespace

Measure policy_measure() {
  static const std::vector<std::string> cells{"outside", "unclassified", "together", "later",
                                              "undated", "not_yet",      "unknown"};
  return {"policies", "policies", cells, classify, nullptr, because};
}

}  // namespace gongkai
