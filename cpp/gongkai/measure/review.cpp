// Sorts answered requests by the legal review before the reply.
#include "gongkai/measure/review.hpp"

#include <array>

#include "gongkai/ledger/truth.hpp"
#include "gongkai/measure/each_row.hpp"

namespace gongkai {
namespace {

constexpr Cell kReviewed = 2, kNotReviewed = 3, kUnknown = 4;

Cells classify(const Ledger& ledger, const Law&, Period period, Rows rows) {
  const auto answered = ledger.dates("answered");
  const auto review = ledger.choices("legal_review");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (answered[row] == kUndated) return kUnclassified;
    if (!is_within(answered[row], period)) return kOutside;
    if (review[row] == kBlankTruth) return kUnknown;
    return review[row] == kYes ? kReviewed : kNotReviewed;
  });
}

Teller because(const Ledger& ledger, const Law&, Period) {
  return [&ledger](std::int64_t row) {
    static constexpr std::array kSaid{"未写是否法制审查", "未经法制审查", "经法制审查"};
    const auto at = static_cast<std::size_t>(row);
    return fmt::format("{} 答复，{}", iso(ledger.dates("answered")[at]),
                       kSaid[ledger.choices("legal_review")[at]]);
  };
}

}  // namespace

Measure legal_review_measure() {
  static const std::vector<std::string> cells{"outside", "unclassified", "reviewed", "not_reviewed",
                                              "unknown"};
  return {"legal_review", "applications", cells, classify, nullptr, because};
}

}  // namespace gongkai
