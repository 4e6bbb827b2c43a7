#include "gongkai/workbook/xml_check.hpp"

#include <functional>
#include <vector>

namespace gongkai {

std::optional<std::map<std::string, std::int64_t, std::less<>>> count_elements(
    std::string_view xml) {
  std::map<std::string, std::int64_t, std::less<>> counts;
  std::vector<std::string_view> open;
  bool rooted = false;
  while (!xml.empty()) {
    const auto begin = xml.find('<');
    const auto between = xml.substr(0, begin);
    if (open.empty() && between.find_first_not_of(" \t\r\n") != std::string_view::npos) return {};
    if (begin == std::string_view::npos) break;
    const auto end = xml.find('>', begin);
    if (end == std::string_view::npos) return {};
    const auto tag = xml.substr(begin + 1, end - begin - 1);
    xml.remove_prefix(end + 1);
    // A writer escapes "<" in texts: another one inside a tag is the scar of a lost piece.
    if (tag.empty() || tag.find('<') != std::string_view::npos) return {};
    if (tag[0] == '?' || tag[0] == '!') continue;
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return {};
      open.pop_back();
      continue;
    }
    if (open.empty() && rooted) return {};
    rooted = true;
    const auto name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    ++counts[std::string(name)];
    if (tag.back() != '/') open.push_back(name);
  }
  if (!rooted || !open.empty()) return {};
  return counts;
}

}  // namespace gongkai
