// How offices write dates, numbers, truth values and lists, read as values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/date.hpp"

namespace gongkai {

enum class Reading : std::uint8_t {
  value,  ///< read
  blank,  ///< nothing there
  yes,
  no,          ///< a truth value where a date is asked
  open,        ///< a deadline without an end: 长期, 持续推进, 每季度末
  impossible,  ///< shaped like a date, and no calendar has it (2022年2月30日)
  ambiguous,   ///< two readings: 2022.1 may be October, two dates in one cell
  bad,         ///< anything else
};

struct DateCell {
  Date date = kNever;
  Reading reading = Reading::blank;
  bool partial = false;  ///< only a month was written
};

/// All forms of a date that offices write: 2022.8.24, 2022-08-24 09:30, 2022年8月24日,
/// 20220824, 22.8.24, 二〇二二年八月二十四日, 8月24日 (year from `year`), Excel serials (35000 to
/// 60000). A month alone is `partial` and its first day.
DateCell parse_date(std::string_view text, int year);
/// The same, and the words of deadlines: 9月底前, 年底前, 全年, 上半年, 第三季度, 2022年10月 (a
/// month is its last day), 长期 (open).
DateCell parse_deadline(std::string_view text, int year);

struct NumberCell {
  std::int64_t value = 0;  ///< times 10^decimals
  Reading reading = Reading::blank;
  bool percent = false;  ///< written with a % sign; the value is as written (92 % is 92)
};
/// 1,234 · ３ · 3件 · 12.5% · 1.2万 · 二十三 · -5, as a fixed-point number of `decimals` places;
/// more places than that, or text, is bad.
NumberCell parse_number(std::string_view text, int decimals);

/// 是/否, 有/无, √/×, 1/0, true/false, Y/N; a date means yes.
Reading parse_truth(std::string_view text, int year);

/// Items of a cell, split at 、，,；; and line breaks outside brackets; trimmed; empty items keep
/// their place.
std::vector<std::string_view> split_items(std::string_view text);
/// Without spaces at the ends, U+00A0 and U+3000 included.
std::string_view trim(std::string_view text);

}  // namespace gongkai
