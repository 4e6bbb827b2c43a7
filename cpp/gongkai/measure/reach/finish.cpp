// The second pass, and the answer.
#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <ranges>

#include "gongkai/measure/reach/job.hpp"
#include "gongkai/measure/reach/table.hpp"
#include "gongkai/measure/reach/threads.hpp"

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
  GroupCounts counts =
      names_ == Names::text
          ? each_part<TextNames>(groupings, means, progress,
                                 [](auto& counter, int, auto part) { return counter.count(part); })
          : each_part<WholeNames>(groupings, means, progress, [](auto& counter, int, auto part) {
              return counter.count(part);
            });
  add_carried(groupings, counts);
  return counts;
}

// Large parts first, so that no thread is left alone with one at the end.
template <class Recipients>
GroupCounts Reach::Job::each_part(const Groupings& groupings, GroupCounts::Means means,
                                  const Progress& progress, const CountPart<Recipients>& count) {
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
      work.done += count(counter, thread, parts[at].second);
      store_.drop(parts[at].second);
    }
    const std::scoped_lock lock(merging);
    if (counts)
      counts->merge(own);
    else
      counts.emplace(std::move(own));
  });
  counts->roll_up();
  return std::move(*counts);
}

template GroupCounts Reach::Job::each_part(const Groupings&, GroupCounts::Means, const Progress&,
                                           const CountPart<WholeNames>&);
template GroupCounts Reach::Job::each_part(const Groupings&, GroupCounts::Means, const Progress&,
                                           const CountPart<TextNames>&);

void Reach::Job::add_carried(const Groupings& groupings, GroupCounts& counts) const {
  const Layout& layout = groupings.layout();
  for (const auto& [codes, each] : carried_events_)
    counts.add_carried(layout.word(codes), each.events, each.nobody);
  for (const auto& [of, each] : carried_groups_) {
    const auto& grouping = groupings.all()[each.grouping];
    std::uint64_t group = 0;
    for (std::size_t key = 0; key < each.codes.size(); ++key)
      group += each.codes[key] * grouping.parts[key].factor;
    counts.add_group(each, group);
  }
}

void Reach::Job::Unread::add(const std::string& text, std::int64_t met) {
  constexpr std::size_t kMostListed = 1000;
  sum += met;
  if (!is_many && !text.empty()) rows[text] += met;
  if (!text.empty() && rows.size() <= kMostListed) return;
  is_many = true;
  rows.clear();
}

std::vector<Reach::Job::Unread> Reach::Job::all_unread() const {
  std::vector<Unread> all = carried_unread_;
  for (const auto& recalls : recalls_)
    for (std::size_t column = 0; column < all.size(); ++column) {
      const Meaning& meaning = recalls[column].meaning();
      for (const auto& [code, met] : recalls[column].met())
        all[column].add(code == kUnread + kMostUnread
                            ? std::string()
                            : std::string(meaning.unread()[code - kUnread]),
                        met);
    }
  return all;
}

// The first ten texts of each column, the others together.
std::vector<ReachUnread> Reach::Job::unread() const {
  constexpr std::size_t kTold = 10;
  std::vector<ReachUnread> told;
  const auto all = all_unread();
  for (std::size_t column = 0; column < all.size(); ++column) {
    const std::string& name = recalls_.front()[column].meaning().column();
    std::int64_t others = all[column].sum;
    for (const auto& [text, rows] : all[column].rows | std::views::take(kTold)) {
      told.push_back({name, text, rows});
      others -= rows;
    }
    if (others > 0) told.push_back({name, "", others});
  }
  return told;
}

}  // namespace gongkai
