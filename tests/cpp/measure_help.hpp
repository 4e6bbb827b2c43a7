// Rows of a ledger put to one measure, in tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/measure.hpp"
#include "ledger_help.hpp"

namespace gongkai::testing {

inline const Law& shipped_law() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}

/// From 1 January to that day.
inline Period until(std::string_view as_of) {
  const Date date = parse_iso(as_of).value();
  return {year_period(year_of(date)).from, date};
}

/// The cell of each row, by its name.
inline std::vector<std::string> cells_of(std::string_view id, std::string_view csv,
                                         std::string_view as_of = "2022-12-31") {
  const auto& of = measure(id);
  const auto ledger = read(of.ledger, csv).value;
  std::vector<std::string> out;
  for (const auto cell : of.classify(ledger, shipped_law(), until(as_of), all_rows(ledger)))
    out.push_back(of.cells[cell]);
  return out;
}

/// Why each row stands where it does.
inline std::vector<std::string> reasons_of(std::string_view id, std::string_view csv,
                                           std::string_view as_of = "2022-12-31") {
  const auto& of = measure(id);
  const auto ledger = read(of.ledger, csv).value;
  const auto because = of.because(ledger, shipped_law(), until(as_of));
  std::vector<std::string> out;
  for (std::int64_t row = 0; row < ledger.size(); ++row) out.push_back(because(row));
  return out;
}

}  // namespace gongkai::testing
