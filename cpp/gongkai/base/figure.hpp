// A figure is a number or the reason why there is none; missing is never zero.
#pragma once

#include <cstdint>
#include <string_view>

namespace gongkai {

enum class State : std::uint8_t {
  number,          ///< `value` holds
  blank,           ///< a number belongs here and none is given
  not_applicable,  ///< no number belongs here
  not_held,        ///< the body does not hold it
  withheld,        ///< known, and not shown
};

/// Counts are whole; money is in 分, so that sums are exact.
struct Figure {
  std::int64_t value = 0;
  State state = State::blank;
  bool operator==(const Figure&) const = default;
};

constexpr Figure number(std::int64_t value) { return {value, State::number}; }
constexpr bool is_number(Figure figure) { return figure.state == State::number; }

/// The one truth table of sums. `not_applicable` is skipped (alone it stays not applicable);
/// `blank` or `not_held` makes the sum blank; else `withheld` makes it withheld. Throws DataError
/// where the sum leaves the 64-bit range.
Figure operator+(Figure left, Figure right);
/// left − right by the same table.
Figure operator-(Figure left, Figure right);

std::string_view state_id(State state);
/// Throws DataError: "unknown state 'lost'".
State state_of(std::string_view id);

}  // namespace gongkai
