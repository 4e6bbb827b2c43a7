#include "gongkai/measure/reach/groups.hpp"

#include <algorithm>
#include <map>

#include "gongkai/base/error.hpp"

namespace gongkai::reach {
namespace {

constexpr std::size_t kNamed = 10;
constexpr std::size_t kBlock = 2048;  // words that stay in the nearest cache
constexpr std::uint64_t kMostAdded = (std::uint64_t{1} << 31) - 1;

// A 1 in the lane of each bit.
constexpr auto kLanesOf = [] {
  std::array<std::array<std::uint32_t, kFlagBits>, 1 << kFlagBits> lanes{};
  for (std::size_t bits = 0; bits < lanes.size(); ++bits)
    for (std::size_t lane = 0; lane < kFlagBits; ++lane) lanes[bits][lane] = bits >> lane & 1;
  return lanes;
}();

bool is_finer(const Groupings::Grouping& fine, const Groupings::Grouping& coarse) {
  return std::ranges::all_of(coarse.keys, [&](std::size_t key) {
    return std::ranges::find(fine.keys, key) != fine.keys.end();
  });
}

}  // namespace

Groupings::Groupings(const std::vector<std::vector<std::size_t>>& by,
                     std::span<const std::uint32_t> sizes)
    : layout_(Layout::of_sizes(sizes)), sizes_(sizes.begin(), sizes.end()) {
  for (const auto& keys : by) {
    Grouping grouping{keys, {}, {}, -1, 1};
    for (const std::size_t key : keys) {
      grouping.parts.push_back(
          {layout_.shift[key], (std::uint64_t{1} << layout_.width[key]) - 1, grouping.groups});
      grouping.groups *= sizes[key];  // their codes fit one word, and so does this
    }
    all_.push_back(std::move(grouping));
  }
  order();
}

// Each grouping is told by the finest one over the smallest that is finer.
void Groupings::order() {
  for (std::size_t at = 0; at < all_.size(); ++at) {
    Grouping& grouping = all_[at];
    for (std::size_t other = 0; other < all_.size(); ++other) {
      const Grouping& finer = all_[other];
      if (other == at || !is_finer(finer, grouping)) continue;
      if (is_finer(grouping, finer) && other > at) continue;  // the same keys: the first tells
      if (grouping.finer < 0 ||
          finer.groups < all_[static_cast<std::size_t>(grouping.finer)].groups)
        grouping.finer = static_cast<int>(other);
    }
  }
  for (std::size_t at = 0; at < all_.size(); ++at) {
    int finest = all_[at].finer;
    while (finest >= 0 && all_[static_cast<std::size_t>(finest)].finer >= 0)
      finest = all_[static_cast<std::size_t>(finest)].finer;
    all_[at].finer = finest;
    if (finest >= 0) all_[static_cast<std::size_t>(finest)].coarser.push_back(at);
  }
}

std::uint64_t Groupings::around(const Grouping& coarser, const Grouping& finer,
                                std::uint64_t group) const {
  std::uint64_t around = 0;
  each_code(finer, group, [&](std::size_t key, std::uint32_t code) {
    const auto at = std::ranges::find(coarser.keys, key) - coarser.keys.begin();
    if (at < std::ssize(coarser.keys))
      around += code * coarser.parts[static_cast<std::size_t>(at)].factor;
  });
  return around;
}

void Astray::add(std::string recipient) {
  ++count;
  if (first.size() == kNamed && recipient >= first.back()) return;
  first.insert(std::ranges::upper_bound(first, recipient), std::move(recipient));
  if (first.size() > kNamed) first.pop_back();
}

void Astray::merge(const Astray& other) {
  const std::int64_t all = count + other.count;
  for (const auto& each : other.first) add(each);
  count = all;
}

GroupCounts::GroupCounts(const Groupings& groupings, Means means)
    : groupings_(groupings),
      counts_(groupings.all().size()),
      counted_(means.flags | kEvent),
      tell_astray_(means.tell_astray),
      lanes_(means.flags == 0 ? 1 : kFlagBits),
      width_(means.flags == 0 ? 4 : 12) {
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    const auto& grouping = groupings.all()[at];
    if (grouping.finer < 0) finest_.push_back(at);
    counts_[at].dense = grouping.groups <= means.dense_bytes / (width_ * sizeof(std::uint32_t));
    if (counts_[at].dense) counts_[at].rows.resize(grouping.groups * width_);
  }
}

inline std::uint32_t* GroupCounts::row(Counts& counts, std::uint64_t group) {
  if (counts.dense) [[likely]]
    return counts.rows.data() + group * width_;
  const std::size_t at = counts.places.add(group) * width_;
  if (at == counts.rows.size()) counts.rows.resize(at + width_);
  return counts.rows.data() + at;
}

