// Reads the time limits of the law.
#include "gongkai/measure/regime.hpp"

#include <algorithm>

#include "gongkai/base/config.hpp"

namespace gongkai {
namespace {

int limit(const Config& table, std::string_view key) {
  const auto days = table.integer(key);
  if (days < 1 || days > 365)
    table.fail_at(key, fmt::format("{} working days for '{}', expected 1 to 365", days, key));
  return static_cast<int>(days);
}

}  // namespace

Regimes Regimes::parse(std::string_view toml) {
  Regimes out;
  for (const auto& table : Config::parse(toml, "regimes.toml").tables("regime")) {
    Regime regime;
    regime.id = table.text("id");
    regime.name = table.text("name");
    regime.source = table.text("source");
    regime.from = table.date("from");
    regime.reply_days = limit(table, "reply_days");
    regime.extension_days = limit(table, "extension_days");
    regime.correction_notice_days = limit(table, "correction_notice_days");
    regime.consultation_days = limit(table, "consultation_days");
    if (!out.regimes_.empty() && regime.from <= out.regimes_.back().from)
      table.fail_at("from", fmt::format("regime '{}' does not begin after '{}'", regime.id,
                                        out.regimes_.back().id));
    out.regimes_.push_back(std::move(regime));
  }
  return out;
}

const Regime* Regimes::at(Date received) const {
  const auto after = std::ranges::upper_bound(regimes_, received, {}, &Regime::from);
  return after == regimes_.begin() ? nullptr : &*std::prev(after);
}

}  // namespace gongkai
