// A text taken apart at one character.
#pragma once

#include <string_view>
#include <vector>

namespace gongkai {

/// The pieces between; one more than there are such characters.
inline std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0;;) {
    const auto end = text.find(at, begin);
    out.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return out;
    begin = end + 1;
  }
}

}  // namespace gongkai
