// Truth values and lists as offices write them.
#include "gongkai/ledger/parse.hpp"

#include <algorithm>
#include <array>

#include "gongkai/ledger/parse_date.hpp"
#include "gongkai/ledger/parse_text.hpp"

namespace gongkai {
namespace {

// Of spaces beyond ASCII the first byte is one of four, which few characters begin with.
bool is_space(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const bool may_be = lead <= ' ' || lead == 0xC2 || lead == 0xE2 || lead == 0xE3 || lead == 0xEF;
  return may_be && folded(first_character(text).code) == U' ';
}

bool separates(char32_t code) {
  return code == U'、' || code == U',' || code == U'，' || code == U';' || code == U'；' ||
         code == U'\n' || code == U'\r';
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text)) text.remove_prefix(first_character(text).size);
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    if (!is_space(text.substr(last))) break;
    text = text.substr(0, last);
  }
  return text;
}

bool is_cell_error(std::string_view text) {
  // As Excel writes them, and WPS, also in a Chinese edition.
  constexpr std::array<std::string_view, 9> kErrors = {
      "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"};
  text = trim(text);
  return text.starts_with('#') && std::ranges::find(kErrors, text) != kErrors.end();
}

std::vector<std::string_view> split_items(std::string_view text) {
  std::vector<std::string_view> items;
  if (trim(text).empty()) return items;
  // A bracket that nothing closes is only a character.
  std::size_t last_close = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, size] = first_character(text.substr(at));
    if (folded(code) == U')') last_close = at;
    at += size;
  }
  std::size_t begin = 0, at = 0;
  int depth = 0;
  while (at < text.size()) {
    const auto [code, size] = first_character(text.substr(at));
    const char32_t plain_code = folded(code);
    if (plain_code == U'(' && at < last_close) ++depth;
    if (plain_code == U')' && depth > 0) --depth;
    if (depth == 0 && separates(code)) {
      items.push_back(trim(text.substr(begin, at - begin)));
      begin = at + size;
      if (code == U'\r' && begin < text.size() && text[begin] == '\n') ++begin;
      at = begin;
      continue;
    }
    at += size;
  }
  items.push_back(trim(text.substr(begin)));
  return items;
}

Reading truth_word(std::u32string_view text) {
  static constexpr std::array<std::u32string_view, 12> kYes{
      U"是", U"有", U"√", U"✓", U"✔", U"☑", U"1", U"1.0", U"y", U"yes", U"t", U"true"};
  static constexpr std::array<std::u32string_view, 13> kNo{
      U"否", U"无", U"×", U"✗", U"✘", U"╳", U"x", U"0", U"0.0", U"n", U"no", U"f", U"false"};
  std::array<char32_t, 5> lower{};
  if (text.empty()) return Reading::blank;
  if (text.size() > lower.size()) return Reading::bad;
  std::ranges::transform(text, lower.begin(), [](char32_t code) {
    return code >= U'A' && code <= U'Z' ? code + (U'a' - U'A') : code;
  });
  const std::u32string_view word(lower.data(), text.size());
  if (std::ranges::find(kYes, word) != kYes.end()) return Reading::yes;
  if (std::ranges::find(kNo, word) != kNo.end()) return Reading::no;
  return Reading::bad;
}

std::string_view without_remark(std::string_view text) {
  constexpr std::u32string_view kChanges = U"十百千万亿元角%约估预计暂待大近超逾余多";
  text = trim(text);
  std::size_t open = 0, last = 0;
  char32_t opening = 0, code = 0;
  for (std::size_t at = 0; at < text.size(); at += last) {
    const auto next = first_character(text.substr(at));
    code = folded(next.code);
    last = next.size;
    if (opening == U'(') opening = code;
    if (open == 0 && code == U'(') {
      if (at == 0) return {};
      open = at;
      opening = code;
    }
  }
  if (open == 0 || code != U')' || kChanges.find(opening) != std::u32string_view::npos) return {};
  return trim(text.substr(0, open));
}

Labelled split_label(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  constexpr std::array<std::string_view, 10> kEndings{"日期", "时间", "时限", "期限", "数",
                                                      "量",   "额",   "率",   "得分", "评分"};
  text = trim(text);
  std::size_t size = 0;
  for (std::size_t characters = 0; characters <= kLongest && size < text.size(); ++characters) {
    const auto [code, bytes] = first_character(text.substr(size));
    if (folded(code) == U':') {
      const std::string_view label = trim(text.substr(0, size));
      if (std::ranges::none_of(kEndings, [&](auto ending) { return label.ends_with(ending); }))
        return {};
      return {label, trim(text.substr(size + bytes))};
    }
    const bool han = code >= 0x4E00 && code <= 0x9FFF;
    if (!han && folded(code) != U' ') return {};
    size += bytes;
  }
  return {};
}

Reading parse_truth(std::string_view text, DateContext of) {
  const FoldedCell cell(text);
  if (!cell.fits()) return Reading::bad;
  const Reading word = truth_word(cell.view());
  if (word != Reading::bad) return word;
  return parse_date(text, of).reading == Reading::value ? Reading::yes : Reading::bad;
}

}  // namespace gongkai
