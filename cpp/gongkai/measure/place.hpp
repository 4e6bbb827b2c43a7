// Places: the one grammar for the address of a number.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/group.hpp"

namespace gongkai {

/// "table3/granted|partly_granted/enterprise@previous?unit=县教育局", taken apart. Each part is a
/// list of ids; "*" stands for all.
struct Place {
  std::string source;  ///< table2, table3, table4, a measure, rate, fact, fee, finding
  std::vector<std::vector<std::string>> parts;  ///< alternatives of each part; {"*"} is all
  bool previous = false;
  Key key;
  std::string text;  ///< as written
};

/// Throws DataError: "place 'table3//x': part 2 is empty", "unknown source 'table9' in place
/// 'table9/x'".
Place parse_place(std::string_view text);

/// Whether `id` is among the alternatives of a part.
bool names(const std::vector<std::string>& part, std::string_view id);

}  // namespace gongkai
