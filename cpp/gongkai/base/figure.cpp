#include "gongkai/base/figure.hpp"

#include <array>
#include <optional>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"number", "blank", "not_applicable",
                                                     "not_held", "withheld"};

// The state of a sum that is no number, or nothing where both sides count.
std::optional<State> without_number(State left, State right) {
  const auto either = [&](State state) { return left == state || right == state; };
  if (either(State::blank) || either(State::not_held)) return State::blank;
  if (either(State::withheld)) return State::withheld;
  if (left == State::not_applicable && right == left) return State::not_applicable;
  return {};
}

// Not applicable is skipped: it adds nothing.
std::int64_t counted(Figure figure) { return is_number(figure) ? figure.value : 0; }

}  // namespace

Figure operator+(Figure left, Figure right) {
  if (const auto state = without_number(left.state, right.state)) return {0, *state};
  std::int64_t sum = 0;
  if (__builtin_add_overflow(counted(left), counted(right), &sum))
    fail<DataError>("{} + {} leaves the 64-bit range", counted(left), counted(right));
  return number(sum);
}

Figure operator-(Figure left, Figure right) {
  if (const auto state = without_number(left.state, right.state)) return {0, *state};
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(counted(left), counted(right), &difference))
    fail<DataError>("{} - {} leaves the 64-bit range", counted(left), counted(right));
  return number(difference);
}

std::string_view state_id(State state) { return kStates.at(static_cast<std::size_t>(state)); }

State state_of(std::string_view id) {
  for (std::size_t i = 0; i < kStates.size(); ++i)
    if (kStates[i] == id) return static_cast<State>(i);
  fail<DataError>("unknown state '{}'", id);
}

}  // namespace gongkai
