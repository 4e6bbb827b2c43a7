#include "gongkai/ledger/faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gongkai/base/more.hpp"
#include "gongkai/ledger/parse_date.hpp"

namespace gongkai {
namespace {

// As much of a cell as a message needs. The midnight is no part of a day that is shown.
std::string shortened(std::string_view text) {
  constexpr std::size_t kBytes = 120;
  if (text.ends_with(" 00:00:00") && read_iso(text)) text.remove_suffix(9);
  if (text.size() <= kBytes) return std::string(text);
  std::size_t end = kBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

// The place is copied, for a copy keeps no room for more parts.
Finding make(Fault fault, const Where& where, std::string found, std::string expected) {
  Finding finding;
  finding.rule = fault.rule;
  finding.kind = fault.kind;
  finding.where = where;
  finding.found = std::move(found);
  finding.expected = std::move(expected);
  finding.vital = fault.vital;
  return finding;
}

}  // namespace

void Faults::add(std::int64_t row, int field, Fault fault, std::string_view found,
                 std::string_view expected, std::string_view header) {
  Tally& tally = tallies_[{field, fault.rule, fault.kind, fault.vital}];
  if (++tally.count > kListed && entries_.size() >= kMost) return;
  if (tally.count == 1) tally.expected = expected;
  ++tally.listed;
  entries_.push_back(
      {row, field, fault, std::string(header), shortened(found), std::string(expected)});
}

void Faults::add(Faults&& others) {
  // As if they had been told here one by one.
  std::map<decltype(tallies_)::key_type, std::int64_t> seen;
  for (Entry& entry : others.entries_) {
    const auto what =
        std::tuple(entry.field, entry.fault.rule, entry.fault.kind, entry.fault.vital);
    if (++seen[what] > kListed && entries_.size() >= kMost)
      --others.tallies_[what].listed;
    else
      entries_.push_back(std::move(entry));
  }
  tallies_.merge(others.tallies_);
}

std::vector<Finding> Faults::findings(const Columns& columns) const {
  std::vector<const Entry*> order;
  for (const Entry& entry : entries_) order.push_back(&entry);
  std::ranges::stable_sort(order, {},
                           [](const Entry* entry) { return std::pair(entry->row, entry->field); });
  std::vector<Finding> findings;
  findings.reserve(order.size());
  for (const Entry* entry : order) {
    Where where = columns.where(entry->row, entry->field);
    if (!entry->header.empty()) where.set("header", entry->header);
    findings.push_back(make(entry->fault, where, entry->found, entry->expected));
  }
  for (const auto& [what, tally] : tallies_) {
    const auto& [field, rule, kind, vital] = what;
    if (tally.count == tally.listed) continue;
    findings.push_back(make({rule, more_of(kind), vital}, columns.where(kWholeLedger, field),
                            fmt::format("{} 处", tally.count - tally.listed), tally.expected));
  }
  return findings;
}

}  // namespace gongkai
