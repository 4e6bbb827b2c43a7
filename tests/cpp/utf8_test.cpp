// Which bytes are UTF-8, told apart from a plain reading of the definition.
#include <gtest/gtest.h>

#include <string>

#include "gongkai/arrow/utf8.hpp"

namespace gongkai::arrow {
namespace {

TEST(Utf8, KnowsEveryLengthAndItsLimits) {
  for (const std::string good :
       {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    for (const std::string before : {"", "公", "公开公", "公开公开", "abcdefgh", "abcdefg"})
      EXPECT_TRUE(is_utf8(before + good + "公开办公室")) << good;
  for (const std::string bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xE5\x85",
        "\xE5\x41\xAC", "\xE5\x85\x41", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF0\x90\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"})
    for (const std::string before : {"", "公", "公开公", "公开公开", "abcdefgh", "abcdefg"}) {
      EXPECT_FALSE(is_utf8(before + bad)) << bad;
      EXPECT_FALSE(is_utf8(before + bad + "公开办公室")) << bad;
    }
}

TEST(Utf8, SeesOneHighByteAnywhere) {
  for (std::size_t at = 0; at < 20; ++at) {
    std::string bytes(20, 'a');
    EXPECT_TRUE(is_ascii(bytes));
    bytes[at] = '\x80';
    EXPECT_FALSE(is_ascii(bytes)) << at;
  }
}

// How a character is written, from its number: RFC 3629, section 3.
std::string written(unsigned code) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  const auto more = [&](unsigned shift) { return byte(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0 | code >> 6), more(0)};
  if (code < 0x10000) return {byte(0xE0 | code >> 12), more(6), more(0)};
  return {byte(0xF0 | code >> 18), more(12), more(6), more(0)};
}

TEST(Utf8, KnowsEveryCharacterAndNoSurrogate) {
  for (unsigned code = 0; code < 0x200000; ++code)
    ASSERT_EQ(is_utf8(written(code)), code < 0x110000 && (code < 0xD800 || code > 0xDFFF)) << code;
}

TEST(Utf8, CountsNoTwoBytesForACharacterThatNeedsOne) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string bytes{static_cast<char>(first), static_cast<char>(second)};
      const bool two = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;
      ASSERT_EQ(is_utf8(bytes), two || (first < 0x80 && second < 0x80)) << first << ' ' << second;
    }
}

// A long text is looked at in two halves, and each a block at a time.
TEST(Utf8, LooksAtALongTextAsAtAShortOne) {
  constexpr std::size_t kLong = 4 << 20;
  for (const std::string character : {"a", "é", "公", "𠀀"}) {
    std::string text;
    while (text.size() < kLong) text += character;
    for (std::size_t shift = 0; shift < 4; ++shift) {
      text.insert(0, "b");
      EXPECT_TRUE(is_utf8(text)) << character << shift;
      const std::size_t middle = text.size() / 2;
      for (const std::size_t at : {std::size_t{0}, middle - 2, middle - 1, middle, middle + 1,
                                   middle + 2, middle + 1024, text.size() - 1}) {
        for (const char wrong : {'\x80', '\xC3'}) {
          const char right = text[at];
          if (right == wrong) continue;
          text[at] = wrong;
          // A byte that may follow is right where such a one stood.
          const bool follows = wrong == '\x80' && (right & 0xC0) == 0x80 && character != "𠀀";
          EXPECT_EQ(is_utf8(text), follows) << character << shift << ' ' << at;
          text[at] = right;
        }
      }
    }
    text.pop_back();
    EXPECT_EQ(is_utf8(text), character == "a") << character;
  }
}

}  // namespace
}  // namespace gongkai::arrow
