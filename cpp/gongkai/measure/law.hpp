// Law: all that counting may ask besides the ledgers themselves.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "gongkai/base/calendar.hpp"
#include "gongkai/ledger/terms.hpp"
#include "gongkai/measure/regime.hpp"

namespace gongkai {

/// Choices that the law leaves open and a year's `year.toml` makes.
struct YearChoices {
  bool disputes_in_hand = true;  ///< [disputes] counted = "in_hand" | "filed"
  Date issued = kNever;          ///< of the plan; kNever where not given
};

struct Law {
  Calendar calendar;
  Regimes regimes;
  Terms terms;
  YearChoices choices;
};

/// Reads year.toml's choices. Throws DataError: "year.toml line 8: 'counted' is 'alle', expected
/// 'in_hand' or 'filed'".
YearChoices parse_choices(std::string_view year_toml);
/// From a folder of templates; for C++ callers.
Law load_law(const std::filesystem::path& templates, std::string_view year_toml = "");

}  // namespace gongkai
