// Texts kept once: finds the code of a text among those already seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "gongkai/arrow/table.hpp"

namespace gongkai {

/// A place for every text of `texts`, which is kept by the caller. Open addressing; a hash picks
/// the place, the text itself decides.
class Index {
 public:
  /// The code of `text`, -1 where it is not among `texts`.
  std::int32_t find(std::string_view text, const arrow::Texts& texts) const;
  /// The code of `text`, added to `texts` where it is new.
  std::int32_t add(std::string_view text, arrow::Texts& texts);
  /// A hint that this text will soon be added: its place is asked from the memory.
  void expect(std::string_view text) const;
  /// Makes room for that many texts.
  void reserve(std::size_t texts);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::int32_t code = -1;
  };
  void grow(std::size_t slots);
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace gongkai
