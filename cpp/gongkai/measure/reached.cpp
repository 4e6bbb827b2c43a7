// Puts the pushes of a year to the count of distinct recipients.
#include "gongkai/measure/reached.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "gongkai/arrow/stream.hpp"
#include "gongkai/ledger/truth.hpp"
#include "gongkai/measure/push.hpp"
#include "gongkai/measure/reach.hpp"

namespace gongkai {
namespace {

using Needs = std::span<const std::string_view>;
constexpr std::array<std::string_view, 1> kDelivered{"delivered"}, kOpened{"opened"},
    kEligible{"eligible"}, kApplied{"applied"}, kWatched{"watched"}, kRedeemed{"redeemed"};
constexpr std::array<std::string_view, 2> kBoth{"delivered", "eligible"};

struct ReachCell {
  std::string_view id;
  Counting counting;
  Needs needs;
};
using enum Counting;
constexpr std::array kCells{
    ReachCell{"recipients", recipients, {}},
    ReachCell{"delivered", recipients, kDelivered},
    ReachCell{"opened", recipients, kOpened},
    ReachCell{"eligible", recipients, kEligible},
    ReachCell{"delivered_eligible", recipients, kBoth},
    ReachCell{"applied", recipients, kApplied},
    ReachCell{"watched", recipients, kWatched},
    ReachCell{"redeemed", recipients, kRedeemed},
    ReachCell{"events", events, {}},
    ReachCell{"delivered_events", events, kDelivered},
    ReachCell{"opened_events", events, kOpened},
    ReachCell{"null_recipients", events, {}},
    ReachCell{"eligible_by_policy", by_policy, kEligible},
    ReachCell{"expected_by_policy", by_policy, {}},
};

const ReachCell& cell_of(std::string_view id) {
  return *std::ranges::find(kCells, id, &ReachCell::id);
}

std::int64_t row_of(const Ledger& policies, std::string_view policy) {
  return policy.empty() ? -1 : policies.find(policy);
}

bool is_counted(const Cells& cells, const Groups& groups, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  return cells[at] > kUnclassified && groups.group[at] >= 0;
}

/// The columns that the kernel reads, of the rows that count; the group is a number.
arrow::Table table_of(const Ledger& pushes, const Groups& groups,
                      std::span<const std::int64_t> rows) {
  const auto& names = pushes.names("recipient");
  std::vector<std::int64_t> group;
  arrow::Coded recipient{names.distinct, {}};
  std::vector<std::uint8_t> named;
  for (const auto row : rows) {
    const auto at = static_cast<std::size_t>(row);
    const auto code = names.codes[at];
    group.push_back(groups.group[at]);
    recipient.codes.push_back(std::max(code, 0));
    named.push_back(code >= 0);
  }
  arrow::Table out{{}, std::ssize(rows)};
  out.columns.push_back({"group", std::move(group), {}});
  out.columns.push_back({"recipient", std::move(recipient), std::move(named)});
  for (const auto* columns :
       {&kDelivered, &kOpened, &kEligible, &kApplied, &kWatched, &kRedeemed}) {
    const auto column = columns->front();
    if (!pushes.has(column)) continue;
    const auto truths = pushes.choices(column);
    std::vector<std::uint8_t> yes;
    for (const auto row : rows) yes.push_back(truths[static_cast<std::size_t>(row)] == kYes);
    out.columns.push_back({std::string(column), std::move(yes), {}});
  }
  return out;
}

/// Whether one thread does as well as several.
bool is_small(std::size_t rows) { return rows < 100'000; }

}  // namespace

std::span<const std::string> reach_cells() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    for (const auto& cell : kCells) out.emplace_back(cell.id);
    return out;
  }();
  return all;
}

Counting counting_of(std::string_view cell) { return cell_of(cell).counting; }

std::string_view counting_id(Counting counting) {
  constexpr std::array<std::string_view, 3> kIds{"recipients", "events",
                                                 "recipients of each policy"};
  return kIds[static_cast<std::size_t>(counting)];
}

Needs needed_for(std::string_view cell) { return cell_of(cell).needs; }

