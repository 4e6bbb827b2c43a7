#include "gongkai/ledger/intern.hpp"

#include <bit>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

namespace gongkai {
namespace {

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;

std::uint64_t mix(std::uint64_t left, std::uint64_t right) {
  left = (left ^ right) * kMix;
  return left ^ (left >> 32);
}

// Eight bytes a step; the last step overlaps the one before it.
std::uint32_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size() * kMix;
  std::uint64_t word = 0;
  const char* at = text.data();
  std::size_t left = text.size();
  if (left >= 8) {
    for (; left > 8; at += 8, left -= 8) {
      std::memcpy(&word, at, 8);
      hash = mix(hash, word);
    }
    std::memcpy(&word, text.data() + text.size() - 8, 8);
  } else if (left > 0) {
    std::memcpy(&word, at, left);
  }
  hash = mix(hash, word);
  return static_cast<std::uint32_t>((hash * kMix) >> 32);
}

}  // namespace

std::int32_t Index::find(std::string_view text, const arrow::Texts& texts) const {
  if (slots_.empty()) return -1;
  const std::uint32_t hash = hash_of(text);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot slot = slots_[at];
    if (slot.code < 0) return -1;
    if (slot.hash == hash && texts[slot.code] == text) return slot.code;
  }
}

std::int32_t Index::add(std::string_view text, arrow::Texts& texts) {
  if (used_ * 4 >= slots_.size() * 3) grow(slots_.empty() ? 64 : slots_.size() * 2);
  const std::uint32_t hash = hash_of(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].code >= 0; at = (at + 1) & mask)
    if (slots_[at].hash == hash && texts[slots_[at].code] == text) return slots_[at].code;
  assert(texts.size() < std::numeric_limits<std::int32_t>::max());
  slots_[at] = {hash, static_cast<std::int32_t>(texts.size())};
  texts.push_back(text);
  ++used_;
  return slots_[at].code;
}

void Index::expect(std::string_view text) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[hash_of(text) & (slots_.size() - 1)]);
}

void Index::reserve(std::size_t texts) {
  const std::size_t slots = std::bit_ceil(texts * 4 / 3 + 1);
  if (slots > slots_.size()) grow(slots);
}

void Index::grow(std::size_t slots) {
  const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot slot : before) {
    if (slot.code < 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].code >= 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace gongkai
