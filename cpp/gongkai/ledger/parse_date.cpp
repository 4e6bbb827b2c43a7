// Dates as offices write them.
#include "gongkai/ledger/parse_date.hpp"

#include "gongkai/ledger/parse_text.hpp"

namespace gongkai {
namespace {

DateCell only(Reading reading) { return {.reading = reading}; }

DateCell day(std::int64_t year, std::int64_t month, std::int64_t day_of_month) {
  const auto date =
      civil(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day_of_month));
  if (!date) return only(Reading::impossible);
  return {.date = *date, .reading = Reading::value};
}

DateCell month(std::int64_t year, std::int64_t number) {
  DateCell cell = day(year, number, 1);
  cell.partial = cell.reading == Reading::value;
  return cell;
}

/// A year of four digits, or of this century where it has two.
std::optional<std::int64_t> full_year(const Cursor::Number& number) {
  if (number.digits == 4) return number.value;
  if (number.digits == 2) return 2000 + number.value;
  return {};
}

bool take_weekday(Cursor& cursor) {
  const bool bracket = cursor.take(U'(');
  if (!cursor.take_any({U"星期", U"周", U"礼拜"})) return false;
  if (!cursor.take_any({U"一", U"二", U"三", U"四", U"五", U"六", U"日", U"天"})) return false;
  return !bracket || cursor.take(U')');
}

/// At most two digits, and no more than `most`.
bool take_small(Cursor& cursor, std::int64_t most) {
  const auto number = cursor.number();
  return number && number->digits <= 2 && number->value <= most;
}

bool take_time(Cursor& cursor) {
  const bool half =
      cursor.take_any({U"上午", U"下午", U"中午", U"晚上", U"凌晨", U"早上", U"傍晚"});
  if (half && cursor.done()) return true;
  const auto hour = cursor.number();
  if (!hour || hour->digits > 2 || hour->value > 24) return false;
  if (cursor.take_any({U"时", U"点"})) {
    if (cursor.done()) return true;
    if (hour->value == 24) return false;
    if (!take_small(cursor, 59)) return false;
    if (!cursor.take(U'分')) return cursor.done();
    return cursor.done() || (take_small(cursor, 59) && cursor.take(U'秒'));
  }
  if (!cursor.take(U':') || !take_small(cursor, hour->value == 24 ? 0 : 59)) return false;
  if (cursor.take(U':')) {
    if (!take_small(cursor, hour->value == 24 ? 0 : 59)) return false;
    if (cursor.take(U'.') && !cursor.number()) return false;
  }
  cursor.take_any({U"AM", U"PM", U"am", U"pm"});
  // Another zone could mean another day.
  cursor.take_any({U"+08:00", U"+0800"});
  return true;
}

/// What may stand behind a day: the weekday, the time of day.
bool ends(Cursor cursor) {
  if (cursor.done() || cursor.rest() == U".") return true;
  if (Cursor weekday = cursor; take_weekday(weekday)) cursor = weekday;
  if (cursor.done()) return true;
  cursor.take_any({U" ", U"T", U"t"});
  return take_time(cursor) && cursor.done();
}

std::optional<DateReading> finish(Cursor cursor, std::int64_t year, std::int64_t month_number,
                                  std::int64_t day_of_month) {
  if (!ends(cursor)) return {};
  return DateReading{day(year, month_number, day_of_month)};
}

/// Behind "8月": a day, a third of the month, or nothing.
std::optional<DateReading> month_and_day(Cursor cursor, std::int64_t year,
                                         std::int64_t month_number) {
  struct Third {
    std::u32string_view word;
    int until;
  };
  constexpr Third kThirds[] = {{U"", 0},      {U"上旬", 10}, {U"中旬", 20},
                               {U"下旬", 31}, {U"底", 31},   {U"末", 31}};
  for (const auto& [word, until] : kThirds)
    if (cursor.rest() == word) return DateReading{month(year, month_number), until};
  const auto number = cursor.number();
  if (!number || number->digits > 2) return {};
  cursor.take_any({U"日", U"号"});
  return finish(cursor, year, month_number, number->value);
}

/// 20220824, 202208, 20220824093000, 44797.
std::optional<DateReading> compact(Cursor cursor, const Cursor::Number& number, bool since_1904) {
  const std::int64_t value = number.value;
  if (number.digits == 8) return finish(cursor, value / 10000, value / 100 % 100, value % 100);
  if (number.digits == 14) {
    const std::int64_t time = value % 1'000'000;
    if (!cursor.done() || time / 10000 > 23 || time / 100 % 100 > 59 || time % 100 > 59) return {};
    const std::int64_t date = value / 1'000'000;
    return DateReading{day(date / 10000, date / 100 % 100, date % 100)};
  }
  if (!cursor.done()) return {};
  // Excel's day 1 is 1900-01-01, and it has a 29 February in that year; its other first day, 0, is
  // 1904-01-01.
  const std::int64_t serial = since_1904 ? value + 1462 : value;
  if (number.digits == 5 && serial >= 35000 && serial <= 60000) {
    const Date date = *civil(1899, 12, 30) + Days{static_cast<std::int32_t>(serial)};
    return DateReading{{.date = date, .reading = Reading::value}};
  }
  if (number.digits == 6) {
    const std::int64_t year = value / 100, month_number = value % 100;
    const bool of_month = year >= 1949 && year <= 2100 && month_number >= 1 && month_number <= 12;
    const bool of_day = civil(static_cast<int>(2000 + value / 10000),
                              static_cast<int>(value / 100 % 100), static_cast<int>(value % 100))
                            .has_value();
    if (of_month && of_day) return DateReading{only(Reading::ambiguous)};
    if (of_month) return DateReading{month(year, month_number)};
  }
  return {};
}

/// Behind "2022" and its first separator.
std::optional<DateReading> separated(Cursor cursor, const Cursor::Number& first, char32_t separator,
                                     DateContext of) {
  const bool dot = separator == U'.';
  const auto second = cursor.number();
  if (!second || second->chinese) return {};
  // The fraction of a serial is the time of day.
  if (dot && first.digits == 5 && cursor.done()) return compact(cursor, first, of.since_1904);
  if (second->digits > 2) return {};
  if (cursor.take(separator)) {
    const auto third = cursor.number();
    const auto written = full_year(first);
    if (!third || third->digits > 2 || !written) return {};
    cursor.take_any({U"日", U"号"});
    return finish(cursor, *written, second->value, third->value);
  }
  if (first.digits == 4) {
    const bool said = cursor.take(U'月');
    if (!cursor.done()) return {};
    // A cell of the number 2022.1 may have been 2022.10.
    if (dot && !said && second->digits == 1 && second->value == 1)
      return DateReading{only(Reading::ambiguous)};
    return DateReading{month(*full_year(first), second->value)};
  }
  if (first.digits > 2 || first.value < 1 || first.value > 12 || second->value < 1 ||
      second->value > 31 || !cursor.done())
    return {};
  // 8.24 may be a number, and 8.1 may be 8.10.
  if (dot) return DateReading{only(Reading::ambiguous)};
  if (of.year == 0) return {};
  return DateReading{day(of.year, first.value, second->value)};
}

bool two_digits(std::string_view text, std::size_t at, int& value) {
  const auto tens = static_cast<unsigned>(text[at] - '0');
  const auto ones = static_cast<unsigned>(text[at + 1] - '0');
  value = static_cast<int>(tens * 10 + ones);
  return tens <= 9 && ones <= 9;
}

}  // namespace

