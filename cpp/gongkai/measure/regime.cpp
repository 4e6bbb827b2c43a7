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

std::optional<int> maybe_days_of(const Config& table, std::string_view key) {
  return table.has(key) ? std::optional(days_of(table, key)) : std::nullopt;
}

/// One of two words that a key may have.
bool is_second(const Config& table, std::string_view key, std::string_view first,
               std::string_view second) {
  const auto word = table.text(key, first);
  if (word != first && word != second)
    table.fail_at(key,
                  fmt::format("'{}' is '{}', expected '{}' or '{}'", key, word, first, second));
  return word == second;
}

Regime regime_of(const Config& table) {
  // A limit that is misspelt would quietly not be there.
  table.allow({"id", "name", "source", "from", "reply_days", "extension_days", "correction",
               "correction_notice_days", "consultation_days"});
  Regime out;
  out.id = table.text("id");
  out.name = table.text("name");
  out.source = table.text("source");
  out.from = table.date("from");
  out.reply_days = days_of(table, "reply_days");
  out.extension_days = days_of(table, "extension_days");
  out.correction =
      is_second(table, "correction", "restart", "pause") ? Correction::pause : Correction::restart;
  out.correction_notice_days = maybe_days_of(table, "correction_notice_days");
  out.consultation_days = maybe_days_of(table, "consultation_days");
  return out;
}

Limit limit_of(const Config& table) {
  table.allow({"id", "name", "source", "from", "days", "unit"});
  Limit out;
  out.id = table.text("id");
  out.name = table.text("name");
  out.source = table.text("source");
  out.from = table.maybe_date("from").value_or(kUndated);
  out.working = !is_second(table, "unit", "working_days", "calendar_days");
  out.days = days_of(table, "days", out.working ? "working days" : "calendar days");
  return out;
}

/// Adds what holds from a day on; the one before of that id began earlier.
template <class T>
void add_later(std::vector<T>& all, T one, const Config& table, std::string_view what) {
  for (const auto& before : all)
    if (before.id == one.id && one.from <= before.from)
      table.fail_at("id", fmt::format("{} '{}' does not begin after the one before", what, one.id));
  all.push_back(std::move(one));
}

template <class T>
const T* last_at(const std::vector<T>& all, std::string_view id, Date came) {
  const T* out = nullptr;
  for (const auto& each : all)
    if (each.id == id && each.from <= came) out = &each;
  return out;
}

}  // namespace

Regimes Regimes::parse(std::string_view toml) {
  Regimes out;
  const auto file = Config::parse(toml, "regimes.toml");
  file.allow({"regime", "limit", "fee"});
  for (const auto& table : file.tables("regime")) {
    auto regime = regime_of(table);
    if (!out.regimes_.empty() && regime.from <= out.regimes_.back().from)
      table.fail_at("from", fmt::format("regime '{}' does not begin after '{}'", regime.id,
                                        out.regimes_.back().id));
    out.regimes_.push_back(std::move(regime));
  }
  for (const auto& table : file.tables("limit"))
    add_later(out.limits_, limit_of(table), table, "limit");
  for (const auto& table : file.tables("fee")) add_later(out.fees_, read_fee(table), table, "fee");
  return out;
}

const Regime* Regimes::at(Date received) const {
  const auto after = std::ranges::upper_bound(regimes_, received, {}, &Regime::from);
  return after == regimes_.begin() ? nullptr : &*std::prev(after);
}

const Limit* Regimes::limit(std::string_view id, Date came) const {
  return last_at(limits_, id, came);
}

const FeeRule* Regimes::fee(std::string_view id, Date came) const {
  return last_at(fees_, id, came);
}

Due ends(const Limit& limit, Date came, const Calendar& calendar) {
  if (limit.working) return calendar.add(came, limit.days);
  // The first working day after the day before the last one is the last one itself, if it counts.
  return calendar.add(came + Days(limit.days - 1), 1);
}

}  // namespace gongkai
