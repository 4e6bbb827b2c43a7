// Whether an XML part is whole: every element closed, nothing after the root.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

/// How many elements of each name the document holds, or nothing where it is not whole: an element
/// left open or closed by another's end, text outside the root, a "<" without its ">".
std::optional<std::map<std::string, std::int64_t, std::less<>>> count_elements(
    std::string_view xml);

}  // namespace gongkai
