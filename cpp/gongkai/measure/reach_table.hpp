// What was counted, as a table of groups.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/reach.hpp"
#include "gongkai/measure/reach_groups.hpp"
#include "gongkai/measure/reach_meaning.hpp"

namespace gongkai::reach {

struct Tabled {
  const std::vector<std::vector<std::string>>& by;
  const std::vector<std::vector<std::size_t>>& keys_of;  ///< of each grouping
  const std::vector<const KeyMeaning*>& keys;
  const Groupings& groupings;
  const std::set<std::string>& seen;  ///< columns of flags that were there
};

/// Whether a flag can be counted: its columns were there.
bool is_counted(std::string_view flag, const std::set<std::string>& seen);

/// The table and the faults; `unread` is left to whoever read.
ReachCounts reach_table(const Tabled& of, GroupCounts& counts);

}  // namespace gongkai::reach
