// Counts cells per group.
#include "gongkai/measure/tally.hpp"

#include <algorithm>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

bool holds(const Key& key, const Key& part) {
  return std::ranges::all_of(part, [&](const auto& pair) {
    const auto found = key.find(pair.first);
    return found != key.end() && found->second == pair.second;
  });
}

std::int64_t sum(const Tally::Counts& counts, CellSet cells) {
  std::int64_t out = 0;
  for (std::size_t cell = 0; cell < counts.size(); ++cell)
    if (cells[cell]) out += counts[cell];
  return out;
}

}  // namespace

Tally::Tally(std::string measure, std::vector<std::string> by)
    : measure_(std::move(measure)), by_(std::move(by)) {}

std::int64_t Tally::at(const Key& key, CellSet cells) const {
  if (key.empty()) return total(cells);
  std::int64_t out = 0;
  for (const auto& [group, counts] : groups_)
    if (holds(group, key)) out += sum(counts, cells);
  return out;
}

std::int64_t Tally::total(CellSet cells) const { return sum(total_, cells); }

Tally& Tally::operator+=(const Tally& other) {
  if (other.measure_ != measure_ || other.by_ != by_)
    fail<DataError>("a tally of {} by '{}' does not add to one of {} by '{}'", other.measure_,
                    fmt::join(other.by_, ","), measure_, fmt::join(by_, ","));
  const auto add = [](Counts& to, const Counts& from) {
    std::ranges::transform(to, from, to.begin(), std::plus<>());
  };
  for (const auto& [key, counts] : other.groups_)
    add(groups_.try_emplace(key).first->second, counts);
  add(total_, other.total_);
  return *this;
}

Tally count(const Measure& measure, const Cells& cells, const Groups& groups) {
  Tally out(std::string(measure.id), groups.by);
  std::vector<Tally::Counts> counts(groups.keys.size());
  for (std::size_t row = 0; row < cells.size(); ++row) {
    ++out.total_[cells[row]];
    if (groups.offsets.empty()) {
      if (groups.group[row] >= 0) ++counts[static_cast<std::size_t>(groups.group[row])][cells[row]];
      continue;
    }
    for (auto at = groups.offsets[row]; at < groups.offsets[row + 1]; ++at)
      if (const auto group = groups.group[static_cast<std::size_t>(at)]; group >= 0)
        ++counts[static_cast<std::size_t>(group)][cells[row]];
  }
  for (std::size_t group = 0; group < counts.size(); ++group)
    out.groups_.emplace_hint(out.groups_.end(), groups.keys[group], counts[group]);
  return out;
}

std::vector<std::int64_t> rows(const Cells& cells, CellSet which, const Groups& groups,
                               const Key& key) {
  std::vector<char> wanted(groups.keys.size());
  for (std::size_t group = 0; group < wanted.size(); ++group)
    wanted[group] = holds(groups.keys[group], key);
  const auto in = [&](std::int32_t group) {
    return group >= 0 && wanted[static_cast<std::size_t>(group)] != 0;
  };
  std::vector<std::int64_t> out;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!which[cells[row]]) continue;
    bool found = key.empty();
    if (!found && groups.offsets.empty()) found = in(groups.group[row]);
    if (!found && !groups.offsets.empty())
      for (auto at = groups.offsets[row]; at < groups.offsets[row + 1] && !found; ++at)
        found = in(groups.group[static_cast<std::size_t>(at)]);
    if (found) out.push_back(static_cast<std::int64_t>(row));
  }
  return out;
}

}  // namespace gongkai