// Tells one grouping of a block of words. No branch: whether somebody is new to a group cannot be
// foretold. The finest groupings count events and leave what was new to them for the coarser ones.
template <std::size_t kLanes, bool kFinest>
void GroupCounts::tell(std::size_t grouping, std::size_t size, const std::uint64_t* words,
                       const std::uint32_t* recipients) {
  constexpr std::size_t kAhead = 16;
  const auto& its = groupings_.all()[grouping];
  Counts& counts = counts_[grouping];
  const std::uint64_t counted = counted_;
  std::size_t left = 0;
  const auto tell_all = [&](auto row_of, auto expect) {
    for (std::size_t at = 0; at < size; ++at) {
      expect(its.group(words[std::min(at + kAhead, size - 1)]));
      const std::uint64_t word = words[at];
      std::uint32_t* const row = row_of(its.group(word));
      const std::uint32_t recipient = recipients[at];
      const auto news = static_cast<std::uint32_t>((word | kEvent) & counted);
      std::uint32_t fresh = 0;
      if constexpr (kLanes == 1) {
        fresh = row[kLanes] != recipient ? 1 : 0;
        row[0] += fresh;
      } else {
        const std::uint32_t had = row[kLanes] == recipient ? row[kLanes + 3] : 0;
        fresh = news & ~had;
        row[kLanes + 3] = had | news;
        for (std::size_t lane = 0; lane < kLanes; ++lane) row[lane] += kLanesOf[fresh][lane];
      }
      row[kLanes] = recipient;
      if constexpr (kFinest) {
        row[kLanes + 1] += static_cast<std::uint32_t>(word & kEvent);
        left_[left] = word;
        recipients_left_[left] = recipient;
        left += fresh != 0 ? 1 : 0;
      }
    }
  };
  if (counts.dense) {
    std::uint32_t* const rows = counts.rows.data();
    constexpr std::size_t kWidth = kLanes == 1 ? 4 : 12;
    tell_all([rows](std::uint64_t group) { return rows + group * kWidth; },
             [rows](std::uint64_t group) { __builtin_prefetch(rows + group * kWidth, 1); });
  } else {
    tell_all([&](std::uint64_t group) { return row(counts, group); },
             [&](std::uint64_t group) { counts.places.expect(group); });
  }
  if constexpr (kFinest)
    for (const std::size_t coarser : its.coarser)
      tell<kLanes, false>(coarser, left, left_.data(), recipients_left_.data());
}

void GroupCounts::add(std::span<const std::uint64_t> words, std::span<const std::uint32_t> ends,
                      const std::function<std::string(std::uint32_t recipient)>& name) {
  added_ += words.size();
  if (added_ > kMostAdded) empty_rows();
  if (ends.size() > ~recipient_) {  // their numbers begin again
    for (Counts& counts : counts_)
      for (std::size_t at = lanes_; at < counts.rows.size(); at += width_) counts.rows[at] = 0;
    recipient_ = 0;
  }
  std::uint32_t begin = 0;
  recipients_.clear();
  recipients_.reserve(words.size());
  for (std::uint32_t recipient = 0; recipient < ends.size(); ++recipient) {
    const auto its = words.subspan(begin, ends[recipient] - begin);
    begin = ends[recipient];
    recipients_.insert(recipients_.end(), its.size(), ++recipient_);
    const auto is_doubtful = [](std::uint64_t word) {
      return (word & (kOpened | kDelivered)) == kOpened;
    };
    if (tell_astray_ && std::ranges::any_of(its, is_doubtful)) settle(its, name(recipient));
  }
  left_.resize(kBlock);
  recipients_left_.resize(kBlock);
  for (std::size_t block = 0; block < words.size(); block += kBlock) {
    const std::size_t size = std::min(kBlock, words.size() - block);
    for (const std::size_t finest : finest_) {
      if (lanes_ == 1)
        tell<1, true>(finest, size, words.data() + block, recipients_.data() + block);
      else
        tell<kFlagBits, true>(finest, size, words.data() + block, recipients_.data() + block);
    }
  }
}

// Some word says opened and not delivered: looks for the groups in which no other says delivered.
void GroupCounts::settle(std::span<const std::uint64_t> words, const std::string& name) {
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    std::map<std::uint64_t, std::uint64_t> flags;
    for (const std::uint64_t word : words) flags[groupings_.all()[at].group(word)] |= word;
    for (const auto& [group, word] : flags)
      if ((word & (kOpened | kDelivered)) == kOpened) counts_[at].astray[group].add(name);
  }
}

