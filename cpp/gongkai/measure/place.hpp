// Places: the one grammar for the address of a number.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/group.hpp"

namespace gongkai {

/// "table3/granted|partly_granted/enterprise@previous?unit=县教育局", taken apart. Each part is a
/// list of alternatives; {"*"} stands for all. The part of a measure stays whole:
/// "*.in.earlier|on_time".
struct Place {
  std::string
      source;  ///< table2, table3, table4, a measure, fee, sum, duty, reach, fact, rate, finding
  std::vector<std::vector<std::string>> parts;
  bool previous = false;
  Key key;
  std::string text;  ///< as written
};

/// Throws DataError: "place 'table3//total': part 1 is empty", "place 'table9/x': unknown source
/// 'table9'", "place 'table3/granted': expected 2 parts after 'table3', found 1".
Place parse_place(std::string_view text);

/// The ids that a part names, `all` where it is "*".
std::vector<std::string> alternatives(const std::vector<std::string>& part,
                                      const std::vector<std::string>& all);

}  // namespace gongkai
