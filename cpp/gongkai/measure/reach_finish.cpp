// The second pass, and the answer.
#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <optional>

#include "gongkai/measure/reach_job.hpp"
#include "gongkai/measure/reach_table.hpp"
#include "gongkai/measure/reach_threads.hpp"

namespace gongkai {

using namespace reach;

ReachCounts Reach::Job::finish(const Progress& progress) {
  end("counted");
  for (const auto& writer : writers_) writer->flush();
  const Groupings groupings(by_, key_sizes());
  const bool both = is_counted("opened", seen_) && is_counted("delivered", seen_);
  GroupCounts counts = counted(groupings, both, progress);
  std::vector<const KeyMeaning*> keys;
  for (const auto& key : keys_) keys.push_back(key.get());
  ReachCounts out = reach_table({spec_.by, keys, groupings, seen_}, counts);
  out.unread = unread();
  if (!spec_.identity.empty())
    for (ReachFault& fault : out.faults)
      for (std::string& recipient : fault.recipients) recipient = hex(recipient);
  return out;
}

GroupCounts Reach::Job::counted(const Groupings& groupings, bool tell_astray,
                                const Progress& progress) {
  const GroupCounts::Means means = group_means(counted_flags(), tell_astray);
  GroupCounts counts = names_ == Names::text ? count<TextNames>(groupings, means, progress)
                                             : count<WholeNames>(groupings, means, progress);
  counts.roll_up();
  add_carried(groupings, counts);
  return counts;
}

// Large parts first, so that no thread is left alone with one at the end.
template <class Recipients>
GroupCounts Reach::Job::count(const Groupings& groupings, GroupCounts::Means means,
                              const Progress& progress) {
  const std::size_t nobody = sizes_.parts.nobody();
  std::vector<std::pair<std::uint64_t, std::size_t>> parts;
  for (std::size_t part = 0; part < nobody; ++part)
    if (const auto size = store_.size(part); size > 0) parts.emplace_back(size, part);
  std::ranges::sort(parts, std::greater());
  std::atomic<std::size_t> next = 0;
  std::mutex merging;
  std::optional<GroupCounts> counts;
  const auto layouts = this->layouts();
  run(means_.threads, progress, [&](int thread, Work& work) {
    GroupCounts own(groupings, means);
    Counter<Recipients> counter(store_, groupings, layouts, key_, sizes_.most_records, own);
    if (thread == 0) counter.count_nobody(nobody);
    for (std::size_t at = next++; at < parts.size() && !work.stopped; at = next++) {
      work.done += counter.count(parts[at].second);
      store_.drop(parts[at].second);
    }
    const std::scoped_lock lock(merging);
    if (counts)
      counts->merge(own);
    else
      counts.emplace(std::move(own));
  });
  return std::move(*counts);
}

void Reach::Job::add_carried(const Groupings& groupings, GroupCounts& counts) const {
  const Layout& layout = groupings.layout();
  for (const Carried& each : carried_events_) {
    std::uint64_t word = 0;
    for (std::size_t key = 0; key < each.codes.size(); ++key)
      word |= std::uint64_t{each.codes[key]} << layout.shift[key];
    counts.add_carried(word, each.events, each.nobody);
  }
  for (const StateGroup& each : carried_groups_) {
    const auto& grouping = groupings.all()[each.grouping];
    std::uint64_t group = 0;
    for (std::size_t key = 0; key < each.codes.size(); ++key)
      group += each.codes[key] * grouping.parts[key].factor;
    counts.add_group(each, group);
  }
}

// The first ten texts of each column, the others together; of too many all together, since which
// were met first is chance.
std::vector<ReachUnread> Reach::Job::unread() const {
  constexpr std::int64_t kTold = 10;
  std::vector<ReachUnread> all;
  for (std::size_t column = 0; column < keys_.size() + flags_.size(); ++column) {
    const Meaning& meaning = recalls_.front()[column].meaning();
    std::map<std::string, std::int64_t> rows;
    std::int64_t told = 0, others = 0, sum = 0;
    bool many = false;
    for (const auto& recalls : recalls_)
      for (const auto& [code, met] : recalls[column].met()) {
        sum += met;
        if (code == kUnread + kMostUnread)
          many = true;
        else
          rows[std::string(meaning.unread()[code - kUnread])] += met;
      }
    if (many) {
      all.push_back({meaning.column(), "", sum});
      continue;
    }
    for (const auto& [text, met] : rows) {
      if (told++ < kTold)
        all.push_back({meaning.column(), text, met});
      else
        others += met;
    }
    if (others > 0) all.push_back({meaning.column(), "", others});
  }
  return all;
}

}  // namespace gongkai