// Rows count in 32 bits, so that many of them are near; before one can be full all are emptied.
void GroupCounts::empty_rows() {
  for (Counts& counts : counts_) {
    counts.full.resize(counts.rows.size());
    for (std::size_t at = 0; at < counts.rows.size(); ++at)
      counts.full[at] += std::exchange(counts.rows[at], 0);
  }
  added_ = 0;
}

void GroupCounts::add_event(std::uint64_t word, std::size_t column) {
  if (++added_ > kMostAdded) empty_rows();
  for (const std::size_t grouping : finest_)
    ++row(counts_[grouping], groupings_.all()[grouping].group(word))[column];
}

// Adds to a row, and beside it where it would be full.
void GroupCounts::more(std::size_t grouping, std::uint64_t group, std::size_t column,
                       std::uint64_t count) {
  if (count == 0) return;
  Counts& counts = counts_[grouping];
  std::uint32_t& here = row(counts, group)[column];
  if (count <= kMostAdded && here <= kMostAdded) {
    here += static_cast<std::uint32_t>(count);
    return;
  }
  const auto place = static_cast<std::size_t>(&here - counts.rows.data());
  if (counts.full.size() < counts.rows.size()) counts.full.resize(counts.rows.size());
  counts.full[place] += count;
}

void GroupCounts::add_carried(std::uint64_t word, std::uint64_t events, std::uint64_t nobody) {
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    const std::uint64_t group = groupings_.all()[at].group(word);
    more(at, group, events_column(), events);
    more(at, group, nobody_column(), nobody);
  }
}

void GroupCounts::add_group(const StateGroup& counts, std::uint64_t group) {
  const std::size_t at = counts.grouping;
  more(at, group, events_column(), counts.events);
  more(at, group, nobody_column(), counts.nobody);
  for (std::size_t lane = 0; lane < lanes_; ++lane) more(at, group, lane, counts.lanes[lane]);
  if (counts.astray > 0) counts_[at].astray[group].count += counts.astray;
}

std::uint64_t GroupCounts::at(std::size_t grouping, std::uint64_t group, std::size_t column) {
  Counts& counts = counts_[grouping];
  const auto place = static_cast<std::size_t>(row(counts, group) - counts.rows.data()) + column;
  return counts.rows[place] + (place < counts.full.size() ? counts.full[place] : 0);
}

std::vector<std::uint64_t> GroupCounts::groups(std::size_t grouping) {
  Counts& counts = counts_[grouping];
  std::vector<std::uint64_t> groups;
  const auto take = [&](std::uint64_t group) {
    if (at(grouping, group, events_column()) != 0) groups.push_back(group);
  };
  if (counts.dense)
    for (std::uint64_t group = 0; group < counts.rows.size() / width_; ++group) take(group);
  else
    counts.places.each([&](std::uint64_t group, std::uint32_t) { groups.push_back(group); });
  return groups;
}

void GroupCounts::merge(const GroupCounts& other) {
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    const Counts& from = other.counts_[at];
    const auto add = [&](std::uint64_t group, std::uint64_t row) {
      for (std::size_t column = 0; column < width_; ++column) {
        const std::size_t place = row * width_ + column;
        if (column == lanes_ || column > lanes_ + 2) continue;  // of the recipient at hand
        more(at, group, column, from.rows[place]);
        if (place < from.full.size()) more(at, group, column, from.full[place]);
      }
    };
    if (from.dense)
      for (std::uint64_t group = 0; group < from.rows.size() / width_; ++group) add(group, group);
    else
      from.places.each(add);
    for (const auto& [group, astray] : from.astray) counts_[at].astray[group].merge(astray);
  }
}

void GroupCounts::roll_up() {
  const auto& all = groupings_.all();
  for (const std::size_t finest : finest_)
    for (const std::size_t coarser : all[finest].coarser)
      for (const std::uint64_t group : groups(finest)) {
        const auto around = groupings_.around(all[coarser], all[finest], group);
        for (const std::size_t column : {events_column(), nobody_column()})
          more(coarser, around, column, at(finest, group, column));
      }
}

StateGroup GroupCounts::state(std::size_t grouping, std::uint64_t group) {
  StateGroup state;
  state.grouping = static_cast<std::uint32_t>(grouping);
  state.events = at(grouping, group, events_column());
  state.nobody = at(grouping, group, nobody_column());
  for (std::size_t lane = 0; lane < lanes_; ++lane) state.lanes[lane] = at(grouping, group, lane);
  if (const Astray* found = astray(grouping, group)) state.astray = found->count;
  return state;
}

const Astray* GroupCounts::astray(std::size_t grouping, std::uint64_t group) const {
  const auto found = counts_[grouping].astray.find(group);
  return found == counts_[grouping].astray.end() ? nullptr : &found->second;
}

}  // namespace gongkai::reach
