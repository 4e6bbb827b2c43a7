// The values of a slice, appended to ours.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gongkai/arrow/slice.hpp"
#include "gongkai/arrow/table.hpp"

namespace gongkai::arrow {

// Each throws DataError with the row where a value that is not null does not fit; what stands in a
// null row is of no meaning, except that its text is empty and its code 0.

void append_truths(const Slice& slice, std::vector<std::uint8_t>& out);
void append_whole(const Slice& slice, Kind kind, std::vector<std::int64_t>& out);
void append_reals(const Slice& slice, const Format& format, std::vector<double>& out);
void append_dates(const Slice& slice, Kind kind, std::vector<Date>& out);
void append_moments(const Slice& slice, const Format& format, std::vector<std::int64_t>& out);
void append_texts(const Slice& slice, Kind kind, Texts& out);

/// The codes that `codes` gives to the entries of the slice's dictionary; where it is negative the
/// row's is 0 and null in `slice.valid`. Throws DataError where an index lies outside.
void append_indices(Slice& slice, Kind index, std::span<const std::int32_t> codes,
                    std::vector<std::int32_t>& out);
/// The entries of the slice's dictionary, as a slice of their own.
Slice entries_of(const Slice& slice, Kind kind);

/// Brings the dictionaries of all batches to one.
class Codebook {
 public:
  /// Appends the codes of the rows; marks those as null in `slice.valid` whose entry is null.
  void append_codes(Slice& slice, const Format& format, Coded& out);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::int32_t code_of(std::string_view text, const Place& place, Texts& distinct);
  std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> codes_;
};

}  // namespace gongkai::arrow
