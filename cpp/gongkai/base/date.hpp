// Calendar dates as every room speaks them: four bytes, Arrow's date32.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

using Days = std::chrono::duration<std::int32_t, std::ratio<86400>>;
using Date = std::chrono::time_point<std::chrono::system_clock, Days>;

inline constexpr Date kNever = Date::max();    ///< has not happened: after every date of count
inline constexpr Date kUndated = Date::min();  ///< has happened, but nobody wrote when

/// The days that a count looks at; what is dated after `as_of` has not happened yet.
struct Period {
  Date from, as_of;
  bool operator==(const Period&) const = default;
};

/// A deadline. Both ends are equal where every notice needed is known; both kNever: nothing is due.
struct Due {
  Date earliest = kNever, latest = kNever;
  bool operator==(const Due&) const = default;
};

/// The date of a civil day, or nothing where no calendar has it (2022-02-30).
std::optional<Date> civil(int year, int month, int day);
/// Strictly "2022-08-24"; nothing for any other text.
std::optional<Date> parse_iso(std::string_view text);
/// "2022-08-24"; "" for kNever and kUndated.
std::string iso(Date date);
std::chrono::year_month_day parts(Date date);
int year_of(Date date);
/// From 1 January to 31 December of `year`.
Period year_period(int year);
/// The last day of that month.
Date month_end(int year, int month);

constexpr bool is_dated(Date date) { return date != kNever && date != kUndated; }

}  // namespace gongkai
