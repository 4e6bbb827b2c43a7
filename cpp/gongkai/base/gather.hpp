// Findings as people are shown them: in the order of the files and rows, those that say the same of
// one column together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/finding.hpp"

namespace gongkai {

/// Findings of one rule, kind and severity in one column of one file.
struct Gathered {
  static constexpr std::size_t kShown = 10;
  std::vector<std::size_t> members;  ///< places in the list that was given, by row
  std::int64_t count = 0;            ///< of them, and of those that one of them counts for more
  std::string place;  ///< what `lines` leave out: "a.csv “收到日期”列"; "" where they leave nothing
  /// The words of the first kShown, those of rows that say the same in one: "第 3、5 行：空着";
  /// then how many there are more.
  std::vector<std::string> lines;
};

/// The message of a finding without the place that it opens with.
std::string_view words_of(const Finding& finding);

/// Files and sheets in the order in which they first occur, then what has no row, then by row; the
/// finding that counts what was not listed is the last of its group. Requires that messages are
/// filled.
std::vector<Gathered> gather(std::span<const Finding* const> findings);

}  // namespace gongkai
