#include "gongkai/base/date.hpp"

#include <fmt/format.h>

#include <cassert>

namespace gongkai {
namespace {

// std::from_chars takes "-1" and stops at "1x"; a part of an ISO date is digits and nothing else.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> civil(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return {};
  return std::chrono::time_point_cast<Days>(std::chrono::sys_days(date));
}

std::optional<Date> parse_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return {};
  return civil(*year, *month, *day);
}

std::string iso(Date date) {
  if (!is_dated(date)) return {};
  const auto day = parts(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::chrono::year_month_day parts(Date date) { return std::chrono::sys_days(date); }

int year_of(Date date) { return static_cast<int>(parts(date).year()); }

Period year_period(int year) { return {month_end(year - 1, 12) + Days(1), month_end(year, 12)}; }

Date month_end(int year, int month) {
  assert(month >= 1 && month <= 12);
  const std::chrono::year_month_day_last last{
      std::chrono::year(year),
      std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month)))};
  return std::chrono::time_point_cast<Days>(std::chrono::sys_days(last));
}

}  // namespace gongkai
