// Sorts reviews and lawsuits into the cells of table 四.
#include "gongkai/measure/dispute.hpp"

#include <array>

#include "gongkai/ledger/truth.hpp"

namespace gongkai {
namespace {

// Results of the ledger, with settled cases whose reply was put right kept apart.
constexpr std::array kResults{"upheld", "corrected", "other", "other_rectified", "pending"};
constexpr Cell kCoDefendant = 2, kFirst = 3;

/// Whether a case ended by agreement. Offices may add words of their own to the accepted ones
/// (行政调解), but all say how: mediation or settlement.
bool is_settled(std::string_view words) {
  return words.find("调解") != std::string_view::npos ||
         words.find("和解") != std::string_view::npos;
}

std::span<const std::string> cells() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out{"outside", "unclassified", "co_defendant"};
    for (const auto& kind : dispute_kinds())
      for (const auto* result : kResults) out.push_back(fmt::format("{}.{}", kind.id, result));
    return out;
  }();
  return all;
}

Cell cell_of(std::size_t kind, std::string_view result) {
  std::size_t at = 0;
  while (kResults[at] != result) ++at;
  return static_cast<Cell>(kFirst + kind * kResults.size() + at);
}

Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const auto filed = ledger.dates("filed"), concluded = ledger.dates("concluded"),
             rectified = ledger.dates("rectified");
  const auto kind = ledger.choices("kind"), outcome = ledger.choices("outcome"),
             co_defendant = ledger.choices("co_defendant");
  Cells out(static_cast<std::size_t>(rows.end - rows.begin));
  for (auto row = static_cast<std::size_t>(rows.begin); row < static_cast<std::size_t>(rows.end);
       ++row) {
    auto& cell = out[row - static_cast<std::size_t>(rows.begin)];
    if (!is_dated(filed[row]) || kind[row] == 0 || outcome[row] == 0) {
      cell = kUnclassified;
      continue;
    }
    const auto result = dispute_results()[outcome[row] - 1u].id;
    // Concluded after the date of count is pending, whatever the outcome says; an outcome without a
    // date belongs to this year.
    const bool pending =
        result == "pending" || (is_dated(concluded[row]) && concluded[row] > period.as_of);
    const bool earlier = !pending && is_dated(concluded[row]) && concluded[row] < period.from;
    const bool counted = law.choices.disputes_in_hand ? !earlier : filed[row] >= period.from;
    if (filed[row] > period.as_of || !counted)
      cell = kOutside;
    else if (co_defendant[row] == kYes)
      cell = kCoDefendant;
    else if (pending)
      cell = cell_of(kind[row] - 1u, "pending");
    else if (result == "other" && rectified[row] <= period.as_of &&
             is_settled(ledger.detail(static_cast<std::int64_t>(row), "outcome")))
      cell = cell_of(kind[row] - 1u, "other_rectified");
    else
      cell = cell_of(kind[row] - 1u, result);
  }
  return out;
}

std::string told(const Ledger& ledger, Period period, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  const Date concluded = ledger.dates("concluded")[at];
  const auto outcome = ledger.choices("outcome")[at], kind = ledger.choices("kind")[at];
  const Date filed = ledger.dates("filed")[at];
  if (is_dated(filed) && filed > period.as_of)
    return fmt::format("{} 立案，在 {} 以后", iso(filed), iso(period.as_of));
  auto text = fmt::format("{} 立案", iso(filed));
  if (kind != 0) text += fmt::format("（{}）", dispute_kinds()[kind - 1u].label);
  if (concluded > period.as_of && (concluded != kNever || outcome == 0))
    return text + fmt::format("，至 {} 尚未审结", iso(period.as_of));
  if (is_dated(concluded)) text += fmt::format("，{} 审结", iso(concluded));
  if (outcome != 0) text += fmt::format("：{}", dispute_results()[outcome - 1u].label);
  if (const auto detail = ledger.detail(row, "outcome"); !detail.empty())
    text += fmt::format("（{}）", detail);
  if (const Date put_right = ledger.dates("rectified")[at]; put_right <= period.as_of)
    text += is_dated(put_right) ? fmt::format("，{} 整改", iso(put_right)) : "，已整改";
  if (ledger.choices("co_defendant")[at] == kYes) text += "；复议机关作共同被告，不计入";
  return text;
}

Teller because(const Ledger& ledger, const Law&, Period period) {
  return [&ledger, period](std::int64_t row) { return told(ledger, period, row); };
}

}  // namespace

Measure dispute_measure() { return {"disputes", "disputes", cells(), classify, nullptr, because}; }

CellSet dispute_cells(std::string_view kind, std::string_view result) {
  const auto row = choice_of(dispute_kinds(), kind);
  if (row == 0) fail<DataError>("table4 has no row '{}'", kind);
  CellSet out;
  if (result == "total") {
    for (const auto* each : kResults) out.set(cell_of(row - 1u, each));
  } else if (choice_of(dispute_results(), result) != 0) {
    out.set(cell_of(row - 1u, result));
    if (result == "other") out.set(cell_of(row - 1u, "other_rectified"));
  } else {
    fail<DataError>("table4 has no column '{}'", result);
  }
  return out;
}

}  // namespace gongkai
