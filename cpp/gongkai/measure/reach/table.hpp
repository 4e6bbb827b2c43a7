// What was counted, as a table of groups.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/reach.hpp"
#include "gongkai/measure/reach/groups.hpp"
#include "gongkai/measure/reach/meaning.hpp"

namespace gongkai::reach {

struct Tabled {
  const std::vector<std::vector<std::string>>& by;
  const std::vector<const KeyMeaning*>& keys;
  const Groupings& groupings;
  const std::set<std::string>& seen;  ///< columns of flags that were there
};

/// Whether a flag can be counted: its columns were there.
bool is_counted(std::string_view flag, const std::set<std::string>& seen);

/// Ranks of the codes of a key: labels in order, from 0, blank last.
std::vector<std::uint32_t> ranks_of(const KeyMeaning& key);

/// The table and the faults; `unread` is left to whoever read.
ReachCounts reach_table(const Tabled& of, GroupCounts& counts);

}  // namespace gongkai::reach
