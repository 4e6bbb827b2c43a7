// The second pass, and the answer.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>

#include "gongkai/measure/reach_job.hpp"
#include "gongkai/measure/reach_table.hpp"
#include "gongkai/measure/reach_threads.hpp"

namespace gongkai {

using namespace reach;

namespace {

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return out;
}

}  // namespace

ReachCounts Reach::Job::finish(const Progress& progress) {
  end("counted");
  for (const auto& writer : writers_) writer->flush();
  const Groupings groupings(by_, key_sizes());
  GroupCounts counts = counted(groupings, progress);
  std::vector<const KeyMeaning*> keys;
  for (const auto& key : keys_) keys.push_back(key.get());
  ReachCounts out = reach_table({spec_.by, keys, groupings, seen_}, counts);
  out.unread = unread();
  if (!spec_.identity.empty())
    for (ReachFault& fault : out.faults)
      for (std::string& recipient : fault.recipients) recipient = hex(recipient);
  return out;
}

GroupCounts Reach::Job::counted(const Groupings& groupings, const Progress& progress) {
  GroupCounts counts(groupings, counted_flags());
  if (names_ == Names::text)
    count<TextNames>(groupings, counts, progress);
  else
    count<WholeNames>(groupings, counts, progress);
  counts.roll_up();
  add_carried(groupings, counts);
  return counts;
}

// Large parts first, so that no thread is left alone with one at the end.
template <class Recipients>
void Reach::Job::count(const Groupings& groupings, GroupCounts& counts, const Progress& progress) {
  const std::size_t nobody = sizes_.parts.nobody();
  std::vector<std::pair<std::uint64_t, std::size_t>> parts;
  for (std::size_t part = 0; part < nobody; ++part)
    if (const auto size = store_.size(part); size > 0) parts.emplace_back(size, part);
  std::ranges::sort(parts, std::greater());
  std::atomic<std::size_t> next = 0;
  std::mutex merging;
  const auto layouts = this->layouts();
  run(means_.threads, progress, [&](int thread, Work& work) {
    GroupCounts own(groupings, counted_flags());
    Counter<Recipients> counter(store_, groupings, layouts, key_, sizes_.most_records, own);
    if (thread == 0) counter.count_nobody(nobody);
    for (std::size_t at = next++; at < parts.size() && !work.stopped; at = next++) {
      counter.count(parts[at].second);
      store_.drop(parts[at].second);
      work.done += static_cast<std::int64_t>(parts[at].first / sizeof(WholeRecord));
    }
    const std::scoped_lock lock(merging);
    counts.merge(own);
  });
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

// The first ten texts of each column, the others together.
std::vector<ReachUnread> Reach::Job::unread() const {
  constexpr std::int64_t kTold = 10;
  std::vector<ReachUnread> all;
  for (std::size_t column = 0; column < keys_.size() + flags_.size(); ++column) {
    const Meaning& meaning = recalls_.front()[column].meaning();
    std::map<std::string, std::int64_t> rows;
    for (const auto& recalls : recalls_)
      for (const auto& [code, met] : recalls[column].met())
        rows[std::string(meaning.unread()[code - kUnread])] += met;
    std::int64_t told = 0, others = 0;
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
