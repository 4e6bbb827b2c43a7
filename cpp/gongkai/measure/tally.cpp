// Counts cells per group.
#include "gongkai/measure/tally.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <mutex>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/halves.hpp"

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
  if (key.size() == by_.size()) {
    const auto found = groups_.find(key);  // it names one group, or none
    return found == groups_.end() ? 0 : sum(found->second, cells);
  }
  std::int64_t out = 0;
  for (const auto& [group, counts] : groups_)
    if (holds(group, key)) out += sum(counts, cells);
  return out;
}

std::int64_t Tally::total(CellSet cells) const { return sum(total_, cells); }

void Tally::check_alike(const Tally& other) const {
  if (other.measure_ != measure_ || other.by_ != by_)
    fail<DataError>("a tally of {} by '{}' does not add to one of {} by '{}'", other.measure_,
                    fmt::join(other.by_, ","), measure_, fmt::join(by_, ","));
}

Tally& Tally::operator+=(const Tally& other) {
  check_alike(other);
  const auto add = [](Counts& to, const Counts& from) {
    std::ranges::transform(to, from, to.begin(), std::plus<>());
  };
  for (const auto& [key, counts] : other.groups_)
    add(groups_.try_emplace(key).first->second, counts);
  add(total_, other.total_);
  return *this;
}

Tally& Tally::operator-=(const Tally& other) {
  check_alike(other);
  const auto take = [](Counts& from, const Counts& gone) {
    std::ranges::transform(from, gone, from.begin(), std::minus<>());
  };
  for (const auto& [key, counts] : other.groups_) {
    const auto group = groups_.try_emplace(key).first;
    take(group->second, counts);
    if (group->second == Counts{}) groups_.erase(group);
  }
  take(total_, other.total_);
  return *this;
}

std::vector<Line> count_lines(const Cells& cells, const Groups& groups) {
  assert(groups.group.size() < std::numeric_limits<std::uint32_t>::max());
  std::vector<Line> lines;
  std::mutex adding;
  in_halves({0, std::ssize(cells)}, [&](Rows part) {
    std::vector<Line> near(static_cast<std::size_t>(groups.size) + 1);
    const auto add = [&](std::size_t at, std::size_t row) {
      ++near[static_cast<std::size_t>(groups.group[at] + 1)][cells[row]];
    };
    for (auto row = static_cast<std::size_t>(part.begin); row < static_cast<std::size_t>(part.end);
         ++row)
      if (groups.offsets.empty()) {
        add(row, row);
      } else {
        for (auto at = groups.offsets[row]; at < groups.offsets[row + 1]; ++at)
          add(static_cast<std::size_t>(at), row);
      }
    const std::lock_guard lock(adding);
    if (lines.empty()) return lines.swap(near);
    for (std::size_t line = 0; line < lines.size(); ++line)
      std::ranges::transform(lines[line], near[line], lines[line].begin(), std::plus<>());
  });
  return lines;
}

Tally count(const Measure& measure, const Cells& cells, const Groups& groups) {
  Tally out(std::string(measure.id), groups.by);
  for (const Cell cell : cells) ++out.total_[cell];
  const auto lines = count_lines(cells, groups);
  auto line = lines.begin() + 1;
  for (auto& key : groups.keys()) std::ranges::copy(*line++, out.groups_[std::move(key)].begin());
  return out;
}

std::vector<std::pair<std::int64_t, std::int64_t>> rows_by_group(const Cells& cells, CellSet which,
                                                                 const Groups& groups,
                                                                 const Key& key) {
  std::vector<char> wanted;
  for (const auto& each : groups.keys()) wanted.push_back(holds(each, key) ? 1 : 0);
  std::vector<std::pair<std::int64_t, std::int64_t>> out;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!which[cells[row]]) continue;
    const auto number = static_cast<std::int64_t>(row);
    const auto first = groups.offsets.empty() ? number : groups.offsets[row];
    const auto last = groups.offsets.empty() ? number + 1 : groups.offsets[row + 1];
    for (auto at = first; at < last; ++at)
      if (const auto group = groups.group[static_cast<std::size_t>(at)];
          group >= 0 && wanted[static_cast<std::size_t>(group)] != 0)
        out.emplace_back(number, group);
  }
  return out;
}

std::vector<std::int64_t> rows(const Cells& cells, CellSet which, const Groups& groups,
                               const Key& key) {
  std::vector<std::int64_t> out;
  if (key.empty()) {
    for (std::size_t row = 0; row < cells.size(); ++row)
      if (which[cells[row]]) out.push_back(static_cast<std::int64_t>(row));
    return out;
  }
  for (const auto& [row, group] : rows_by_group(cells, which, groups, key))
    if (out.empty() || out.back() != row) out.push_back(row);
  return out;
}

}  // namespace gongkai
