// Deadlines: dates, and the words that stand for one.
#include <algorithm>
#include <array>

#include "gongkai/ledger/parse_date.hpp"
#include "gongkai/ledger/parse_text.hpp"

namespace gongkai {
namespace {

using Text = std::u32string_view;

constexpr std::array<Text, 13> kOpen{U"长期", U"持续",   U"常态",  U"每",   U"不定期",
                                     U"定期", U"随时",   U"实时",  U"经常", U"日常",
                                     U"滚动", U"无期限", U"不限期"};

DateReading on(int year, int month, int day_of_month) {
  return {{.date = *civil(year, month, day_of_month), .reading = Reading::value}};
}

/// Without 前, 之前, 完成 … at the end: a deadline is the last day that counts.
Text bare(Text text) {
  for (const Text word : {Text(U"完成"), Text(U"之前"), Text(U"以前"), Text(U"前"), Text(U"止")})
    if (text.ends_with(word)) text.remove_suffix(word.size());
  return text;
}

/// 年底, 上半年, 第三季度 of that year; `named` where the year stands before it.
std::optional<DateReading> part_of_year(Cursor cursor, int year, bool named) {
  if (year == 0) return {};
  const Text rest = cursor.rest();
  const auto is = [&](std::initializer_list<Text> words) {
    return std::ranges::find(words, rest) != words.end();
  };
  if (is({U"年底", U"年末", U"年终", U"年内", U"全年", U"下半年", U"下半年底", U"下半年末"}) ||
      (named && is({U"底", U"末", U"内"})))
    return on(year, 12, 31);
  if (is({U"上半年", U"上半年底", U"上半年末"})) return on(year, 6, 30);
  cursor.take(U'第');
  const auto quarter = cursor.number();
  if (!quarter || quarter->value < 1 || quarter->value > 4 || !cursor.take(U"季度")) return {};
  cursor.take_any({U"末", U"底", U"内"});
  if (!cursor.done()) return {};
  const int month = static_cast<int>(quarter->value) * 3;
  return DateReading{{.date = month_end(year, month), .reading = Reading::value}};
}

std::optional<DateReading> closed_deadline(Text text, DateContext of) {
  text = bare(text);
  if (auto found = read_date(text, of)) {
    DateCell& cell = found->cell;
    if (cell.partial) {
      const auto date = parts(cell.date);
      const int of_year = static_cast<int>(date.year());
      const auto month = static_cast<int>(static_cast<unsigned>(date.month()));
      cell.date = found->until == 10 || found->until == 20 ? *civil(of_year, month, found->until)
                                                           : month_end(of_year, month);
      cell.partial = found->until == 0;
    }
    return found;
  }
  Cursor cursor(text);
  if (cursor.take_any({U"今年", U"本年", U"当年"})) return part_of_year(cursor, of.year, true);
  Cursor named = cursor;
  const auto written = named.number();
  if (!written || !named.take(U'年')) return part_of_year(cursor, of.year, false);
  if (written->digits != 4 && written->digits != 2) return {};
  const std::int64_t full = written->digits == 2 ? 2000 + written->value : written->value;
  return part_of_year(named, static_cast<int>(full), true);
}

std::size_t open_word(Text text) {
  std::size_t first = Text::npos;
  for (const Text word : kOpen) first = std::min(first, text.find(word));
  return first;
}

/// A deadline without an end, unless an end is named beside it.
Reading open_deadline(Text text, std::size_t at, DateContext of) {
  constexpr Text kBetween = U"、,;并及和且";
  Text before = text.substr(0, at);
  while (!before.empty() && kBetween.find(before.back()) != Text::npos) before.remove_suffix(1);
  if (!before.ends_with(U'年') && closed_deadline(before, of)) return Reading::ambiguous;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(U"、,;", begin), text.size());
    const Text item = text.substr(begin, end - begin);
    if (open_word(item) == Text::npos && closed_deadline(item, of)) return Reading::ambiguous;
    begin = end + 1;
  }
  return Reading::open;
}

}  // namespace

DateCell parse_deadline(std::string_view text, DateContext of) {
  if (const auto cell = read_iso(text)) return *cell;
  const FoldedCell folded_text(text);
  if (!folded_text.fits()) return {.reading = Reading::bad};
  const Text view = folded_text.view();
  if (view.empty()) return {};
  if (const auto [label, value] = split_label(text); !label.empty())
    return parse_deadline(value, of);
  if (const std::size_t at = open_word(view); at != Text::npos)
    return {.reading = open_deadline(view, at, of)};
  if (const auto found = closed_deadline(view, of)) return found->cell;
  if (!is_digit(view.front()))
    if (const Reading word = truth_word(view); word != Reading::bad) return {.reading = word};
  const auto reads = [&](Text part) {
    return closed_deadline(part, {of.year == 0 ? 2000 : of.year, of.since_1904}).has_value();
  };
  return {.reading = holds_two(view, reads) ? Reading::ambiguous : Reading::bad};
}

}  // namespace gongkai
