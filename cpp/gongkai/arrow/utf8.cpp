#include "gongkai/arrow/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "gongkai/base/tasks.hpp"

namespace gongkai::arrow {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

// What may come next. Each is the place of six bits in the word of a byte, where the state that the
// byte leads to is kept: one shift a byte, and no branch that a mixed text would make a guess.
enum State : unsigned {
  kNext = 0,  // a new character
  kWrong = 6,
  kOne = 12,  // that many bytes more
  kTwo = 18,
  kThree = 24,
  kAfterE0 = 30,  // two more, the first without overlong forms
  kAfterED = 36,  // … without surrogates
  kAfterF0 = 42,  // three more, the first without overlong forms
  kAfterF4 = 48,  // … not beyond U+10FFFF
};
constexpr std::uint64_t kState = 63;

constexpr State after_lead(unsigned byte) {
  if (byte < 0x80) return kNext;
  if (byte < 0xC2 || byte > 0xF4) return kWrong;
  if (byte < 0xE0) return kOne;
  if (byte < 0xF0) return byte == 0xE0 ? kAfterE0 : byte == 0xED ? kAfterED : kTwo;
  return byte == 0xF0 ? kAfterF0 : byte == 0xF4 ? kAfterF4 : kThree;
}

constexpr std::uint64_t word_of(unsigned byte) {
  const bool follows = (byte & 0xC0) == 0x80;
  const auto leads = [](State from, State to) { return std::uint64_t{to} << from; };
  const auto where = [&](State from, bool is_right, State to) {
    return leads(from, follows && is_right ? to : kWrong);
  };
  return leads(kNext, after_lead(byte)) | leads(kWrong, kWrong) | where(kOne, true, kNext) |
         where(kTwo, true, kOne) | where(kThree, true, kTwo) | where(kAfterE0, byte >= 0xA0, kOne) |
         where(kAfterED, byte < 0xA0, kOne) | where(kAfterF0, byte >= 0x90, kTwo) |
         where(kAfterF4, byte < 0x90, kTwo);
}

constexpr auto kWords = [] {
  std::array<std::uint64_t, 256> words{};
  for (unsigned byte = 0; byte < words.size(); ++byte) words[byte] = word_of(byte);
  return words;
}();

bool is_valid(std::string_view bytes) {
  constexpr std::size_t kBlock = 1024;
  std::uint64_t state = kNext;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kBlock, bytes.size()))) {
    const std::string_view block = bytes.substr(0, kBlock);
    if ((state & kState) == kNext && is_ascii(block)) continue;
    for (const char c : block) state = kWords[static_cast<unsigned char>(c)] >> (state & kState);
  }
  return (state & kState) == kNext;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  std::uint64_t seen = 0, word = 0;
  std::size_t at = 0;
  for (; at + sizeof word <= bytes.size(); at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    seen |= word;
  }
  for (; at < bytes.size(); ++at) seen |= static_cast<unsigned char>(bytes[at]);
  return (seen & kHighBits) == 0;
}

bool is_utf8(std::string_view bytes) {
  constexpr std::size_t kLong = 1 << 22;
  if (bytes.size() < kLong) return is_valid(bytes);
  // Where the lower half begins inside a character, so does the upper one end: both are wrong, and
  // nothing else is.
  std::size_t middle = bytes.size() / 2;
  for (const std::size_t last = middle + 3; middle < last; ++middle)
    if ((bytes[middle] & 0xC0) != 0x80) break;
  std::array<bool, 2> valid{};
  each_task(2, true, [&](std::size_t at) {
    valid[at] = is_valid(at == 0 ? bytes.substr(0, middle) : bytes.substr(middle));
  });
  return valid[0] && valid[1];
}

}  // namespace gongkai::arrow
