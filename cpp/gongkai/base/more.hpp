// Findings that are counted and not listed: one of kind "bad.more" stands for more of kind "bad".
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "gongkai/base/finding.hpp"

namespace gongkai {

inline constexpr std::string_view kMore = ".more";

/// The kind of the finding that counts the others of a kind; its `found` begins with their number.
inline std::string more_of(std::string_view kind) { return std::string(kind) += kMore; }
inline bool counts_more(const Finding& finding) { return finding.kind.ends_with(kMore); }
/// The kind of those that are counted, or of the finding itself.
inline std::string_view listed_kind(const Finding& finding) {
  return std::string_view(finding.kind)
      .substr(0, finding.kind.size() - (counts_more(finding) ? kMore.size() : 0));
}
/// For how many places it stands.
inline std::int64_t places_of(const Finding& finding) {
  std::int64_t number = 1;
  if (counts_more(finding))
    std::from_chars(finding.found.data(), finding.found.data() + finding.found.size(), number);
  return number;
}

}  // namespace gongkai
