// Numbers, each with a place from 0 in the order of their coming.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <random>

#include "gongkai/measure/reach/pages.hpp"

namespace gongkai::reach {

/// Open addressing; where a number is looked for is decided by chance, so that nobody can choose
/// numbers that are looked for at one place.
class Places {
 public:
  Places() : factor_(chance()) { resize(kFirst); }

  /// The place of a number; the next one where it is new.
  std::uint32_t add(std::uint64_t number) {
    for (std::uint64_t at = number * factor_ >> shift_;; at = (at + 1) & mask_) {
      Slot& slot = slots_[at];
      if (slot.place == kFree) {
        slot = {number, size_++};
        if (2 * std::uint64_t{size_} > mask_) grow();
        return size_ - 1;
      }
      if (slot.number == number) return slot.place;
    }
  }
  /// A hint that this number will soon be asked for.
  [[gnu::always_inline]] void expect(std::uint64_t number) const {
    __builtin_prefetch(slots_.data() + (number * factor_ >> shift_));
  }
  std::uint32_t size() const { return size_; }
  /// Forgets all numbers and keeps its memory.
  void clear() {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    size_ = 0;
  }
  /// Calls `tell(number, place)` for each, in no order.
  template <class Tell>
  void each(Tell tell) const {
    for (const Slot& slot : slots_)
      if (slot.place != kFree) tell(slot.number, slot.place);
  }

 private:
  static constexpr std::uint64_t kFirst = 64;
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};
  struct Slot {
    std::uint64_t number = 0;
    std::uint32_t place = kFree;
  };

  static std::uint64_t chance() {
    std::random_device device;
    return (std::uint64_t{device()} << 32 | device()) | 1;
  }
  void resize(std::uint64_t size) {
    slots_.assign(size, Slot{});
    mask_ = size - 1;
    shift_ = 64 - std::countr_zero(size);
  }
  void grow() {
    const LargeVector<Slot> before = std::move(slots_);
    resize(2 * before.size());
    for (const Slot& slot : before) {
      if (slot.place == kFree) continue;
      std::uint64_t at = slot.number * factor_ >> shift_;
      while (slots_[at].place != kFree) at = (at + 1) & mask_;
      slots_[at] = slot;
    }
  }

  std::uint64_t factor_, mask_ = 0;
  int shift_ = 0;
  std::uint32_t size_ = 0;
  LargeVector<Slot> slots_;
};

}  // namespace gongkai::reach
