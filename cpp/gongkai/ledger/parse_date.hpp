// Parts of dates that deadlines and truth values are read with, too.
#pragma once

#include <optional>
#include <string_view>

#include "gongkai/ledger/parse.hpp"

namespace gongkai {

struct DateReading {
  DateCell cell;
  int until = 0;  ///< of a month: 10, 20 or 31 for its first, second or last third; 0: not said
};

/// A folded cell as a date; nothing where it has no shape of one.
std::optional<DateReading> read_date(std::u32string_view text, DateContext of);
/// A text that begins with "2022-08-24", alone or with " 09:30:00" behind it, without decoding.
std::optional<DateCell> read_iso(std::string_view text);

/// Whether a cell holds two values where one is asked: `reads` takes what stands on both sides of a
/// separator.
template <class Reads>
bool holds_two(std::u32string_view text, Reads reads) {
  constexpr std::u32string_view kSeparators = U"、,;~/-至到和及与 ";
  for (std::size_t at = text.find_first_of(kSeparators); at != std::u32string_view::npos;
       at = text.find_first_of(kSeparators, at + 1))
    if (reads(text.substr(0, at))) {
      const auto rest = text.substr(at + 1);
      if (reads(rest) || holds_two(rest, reads)) return true;
    }
  return false;
}

/// 是 √ Y 1 … yes, 否 × N 0 … no; blank where empty, bad for any other word.
Reading truth_word(std::u32string_view text);

}  // namespace gongkai
