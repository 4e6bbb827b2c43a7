// What stands in a cell and how it looks.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <variant>

#include "gongkai/base/date.hpp"
#include "gongkai/base/figure.hpp"

namespace gongkai {

/// 0 to 1, shown as percent with that many decimals.
struct Share {
  double value;
  int digits = 2;
};

/// value ÷ scale, such as 分 shown in 万元.
struct Decimal {
  std::int64_t value, scale;
};

/// A text stays a text, whatever it opens with. A whole number past 15 digits becomes a text, for a
/// sheet would round it. kNever is "—". A figure without a number is told in words, so that no cell
/// is empty by mistake. The text is read during the call only.
using Value = std::variant<std::string_view, std::int64_t, Share, Decimal, Date, Figure>;

enum class Look : std::uint8_t {
  body,
  title,    ///< large, without a border
  note,     ///< small and grey, without a border
  head,     ///< the head of a list
  label,    ///< what names a row
  total,    ///< a sum
  faint,    ///< a figure that should not be compared
  warning,  ///< orange
  fatal,    ///< red
  code,     ///< letters of one width
  link,     ///< leads to another sheet
  hint,     ///< blue
  needed,   ///< the head of a column that must be filled in
  entry,    ///< is filled in: the one look that a protected sheet leaves open
  example,  ///< shows how to fill in; open too
};

/// Texts stand left, numbers right, dates and heads in the middle, where nothing else is said.
enum class Align : std::uint8_t { natural, left, centre, right };

struct Style {
  Look look = Look::body;
  Align align = Align::natural;
  auto operator<=>(const Style&) const = default;
};

}  // namespace gongkai
