// What is kept of an event beside its recipient: one word of flags and the codes of its keys.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "gongkai/base/error.hpp"

namespace gongkai::reach {

/// Flags in the order of their bits, from bit 1; bit 0 says that the word stands for an event.
inline constexpr std::array<std::string_view, 7> kFlags = {
    "delivered", "opened", "eligible", "delivered_eligible", "applied", "watched", "redeemed"};
inline constexpr int kFlagBits = 8;
inline constexpr std::uint64_t kEvent = 1, kFlagMask = 0xFE;

constexpr std::uint64_t flag_bit(std::string_view flag) {
  return std::uint64_t{2} << (std::ranges::find(kFlags, flag) - kFlags.begin());
}
inline constexpr std::uint64_t kDelivered = flag_bit("delivered"), kOpened = flag_bit("opened"),
                               kEligible = flag_bit("eligible"),
                               kDeliveredEligible = flag_bit("delivered_eligible"),
                               kApplied = flag_bit("applied"), kRedeemed = flag_bit("redeemed");

/// Where the code of each key stands in a word.
struct Layout {
  std::vector<std::uint8_t> shift, width;

  explicit Layout(std::vector<std::uint8_t> widths) : width(std::move(widths)) {
    std::uint8_t at = kFlagBits;
    for (const std::uint8_t bits : width) {
      shift.push_back(bits == 0 ? 0 : at);
      at = static_cast<std::uint8_t>(at + bits);
    }
  }
  /// The narrowest one for so many codes of each key. Throws DataError where a word has no room.
  static Layout of_sizes(std::span<const std::uint32_t> sizes, int spare = 0);

  std::uint64_t code(std::uint64_t word, std::size_t key) const {
    return word >> shift[key] & ((std::uint64_t{1} << width[key]) - 1);
  }
  /// A word of the codes of all keys.
  std::uint64_t word(std::span<const std::uint32_t> codes) const {
    std::uint64_t word = 0;
    for (std::size_t key = 0; key < codes.size(); ++key)
      word |= std::uint64_t{codes[key]} << shift[key];
    return word;
  }
  /// No bit beyond those of the keys.
  bool is_word(std::uint64_t word) const {
    int bits = kFlagBits;
    for (const std::uint8_t each : width) bits += each;
    return bits >= 64 || word >> bits == 0;
  }
  bool holds(std::size_t key, std::uint64_t code) const { return code >> width[key] == 0; }
};

/// The layouts of a job. Records keep the number of theirs; a code that has no room makes a new
/// one.
class Layouts {
 public:
  explicit Layouts(std::size_t keys);
  std::uint32_t last();
  /// The layout of that number, which never changes.
  Layout at(std::uint32_t number);
  /// The number of a layout with room for so many codes of each key, and for some more.
  std::uint32_t with_room(std::span<const std::uint32_t> sizes);

 private:
  std::mutex mutex_;
  std::vector<Layout> all_;
};

}  // namespace gongkai::reach
