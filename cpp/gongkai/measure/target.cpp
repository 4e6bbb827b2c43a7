// Compares what tasks achieved with their targets.
#include "gongkai/measure/target.hpp"

#include "gongkai/measure/each_row.hpp"
#include "gongkai/measure/task.hpp"

namespace gongkai {
namespace {

constexpr Cell kMet = 2, kUnmet = 3, kUnknown = 4;

Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const auto target = ledger.numbers("target"), achieved = ledger.numbers("achieved");
  return each_row(rows, [&](std::size_t row) -> Cell {
    const Date issued = issued_on(ledger, law, static_cast<std::int64_t>(row));
    const bool later = issued != kNever && issued > period.as_of;
    if (later || target[row] == kBlank) return kOutside;
    if (achieved[row] == kBlank) return kUnknown;
    return achieved[row] >= target[row] ? kMet : kUnmet;
  });
}

Teller because(const Ledger& ledger, const Law&, Period) {
  return [&ledger](std::int64_t row) {
    const auto told = [&](std::string_view column) {
      const auto value = ledger.numbers(column)[static_cast<std::size_t>(row)];
      return value == kBlank ? std::string("未填")
                             : fmt::format("{}", static_cast<double>(value) / 1e6);
    };
    return fmt::format("目标值 {}，完成值 {}", told("target"), told("achieved"));
  };
}

}  // namespace

Measure target_measure() {
  static const std::vector<std::string> cells{"outside", "unclassified", "met", "unmet", "unknown"};
  return {"targets", "tasks", cells, classify, nullptr, because};
}

}  // namespace gongkai
