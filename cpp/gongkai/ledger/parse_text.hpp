// The characters of a cell, one at a time, with full-width and compatibility forms made plain.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

/// A code point and its length in bytes. A broken byte is U+FFFD of one byte.
struct Character {
  char32_t code = 0;
  std::size_t size = 1;
};
/// The first character of `text`. Requires that there is one.
Character first_character(std::string_view text);

/// Its plain form: full-width ASCII narrowed, every bracket ( or ), every dash -, every space
/// U+0020, ○ the zero 〇, a radical the character it stands for. Case is kept.
char32_t folded(char32_t code);

/// Appends the UTF-8 of `code`.
void append(std::string& text, char32_t code);

/// Value of a Chinese digit (〇零一二两三…九), -1 for any other character.
int chinese_digit(char32_t code);

constexpr bool is_digit(char32_t code) { return code >= U'0' && code <= U'9'; }

/// A short cell, folded, in place: what dates and numbers are read from without allocating. Spaces
/// stand only between two digits, and there one.
class FoldedCell {
 public:
  explicit FoldedCell(std::string_view text);
  bool fits() const { return fits_; }  ///< false: too long for a date or a number
  std::u32string_view view() const { return {characters_.data(), size_}; }

 private:
  std::array<char32_t, 64> characters_{};
  std::size_t size_ = 0;
  bool fits_ = true;
};

/// Reads the digits, Arabic or Chinese, that a date or a deadline is made of.
class Cursor {
 public:
  struct Number {
    std::int64_t value = 0;
    int digits = 0;  ///< how many were written; 2 for 十二
    bool chinese = false;
  };
  explicit Cursor(std::u32string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  std::u32string_view rest() const { return rest_; }
  bool take(char32_t code);
  bool take(std::u32string_view word);
  /// The first of `words` that stands here is taken.
  bool take_any(std::initializer_list<std::u32string_view> words);
  /// 2022, 二〇二二, 二十四; nothing where no digit stands or more than 14.
  std::optional<Number> number();

 private:
  std::u32string_view rest_;
};

}  // namespace gongkai
