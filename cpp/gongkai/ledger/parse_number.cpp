// Numbers as offices write them, exact: no value passes through a floating-point number.
#include <algorithm>
#include <array>
#include <charconv>

#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/parse_text.hpp"

namespace gongkai {
namespace {

using Text = std::u32string_view;

// Words that count without changing the value. 月 and 年 are none of them: 3月 is a month. 万元 is
// none either: whether it repeats the header or multiplies cannot be told from the cell.
constexpr std::array<Text, 35> kCounters{
    U"件", U"个",   U"条",   U"次",   U"项",   U"份",   U"页",     U"人",      U"户",
    U"家", U"篇",   U"期",   U"场",   U"例",   U"起",   U"宗",     U"张",      U"天",
    U"批", U"部",   U"处",   U"名",   U"本",   U"册",   U"种",     U"类",      U"分",
    U"元", U"人次", U"条次", U"件次", U"户次", U"批次", U"工作日", U"个工作日"};

/// A decimal number as it is written: `mantissa` tenths, hundredths … by `places`.
struct Decimal {
  std::int64_t mantissa = 0;
  int places = 0;
};

bool append_digit(std::int64_t& value, std::int64_t digit) {
  return !__builtin_mul_overflow(value, 10, &value) &&
         !__builtin_add_overflow(value, digit, &value);
}

/// 1,234.50: commas only where thousands part.
std::optional<Decimal> take_decimal(Text& text) {
  Decimal number;
  std::size_t at = 0, group = 0;
  bool commas = false;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      if (!append_digit(number.mantissa, text[at] - U'0') || (commas && group == 3)) return {};
      ++group;
    } else if (text[at] == U',') {
      if (group == 0 || group > 3 || (commas && group != 3)) return {};
      commas = true;
      group = 0;
    } else {
      break;
    }
  }
  if (at == 0 || (commas && group != 3)) return {};
  if (at < text.size() && text[at] == U'.') {
    const std::size_t point = at++;
    std::size_t last = at;  // behind the last digit that is not zero
    std::size_t end = at;
    for (; end < text.size() && is_digit(text[end]); ++end)
      if (text[end] != U'0') last = end + 1;
    if (end == point + 1) return {};
    for (; at < last; ++at, ++number.places)
      if (!append_digit(number.mantissa, text[at] - U'0')) return {};
    at = end;
  }
  text.remove_prefix(at);
  return number;
}

