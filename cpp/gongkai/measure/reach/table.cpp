#include "gongkai/measure/reach/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

namespace gongkai::reach {
namespace {

// The numbers that the labels of a key are, by code; empty where they are none.
std::vector<std::int64_t> numbers_of(const KeyMeaning& key) {
  std::vector<std::int64_t> numbers;
  if (!key.is_whole()) return numbers;
  numbers.push_back(0);
  for (std::uint32_t code = 1; code < key.size(); ++code)
    numbers.push_back(std::stoll(std::string(key.label(code))));
  return numbers;
}

// A column of the table on its way.
struct KeyColumn {
  const KeyMeaning& key;
  std::vector<std::int64_t> numbers;  ///< by code, where labels are whole numbers
  arrow::Texts texts = {};
  std::vector<std::int64_t> wholes = {};
  std::vector<std::uint8_t> valid = {};

  void add(std::uint32_t code) {
    valid.push_back(code != 0);
    if (key.is_whole())
      wholes.push_back(numbers[code]);
    else
      texts.push_back(code == 0 ? std::string_view() : key.label(code));
  }
  arrow::Column column() && {
    if (key.is_whole()) return {key.name(), std::move(wholes), std::move(valid)};
    return {key.name(), std::move(texts), std::move(valid)};
  }
};

struct CountColumn {
  std::string name;
  std::vector<std::int64_t> counts;
  std::uint64_t flag = 0;  ///< 0: none
};

}  // namespace

std::vector<std::uint32_t> ranks_of(const KeyMeaning& key) {
  const auto numbers = numbers_of(key);
  const std::uint32_t size = key.size();
  std::vector<std::uint32_t> codes(size - 1);
  std::iota(codes.begin(), codes.end(), 1);
  if (key.is_whole())
    std::ranges::sort(codes, {}, [&](std::uint32_t code) { return numbers[code]; });
  else
    std::ranges::sort(codes, {}, [&](std::uint32_t code) { return key.label(code); });
  std::vector<std::uint32_t> ranks(size, size - 1);
  for (std::size_t rank = 0; rank < codes.size(); ++rank)
    ranks[codes[rank]] = static_cast<std::uint32_t>(rank);
  return ranks;
}

bool is_counted(std::string_view flag, const std::set<std::string>& seen) {
  if (flag == "delivered_eligible") return seen.contains("delivered") && seen.contains("eligible");
  return seen.contains(std::string(flag));
}

ReachCounts reach_table(const Tabled& of, GroupCounts& counts) {
  std::vector<std::vector<std::uint32_t>> ranks;
  std::vector<KeyColumn> keys;
  for (const KeyMeaning* key : of.keys) {
    keys.push_back({*key, numbers_of(*key)});
    ranks.push_back(ranks_of(*key));
  }
  arrow::Texts by;
  std::vector<CountColumn> columns{{"events", {}}, {"recipients", {}}, {"null_recipients", {}}};
  for (const auto flag : kFlags) columns.push_back({std::string(flag), {}, flag_bit(flag)});

  ReachCounts out;
  std::int64_t row = 0;
  for (std::size_t at = 0; at < of.by.size(); ++at) {
    const auto& grouping = of.groupings.all()[at];
    // A number that orders the groups: the ranks of their keys, the first one before all others.
    std::vector<std::pair<std::uint64_t, std::uint64_t>> groups;
    for (const std::uint64_t group : counts.groups(at)) {
      std::uint64_t order = 0;
      of.groupings.each_code(grouping, group, [&](std::size_t key, std::uint32_t code) {
        order = order * ranks[key].size() + ranks[key][code];
      });
      groups.emplace_back(order, group);
    }
    std::ranges::sort(groups);
    if (groups.empty() && of.by[at].empty()) groups.emplace_back();  // nothing of the whole is 0
    const std::string name = fmt::format("{}", fmt::join(of.by[at], ","));
    std::vector<std::uint32_t> codes(of.keys.size());
    for (const auto& [order, group] : groups) {
      of.groupings.each_code(grouping, group,
                             [&](std::size_t key, std::uint32_t code) { codes[key] = code; });
      by.push_back(name);
      for (std::size_t key = 0; key < keys.size(); ++key) keys[key].add(codes[key]);
      columns[0].counts.push_back(counts.events(at, group));
      columns[1].counts.push_back(counts.recipients(at, group));
      columns[2].counts.push_back(counts.nobody(at, group));
      for (std::size_t column = 3; column < columns.size(); ++column)
        columns[column].counts.push_back(is_counted(columns[column].name, of.seen)
                                             ? counts.recipients(at, group, columns[column].flag)
                                             : 0);
      const bool both = is_counted("opened", of.seen) && is_counted("delivered", of.seen);
      if (both &&
          counts.recipients(at, group, kOpened) > counts.recipients(at, group, kDelivered)) {
        const Astray* astray = counts.astray(at, group);
        out.faults.push_back(astray == nullptr ? ReachFault{row, {}, 0}
                                               : ReachFault{row, astray->first, astray->count});
      }
      if (is_counted("applied", of.seen) && is_counted("redeemed", of.seen) &&
          counts.recipients(at, group, kRedeemed) > counts.recipients(at, group, kApplied))
        out.unapplied.push_back(row);
      ++row;
    }
  }

  out.table.rows = row;
  out.table.columns.push_back({"by", std::move(by), {}});
  for (KeyColumn& key : keys) out.table.columns.push_back(std::move(key).column());
  for (CountColumn& column : columns) {
    const bool counted = column.flag == 0 || is_counted(column.name, of.seen);
    std::vector<std::uint8_t> valid(counted ? 0 : static_cast<std::size_t>(row), 0);
    out.table.columns.push_back(
        {std::move(column.name), std::move(column.counts), std::move(valid)});
  }
  return out;
}

}  // namespace gongkai::reach
