#include "gongkai/measure/reach/hash.hpp"

#include <bit>
#include <random>

namespace gongkai::reach {
namespace {

std::uint64_t word_at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// The state of SipHash with its rounds for each word and at the end.
template <int kWord, int kEnd>
class Sip {
 public:
  Sip(HashKey key, bool wide)
      : v0_(key.a ^ 0x736f6d6570736575),
        v1_(key.b ^ 0x646f72616e646f6d ^ (wide ? 0xee : 0)),
        v2_(key.a ^ 0x6c7967656e657261),
        v3_(key.b ^ 0x7465646279746573) {}

  void add(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) add(word_at(text.data() + at));
    std::uint64_t last = static_cast<std::uint64_t>(text.size()) << 56;
    for (std::size_t byte = 0; at + byte < text.size(); ++byte)
      last |= std::uint64_t{static_cast<unsigned char>(text[at + byte])} << (8 * byte);
    add(last);
  }

  std::uint64_t end(std::uint64_t mark) {
    v2_ ^= mark;
    return rounds<kEnd>();
  }
  std::uint64_t more() {
    v1_ ^= 0xdd;
    return rounds<kEnd>();
  }

 private:
  void add(std::uint64_t word) {
    v3_ ^= word;
    rounds<kWord>();
    v0_ ^= word;
  }

  template <int kRounds>
  std::uint64_t rounds() {
    for (int round = 0; round < kRounds; ++round) {
      v0_ += v1_;
      v1_ = std::rotl(v1_, 13) ^ v0_;
      v0_ = std::rotl(v0_, 32);
      v2_ += v3_;
      v3_ = std::rotl(v3_, 16) ^ v2_;
      v0_ += v3_;
      v3_ = std::rotl(v3_, 21) ^ v0_;
      v2_ += v1_;
      v1_ = std::rotl(v1_, 17) ^ v2_;
      v2_ = std::rotl(v2_, 32);
    }
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

  std::uint64_t v0_, v1_, v2_, v3_;
};

std::uint64_t undo_shift(std::uint64_t number) { return number ^ number >> 32; }

// The number by which an odd one is multiplied to give 1.
std::uint64_t inverse(std::uint64_t odd) {
  std::uint64_t found = odd;
  for (int step = 0; step < 6; ++step) found *= 2 - odd * found;
  return found;
}

}  // namespace

HashKey hash_key(std::uint64_t seed) {
  if (seed != 0) return {mixed(seed, {1, 3}), mixed(seed, {5, 7})};
  std::random_device chance;
  const auto word = [&] { return std::uint64_t{chance()} << 32 | chance(); };
  return {word(), word()};
}

std::uint64_t unmixed(std::uint64_t hash, HashKey key) {
  hash = undo_shift(hash) * inverse(0x9E3779B97F4A7C15);
  hash = undo_shift(hash) * inverse(key.b | 1);
  return undo_shift(hash) ^ key.a;
}

std::uint64_t sip(std::string_view text, HashKey key) {
  Sip<1, 3> state(key, false);
  state.add(text);
  return state.end(0xff);
}

std::array<char, 16> sip128(std::string_view text, HashKey key) {
  Sip<2, 4> state(key, true);
  state.add(text);
  const std::array words{state.end(0xee), state.more()};
  std::array<char, 16> bytes{};
  std::memcpy(bytes.data(), words.data(), bytes.size());
  return bytes;
}

HashKey key_of_bytes(std::string_view bytes) {
  HashKey key;
  std::memcpy(&key, bytes.data(), sizeof key);
  return key;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char byte : bytes)
    for (const int half : {byte >> 4 & 15, byte & 15})
      out += kDigits[static_cast<std::size_t>(half)];
  return out;
}

std::uint64_t checksum(std::string_view bytes) {
  constexpr std::uint64_t kFactor = 0xff51afd7ed558ccd;
  std::array<std::uint64_t, 4> lanes{1, 2, 3, bytes.size()};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32)
    for (std::size_t lane = 0; lane < 4; ++lane)
      lanes[lane] = (std::rotl(lanes[lane], 29) ^ word_at(bytes.data() + at + 8 * lane)) * kFactor;
  std::uint64_t sum = sip(bytes.substr(at), {lanes[0], lanes[1]});
  for (const std::uint64_t lane : lanes) sum = (std::rotl(sum, 29) ^ lane) * kFactor;
  return sum;
}

}  // namespace gongkai::reach