Sums reach_sums(const Ledger& pushes, const Cells& cells, const Groups& groups,
                const Terms& terms) {
  Sums out(groups.by);
  std::vector<std::int64_t> rows;
  for (std::int64_t row = 0; row < pushes.size(); ++row)
    if (is_counted(cells, groups, row)) rows.push_back(row);
  if (rows.empty()) return out;

  ReachMeans means;
  means.threads = is_small(rows.size()) ? 1 : 0;
  Reach reach({{{"group"}}, {}}, terms, means);
  ArrowArrayStream stream{};
  arrow::export_stream(table_of(pushes, groups, rows), &stream);
  reach.add(&stream);
  const auto counts = reach.finish().table;

  const auto keys = groups.keys();
  const auto& group = std::get<std::vector<std::int64_t>>(counts.find("group")->values);
  for (const auto& cell : kCells) {
    const auto* column = counts.find(cell.id);
    if (column == nullptr) continue;
    const auto& values = std::get<std::vector<std::int64_t>>(column->values);
    for (std::int64_t at = 0; at < counts.rows; ++at) {
      const auto place = static_cast<std::size_t>(at);
      out.add(keys[static_cast<std::size_t>(group[place])], std::string(cell.id),
              column->is_null(at) ? Figure{} : number(values[place]));
    }
  }
  for (const auto* cell : {"delivered_events", "opened_events"}) {
    const auto needs = needed_for(cell).front();
    const auto truths = pushes.choices(needs);
    std::vector<std::int64_t> messages(keys.size());
    for (const auto row : rows) {
      const auto at = static_cast<std::size_t>(row);
      messages[static_cast<std::size_t>(groups.group[at])] += truths[at] == kYes;
    }
    for (const auto place : group) {
      const auto at = static_cast<std::size_t>(place);
      out.add(keys[at], cell, pushes.has(needs) ? number(messages[at]) : Figure{});
    }
  }
  return out;
}

std::vector<std::int64_t> policies_pushed(const Sums& finer, const Key& group,
                                          const Ledger& policies) {
  std::set<std::int64_t> rows;
  for (const auto& [key, cells] : finer.groups()) {
    const bool within = std::ranges::all_of(
        group, [&](const auto& pair) { return key.find(pair.first)->second == pair.second; });
    const auto row = row_of(policies, key.find("policy")->second);
    if (within && row >= 0) rows.insert(row);
  }
  return {rows.begin(), rows.end()};
}

std::string told_expected(const Ledger& policies, std::int64_t row) {
  const auto many = policies.numbers("eligible")[static_cast<std::size_t>(row)];
  const auto title = policies.names("title")[row];
  return fmt::format("{}{}{} {}", title, title.empty() ? "" : "，",
                     policies.schema().field("eligible").header,
                     many == kBlank ? "未填" : fmt::format("{}", many));
}

Sums policy_sums(const Sums& finer, const std::vector<std::string>& by, const Ledger* policies) {
  Sums out(by);
  const auto expected = [&](const Key& key) -> Figure {
    const auto row = policies == nullptr ? -1 : row_of(*policies, key.find("policy")->second);
    const auto many =
        row < 0 ? kBlank : policies->numbers("eligible")[static_cast<std::size_t>(row)];
    return many == kBlank ? Figure{} : number(many);
  };
  for (const auto& [key, cells] : finer.groups()) {
    Key group;
    for (const auto& column : by) group[column] = key.at(column);
    out.add(group, "eligible_by_policy", cells.find("eligible")->second);
    out.add(group, "expected_by_policy", expected(key));
  }
  return out;
}

bool is_behind(const Ledger& pushes, std::string_view cell, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  const bool nobody = pushes.names("recipient").codes[at] < 0;
  const auto& of = cell_of(cell);
  if (cell == "null_recipients") return nobody;
  if (of.counting != Counting::events && nobody) return false;
  return std::ranges::all_of(
      of.needs, [&](std::string_view column) { return pushes.choices(column)[at] == kYes; });
}

Teller reach_teller(const Ledger& pushes, std::string_view cell, const Law& law, Period period,
                    const Groups& groups) {
  const auto told = push_measure().because(pushes, law, period);
  const auto counting = counting_of(cell);
  if (counting == Counting::events) return told;
  // The row by which a recipient of a group counts, of a policy where each counts for itself.
  using Once = std::tuple<std::int32_t, std::int32_t, std::int32_t>;
  return [&pushes, &groups, told, counting,
          first = std::map<Once, std::int64_t>()](std::int64_t row) mutable {
    const auto at = static_cast<std::size_t>(row);
    const auto policy = counting == Counting::by_policy ? pushes.names("policy").codes[at] : 0;
    const auto [counts, is_new] = first.try_emplace(
        {groups.group[at], pushes.names("recipient").codes[at], policy}, pushes.origin(row));
    return told(row) + (is_new ? std::string("；这一对象由此行计入")
                               : fmt::format("；这一对象已由第 {} 行计入，不再计", counts->second));
  };
}

}  // namespace gongkai
