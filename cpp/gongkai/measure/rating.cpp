// Sorts ratings by whether they have a score.
#include "gongkai/measure/rating.hpp"

#include "gongkai/measure/each_row.hpp"

namespace gongkai {
namespace {

constexpr Cell kRated = 2, kUnscored = 3;

Cells classify(const Ledger& ledger, const Law&, Period period, Rows rows) {
  const auto date = ledger.dates("date");
  const auto score = ledger.numbers("score");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (!is_dated(date[row])) return kUnclassified;
    if (!is_within(date[row], period)) return kOutside;
    return score[row] == kBlank ? kUnscored : kRated;
  });
}

Teller because(const Ledger& ledger, const Law&, Period) {
  return [&ledger](std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    const auto score = ledger.numbers("score")[at];
    return fmt::format("{} {}：{}", iso(ledger.dates("date")[at]), ledger.names("service")[row],
                       score == kBlank ? std::string("未评分")
                                       : fmt::format("{} 分", static_cast<double>(score) / 1e6));
  };
}

}  // namespace

Measure rating_measure() {
  static const std::vector<std::string> cells{"outside", "unclassified", "rated", "unscored"};
  return {"ratings", "ratings", cells, classify, nullptr, because};
}

}  // namespace gongkai
