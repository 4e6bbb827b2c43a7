// The words that workbooks add to the official labels.
#pragma once

#include <string_view>

namespace gongkai {

/// word("sheet", "overview") is "指标总览". Requires that there is one.
std::string_view word(std::string_view list, std::string_view id);

}  // namespace gongkai