/// 二十三, 一百零五, 三千零五十, 一万二千. Two bare digits are none: 三四 is three or four.
std::optional<Decimal> take_chinese(Text& text) {
  constexpr Text kUnits = U"十百千";
  constexpr std::array<std::int64_t, 3> kValues{10, 100, 1000};
  std::int64_t total = 0, section = 0, digit = -1, last_unit = 0, last_section = 0;
  bool zero = false;
  std::size_t at = 0;
  const auto close_section = [&](std::int64_t value) {
    section += std::max<std::int64_t>(digit, 0);
    if (section == 0 || (last_section != 0 && last_section <= value)) return false;
    total += section * value;
    section = 0;
    digit = -1;
    last_unit = 0;
    last_section = value;
    zero = false;
    return true;
  };
  for (; at < text.size(); ++at) {
    const char32_t code = text[at];
    if (const int found = chinese_digit(code); found >= 0) {
      if (digit > 0) return {};
      if (found == 0) {
        zero = true;
        continue;
      }
      // 一百二 may be 102 or 120: behind hundreds a zero must stand before ones.
      digit = found;
    } else if (const auto unit = kUnits.find(code); unit != Text::npos) {
      const std::int64_t value = kValues[unit];
      if (last_unit != 0 && last_unit <= value) return {};
      if (digit < 0 && (value != 10 || section != 0)) return {};
      section += (digit < 0 ? 1 : digit) * value;
      digit = -1;
      last_unit = value;
      zero = false;
    } else if (code == U'万' || code == U'亿') {
      if (!close_section(code == U'万' ? 10'000 : 100'000'000)) return {};
    } else {
      break;
    }
  }
  if (at == 0) return {};
  if (digit > 0 && !zero && (last_unit > 10 || (last_unit == 0 && last_section != 0))) return {};
  if (digit < 0 && section == 0 && total == 0 && !zero) return {};
  text.remove_prefix(at);
  return Decimal{total + section + std::max<std::int64_t>(digit, 0), 0};
}

int take_multiplier(Text& text) {
  struct Multiplier {
    char32_t word;
    int zeros;
  };
  constexpr std::array<Multiplier, 4> kMultipliers{
      {{U'百', 2}, {U'千', 3}, {U'万', 4}, {U'亿', 8}}};
  if (text.empty()) return 0;
  const auto found = std::ranges::find(kMultipliers, text.front(), &Multiplier::word);
  if (found == kMultipliers.end()) return 0;
  text.remove_prefix(1);
  return found->zeros;
}

/// A number as it is written, and what stands behind it.
struct Written {
  std::int64_t mantissa = 0;
  int places = 0, zeros = 0;  ///< zeros: of 百, 千, 万 or 亿 behind Arabic digits
  bool named = false;         ///< 万 or 亿 is part of the number
  Text unit;
};

std::optional<Written> take_number(Text text) {
  const bool negative = !text.empty() && text.front() == U'-';
  if (negative || text.starts_with(U'+')) text.remove_prefix(1);
  if (text.empty()) return {};
  const bool arabic = is_digit(text.front());
  const Text whole = text;
  const auto number = arabic ? take_decimal(text) : take_chinese(text);
  if (!number) return {};
  Written written{number->mantissa, number->places, arabic ? take_multiplier(text) : 0, false,
                  text};
  const Text digits = whole.substr(0, whole.size() - text.size());
  written.named = digits.find_first_of(U"万亿") != Text::npos;
  if (negative) written.mantissa = -written.mantissa;
  return written;
}

NumberCell fixed_point(const Written& written, int decimals) {
  NumberCell cell{.value = written.mantissa, .reading = Reading::value};
  const int shift = decimals + written.zeros - written.places;
  if (shift < 0) return {.reading = Reading::bad};
  for (int times = 0; times < shift && cell.value != 0; ++times)
    if (__builtin_mul_overflow(cell.value, 10, &cell.value)) return {.reading = Reading::bad};
  return cell;
}

NumberCell read_number(Text text, int decimals) {
  const auto written = take_number(text);
  if (!written) return {.reading = Reading::bad};
  const Text unit = written->unit;
  const bool percent = unit == U"%" && written->zeros == 0;
  const bool known = unit.empty() || percent ||
                     (std::ranges::find(kCounters, unit) != kCounters.end() &&
                      (unit != U"元" || written->zeros == 0));
  if (!known) return {.reading = Reading::bad};
  NumberCell cell = fixed_point(*written, decimals);
  cell.percent = percent && cell.reading == Reading::value;
  return cell;
}

NumberCell read_money(Text text, int decimals, bool in_yuan, int more) {
  const auto written = take_number(text);
  if (!written || (!written->unit.empty() && written->unit != U"元"))
    return {.reading = Reading::bad};
  const bool named = written->zeros > 0 || written->named;
  const bool in_cell = written->unit == U"元";
  // What is written in 元 in a column of 万元, and 万 without 元 there, may mean either.
  if (!in_yuan && in_cell != named) return {.reading = Reading::ambiguous};
  constexpr int kFenOfYuan = 2;
  return fixed_point(*written, in_cell ? kFenOfYuan + more : decimals);
}

/// Whether words around a number say that it is none to count with: 约3, 3余件, 3件以上, 3+, 3-5.
bool is_inexact(Text text) {
  constexpr std::array<Text, 19> kBefore{
      U"大约", U"约",   U"近",   U"逾", U"超过", U"超", U"多达", U"不少于", U"不低于", U"不足",
      U"至少", U"至多", U"最多", U">=", U"<=",   U">",  U"<",    U"≥",      U"≤"};
  constexpr std::array<Text, 9> kBehind{U"左右", U"上下", U"以上", U"以下", U"以内",
                                        U"余",   U"多",   U"几",   U"+"};
  const auto reads = [](Text part) {
    return !part.empty() && (read_number(part, 6).reading == Reading::value ||
                             read_money(part, 6, true, 4).reading == Reading::value);
  };
  for (const Text word : kBefore)
    if (text.starts_with(word)) {
      const Text rest = text.substr(word.size());
      return reads(rest) || is_inexact(rest);
    }
  for (const Text word : kBehind)
    if (const std::size_t at = text.find(word); at != Text::npos && at > 0) {
      const Text unit = text.substr(at + word.size());
      const bool counter = unit.empty() || std::ranges::find(kCounters, unit) != kCounters.end();
      if (counter && reads(text.substr(0, at))) return true;
    }
  for (const std::size_t at : {text.find(U'-', 1), text.find(U'~', 1), text.find(U'至', 1)})
    if (at != Text::npos && reads(text.substr(0, at)) && reads(text.substr(at + 1))) return true;
  return false;
}

}  // namespace

NumberCell parse_number(std::string_view text, int decimals) {
  if (decimals == 0 && !text.empty() && text.size() <= 18) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size())
      return {.value = value, .reading = Reading::value};
  }
  const FoldedCell cell(text);
  if (!cell.fits()) return {.reading = Reading::bad};
  if (cell.view().empty()) return {};
  const NumberCell number = read_number(cell.view(), decimals);
  if (number.reading == Reading::bad && is_inexact(cell.view()))
    return {.reading = Reading::ambiguous};
  return number;
}

NumberCell parse_money(std::string_view text, std::int64_t scale, int more) {
  const FoldedCell cell(text);
  if (!cell.fits()) return {.reading = Reading::bad};
  if (cell.view().empty()) return {};
  int decimals = more;
  constexpr std::int64_t kYuan = 100;
  for (std::int64_t rest = scale; rest >= 10; rest /= 10) ++decimals;
  const NumberCell money = read_money(cell.view(), decimals, scale == kYuan, more);
  if (money.reading == Reading::bad && is_inexact(cell.view()))
    return {.reading = Reading::ambiguous};
  return money;
}

}  // namespace gongkai
