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
  ambiguous,   ///< two readings: 2022.1 may be October, two dates in one cell, 约3
  bad,         ///< anything else
};

/// What the cell of a date leaves to its file.
struct DateContext {
  int year = 0;             ///< gives 8月24日 its year; 0: none does
  bool since_1904 = false;  ///< serials count from 1904-01-01, as in some workbooks
  constexpr DateContext(int of_year, bool from_1904 = false)
      : year(of_year), since_1904(from_1904) {}
};

struct DateCell {
  Date date = kNever;
  Reading reading = Reading::blank;
  bool partial = false;  ///< only a month was written
};

/// All forms of a date that offices write: 2022.8.24, 2022-08-24 09:30, 2022年8月24日,
/// 20220824, 22.8.24, 二〇二二年八月二十四日, 8月24日 (year from the file), Excel serials (35000 to
/// 60000 where they count from 1900), 发文日期：2022-08-24. A month alone is `partial` and its
/// first day.
DateCell parse_date(std::string_view text, DateContext of);
/// The same, and the words of deadlines: 9月底前, 年底前, 全年, 上半年, 第三季度, 2022年10月 (a
/// month is its last day), 长期 (open).
DateCell parse_deadline(std::string_view text, DateContext of);

struct NumberCell {
  std::int64_t value = 0;  ///< times 10^decimals
  Reading reading = Reading::blank;
  bool percent = false;  ///< written with a % sign; the value is as written (92 % is 92)
};
/// 1,234 · ３ · 3件 · 12.5% · 1.2万 · 二十三 · -5, as a fixed-point number of `decimals` places;
/// more places than that, or text, is bad; 约3, 3余件, 3+ and 3-5 are ambiguous.
NumberCell parse_number(std::string_view text, int decimals);
/// The same for money, with `more` places than 分 has; `scale` is what one stands for in the
/// column, in 分. 元 and 万元 in the cell say what they say; what they leave open is
/// ambiguous: 1.2万 in a column of 万元, 3元 in one.
NumberCell parse_money(std::string_view text, std::int64_t scale, int more = 0);

/// 是/否, 有/无, √/×, 1/0, true/false, Y/N; a date means yes.
Reading parse_truth(std::string_view text, DateContext of);

/// Items of a cell, split at 、，,；; and line breaks outside brackets; trimmed; empty items keep
/// their place.
std::vector<std::string_view> split_items(std::string_view text);
/// The number of 22（其中修订16件）, "" where no remark in brackets stands behind one. 3（万元） is
/// none: its bracket changes the number.
std::string_view without_remark(std::string_view text);

/// 发文日期：2023-08-25 or 页数：3 in its two parts. The label is of Chinese characters and ends in
/// 日期, 时间, 数 …; "" where none is glued to a value.
struct Labelled {
  std::string_view label, value;
};
Labelled split_label(std::string_view text);

/// What a spreadsheet shows where a formula has no value: #N/A, #REF!, #DIV/0! …
bool is_cell_error(std::string_view text);

/// Without spaces at the ends, U+00A0 and U+3000 included.
std::string_view trim(std::string_view text);

}  // namespace gongkai
