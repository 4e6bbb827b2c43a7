#include "gongkai/arrow/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gongkai::arrow {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

std::uint64_t eight(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Two characters of three bytes with leads E1 to EC, where Han stands: no second byte can be wrong.
bool is_han_pair(std::uint64_t word) {
  constexpr std::uint64_t kMask = 0xC0C0F0C0C0F0, kShape = 0x8080E08080E0;
  if ((word & kMask) != kShape) return false;
  const auto plain = [](std::uint64_t lead) { return lead - 0xE1 < 0xEC - 0xE1 + 1; };
  return plain(word & 0xFF) && plain(word >> 24 & 0xFF);
}

// Length of the character at `at`, 0 where there is none.
std::size_t character(const unsigned char* at, std::size_t left) {
  const unsigned lead = at[0];
  if (lead < 0x80) return 1;
  const std::size_t size = lead < 0xC2   ? 0
                           : lead < 0xE0 ? 2
                           : lead < 0xF0 ? 3
                           : lead < 0xF5 ? 4
                                         : 0;
  if (size == 0 || size > left) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((at[i] & 0xC0) != 0x80) return 0;
  const unsigned second = at[1];
  if (lead == 0xE0 && second < 0xA0) return 0;  // overlong
  if (lead == 0xED && second > 0x9F) return 0;  // surrogates
  if (lead == 0xF0 && second < 0x90) return 0;  // overlong
  if (lead == 0xF4 && second > 0x8F) return 0;  // beyond U+10FFFF
  return size;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  std::uint64_t seen = 0;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) seen |= eight(bytes.data() + at);
  for (; at < bytes.size(); ++at) seen |= static_cast<unsigned char>(bytes[at]);
  return (seen & kHighBits) == 0;
}

bool is_utf8(std::string_view bytes) {
  const char* data = bytes.data();
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t left = bytes.size() - at;
    if (left >= 8) {
      const std::uint64_t word = eight(data + at);
      if (is_han_pair(word)) {
        at += 6;
        continue;
      }
      if ((word & kHighBits) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t size = character(reinterpret_cast<const unsigned char*>(data) + at, left);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

}  // namespace gongkai::arrow
