// Whom a year's pushes reached: distinct recipients of each group, and the rows behind them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/measure.hpp"
#include "gongkai/measure/sums.hpp"

namespace gongkai {

/// What a cell of `reach/…` counts; what is not alike does not add, nor divide by the other.
enum class Counting : std::uint8_t {
  recipients,  ///< 户: each once in a group, however many messages it got
  events,      ///< 条次: messages
  by_policy    ///< 户次: each recipient once for each policy
};

/// "recipients", "delivered" … "events" … "expected_by_policy".
std::span<const std::string> reach_cells();
/// Requires one of `reach_cells`.
Counting counting_of(std::string_view cell);
/// "recipients", "events", "recipients of each policy".
std::string_view counting_id(Counting counting);
/// The columns of pushes without which the cell is blank.
std::span<const std::string_view> needed_for(std::string_view cell);

/// Counts of the pushes of the year, by group; the cells are those of the measure `pushes`.
/// Recipients are counted anew in every group: those of two groups do not add up to both.
Sums reach_sums(const Ledger& pushes, const Cells& cells, const Groups& groups, const Terms& terms);
/// From sums of groups that tell policies apart: `eligible_by_policy`, and `expected_by_policy`,
/// the objects that the policies pushed in a group say are eligible; blank where one does not say.
Sums policy_sums(const Sums& finer, const std::vector<std::string>& by, const Ledger* policies);

/// The rows of policies that were pushed in a group, in their order.
std::vector<std::int64_t> policies_pushed(const Sums& finer, const Key& group,
                                          const Ledger& policies);
/// "示例政策01，符合条件对象数 75".
std::string told_expected(const Ledger& policies, std::int64_t row);

/// Whether a row of the year belongs to the recipients or messages of a cell.
bool is_behind(const Ledger& pushes, std::string_view cell, std::int64_t row);
/// What happened, and whether its recipient counts here or already did, in Chinese. To be asked row
/// by row in their order. Ledgers, law and groups must outlive it.
Teller reach_teller(const Ledger& pushes, std::string_view cell, const Law& law, Period period,
                    const Groups& groups);

}  // namespace gongkai