std::optional<DateReading> read_date(std::u32string_view text, DateContext of) {
  Cursor cursor(text);
  const auto first = cursor.number();
  if (!first) return {};
  if (cursor.take(U'年')) {
    const auto written = full_year(*first);
    const auto second = cursor.number();
    if (!written || !second || second->digits > 2 || !cursor.take_any({U"月份", U"月"})) return {};
    return month_and_day(cursor, *written, second->value);
  }
  if (cursor.take_any({U"月份", U"月"})) {
    if (of.year == 0 || first->digits > 2) return {};
    return month_and_day(cursor, of.year, first->value);
  }
  if (first->chinese) return {};
  for (const char32_t separator : {U'-', U'.', U'/'})
    if (cursor.take(separator)) return separated(cursor, *first, separator, of);
  return compact(cursor, *first, of.since_1904);
}

std::optional<DateCell> read_iso(std::string_view text) {
  int century = 0, year = 0, month_number = 0, day_of_month = 0;
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' || !two_digits(text, 0, century) ||
      !two_digits(text, 2, year) || !two_digits(text, 5, month_number) ||
      !two_digits(text, 8, day_of_month))
    return {};
  if (text.size() > 10) {
    int hour = 0, minute = 0, second = 0;
    if (text.size() != 19 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':' ||
        text[16] != ':' || !two_digits(text, 11, hour) || !two_digits(text, 14, minute) ||
        !two_digits(text, 17, second) || hour > 23 || minute > 59 || second > 59)
      return {};
  }
  return day(century * 100 + year, month_number, day_of_month);
}

DateCell parse_date(std::string_view text, DateContext of) {
  if (const auto cell = read_iso(text)) return *cell;
  const FoldedCell folded_text(text);
  if (!folded_text.fits()) return only(Reading::bad);
  const auto view = folded_text.view();
  if (view.empty()) return {};
  if (const auto found = read_date(view, of)) return found->cell;
  if (!is_digit(view.front()))
    if (const Reading word = truth_word(view); word != Reading::bad) return only(word);
  const auto reads = [&](std::u32string_view part) {
    return read_date(part, {of.year == 0 ? 2000 : of.year, of.since_1904}).has_value();
  };
  if (const auto [label, value] = split_label(text); !label.empty()) return parse_date(value, of);
  return only(holds_two(view, reads) ? Reading::ambiguous : Reading::bad);
}

}  // namespace gongkai
