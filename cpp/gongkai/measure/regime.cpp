// Reads the time limits of the law.
#include "gongkai/measure/regime.hpp"

#include <algorithm>

#include "gongkai/base/config.hpp"

namespace gongkai {
namespace {

int days_of(const Config& table, std::string_view key, std::string_view unit = "working days") {
  const auto days = table.integer(key);
  if (days < 1 || days > 365)
    table.fail_at(key, fmt::format("{} {} for '{}', expected 1 to 365", days, unit, key));
  return static_cast<int>(days);
}

Limit limit_of(const Config& table) {
  table.allow({"id", "name", "source", "from", "days", "unit"});
  const auto unit = table.text("unit", "working_days");
  if (unit != "working_days" && unit != "calendar_days")
    table.fail_at("unit",
                  fmt::format("'unit' is '{}', expected 'working_days' or 'calendar_days'", unit));
  Limit out;
  out.id = table.text("id");
  out.name = table.text("name");
  out.source = table.text("source");
  out.from = table.maybe_date("from").value_or(kUndated);
  out.working = unit == "working_days";
  out.days = days_of(table, "days", out.working ? "working days" : "calendar days");
  return out;
}

}  // namespace

Regimes Regimes::parse(std::string_view toml) {
  Regimes out;
  const auto file = Config::parse(toml, "regimes.toml");
  for (const auto& table : file.tables("regime")) {
    Regime regime;
    regime.id = table.text("id");
    regime.name = table.text("name");
    regime.source = table.text("source");
    regime.from = table.date("from");
    regime.reply_days = days_of(table, "reply_days");
    regime.extension_days = days_of(table, "extension_days");
    regime.correction_notice_days = days_of(table, "correction_notice_days");
    regime.consultation_days = days_of(table, "consultation_days");
    if (!out.regimes_.empty() && regime.from <= out.regimes_.back().from)
      table.fail_at("from", fmt::format("regime '{}' does not begin after '{}'", regime.id,
                                        out.regimes_.back().id));
    out.regimes_.push_back(std::move(regime));
  }
  for (const auto& table : file.tables("limit")) {
    auto limit = limit_of(table);
    for (const auto& before : out.limits_)
      if (before.id == limit.id && limit.from <= before.from)
        table.fail_at("id",
                      fmt::format("limit '{}' does not begin after the one before", limit.id));
    out.limits_.push_back(std::move(limit));
  }
  return out;
}

const Regime* Regimes::at(Date received) const {
  const auto after = std::ranges::upper_bound(regimes_, received, {}, &Regime::from);
  return after == regimes_.begin() ? nullptr : &*std::prev(after);
}

const Limit* Regimes::limit(std::string_view id, Date came) const {
  const Limit* out = nullptr;
  for (const auto& each : limits_)
    if (each.id == id && each.from <= came) out = &each;
  return out;
}

Due ends(const Limit& limit, Date came, const Calendar& calendar) {
  if (limit.working) return calendar.add(came, limit.days);
  // The first working day after the day before the last one is the last one itself, if it counts.
  return calendar.add(came + Days(limit.days - 1), 1);
}

}  // namespace gongkai
