#include "gongkai/measure/reach.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <optional>
#include <set>
#include <thread>

#include "gongkai/arrow/texts_in.hpp"
#include "gongkai/arrow/whole_in.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach_count.hpp"
#include "gongkai/measure/reach_table.hpp"
#include "gongkai/measure/reach_threads.hpp"
#include "gongkai/measure/reach_writer.hpp"

namespace gongkai {
namespace {

using namespace reach;

constexpr std::array<std::string_view, 6> kColumns = {"delivered", "opened",  "eligible",
                                                      "applied",   "watched", "redeemed"};

// Half of the memory that the system could give.
std::size_t half_of_free() {
  std::ifstream lines("/proc/meminfo");
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("MemAvailable:")) return std::stoull(line.substr(13)) * 1024 / 2;
  return std::size_t{1} << 30;
}

ReachMeans settled(ReachMeans means) {
  if (means.memory_bytes == 0) means.memory_bytes = half_of_free();
  if (means.folder.empty()) means.folder = std::filesystem::temp_directory_path();
  if (means.threads <= 0)
    means.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return means;
}

// Parts and chunks so that all pens together hold no more than a quarter of the memory.
struct Sizes {
  Parts parts;
  std::size_t chunk_bytes;
};

Sizes sizes_of(const ReachMeans& means) {
  constexpr int kMostBits = 10, kLeastBits = 2;
  constexpr std::size_t kMostChunk = 16 << 10, kLeastChunk = 1 << 10;
  const std::size_t share = means.memory_bytes / 4 / static_cast<std::size_t>(means.threads);
  const auto chunk = std::clamp(share >> kMostBits, kLeastChunk, kMostChunk) & ~std::size_t{15};
  int bits = kMostBits;
  while (bits > kLeastBits && chunk << bits > share) --bits;
  return {{bits}, chunk};
}

enum class Names : std::uint8_t { unknown, whole, text };

}  // namespace

class Reach::Job {
 public:
  Job(ReachSpec spec, const Terms& terms, const ReachMeans& means)
      : spec_(std::move(spec)),
        terms_(terms),
        means_(settled(means)),
        sizes_(sizes_of(means_)),
        key_(hash_key(means_.seed)),
        store_(sizes_.parts.count(), means_.memory_bytes / 5 * 3, sizes_.chunk_bytes,
               means_.folder) {
    if (spec_.by.empty()) fail<DataError>("no grouping, expected at least one");
    for (const auto& grouping : spec_.by) by_.push_back(keys_of(grouping));
    for (const auto column : kColumns)
      flags_.push_back(std::make_unique<FlagMeaning>(std::string(column), terms_));
    layouts_ = std::make_unique<Layouts>(keys_.size());
    for (int thread = 0; thread < means_.threads; ++thread) {
      writers_.push_back(std::make_unique<Writer>(store_, *layouts_, sizes_.parts, key_));
      auto& recalls = recalls_.emplace_back();
      for (const auto& key : keys_) recalls.emplace_back(*key);
      for (const auto& flag : flags_) recalls.emplace_back(*flag);
    }
  }

  std::int64_t add(ArrowArrayStream* stream, const Progress& progress) {
    if (ended_) fail<DataError>("nothing can be added: it was finished, or an error ended it");
    ended_ = true;  // until all of it has been added
    Rows rows(stream, asked());
    take_names(rows.recipients().format);
    for (std::size_t at = 0; at < flags_.size(); ++at)
      if (rows.bound(keys_.size() + at).column >= 0) seen_.insert(flags_[at]->column());
    std::int64_t added = 0;
    run(means_.threads, progress, [&](int thread, Work& work) {
      const auto at = static_cast<std::size_t>(thread);
      while (!work.stopped) {
        const auto morsel = rows.next();
        if (!morsel) break;
        writers_[at]->write(rows, *morsel, recalls_[at]);
        work.done += morsel->rows;
      }
      const std::scoped_lock lock(mutex_);
      added = work.done;
    });
    ended_ = false;
    return added;
  }

  ReachCounts finish(const Progress& progress) {
    if (ended_) fail<DataError>("nothing can be counted: it was finished, or an error ended it");
    ended_ = true;
    for (const auto& writer : writers_) writer->flush();
    const Groupings groupings(by_, key_sizes());
    GroupCounts counts(groupings, counted_flags());
    if (names_ == Names::text)
      count<TextNames>(groupings, counts, progress);
    else
      count<WholeNames>(groupings, counts, progress);
    counts.roll_up();
    std::vector<const KeyMeaning*> keys;
    for (const auto& key : keys_) keys.push_back(key.get());
    ReachCounts out = reach_table({spec_.by, by_, keys, groupings, seen_}, counts);
    out.unread = unread();
    return out;
  }

 private:
  Asked asked() const {
    Asked asked;
    for (const auto& key : keys_) asked.keys.push_back(key.get());
    for (const auto& flag : flags_) asked.flags.push_back(flag.get());
    return asked;
  }

  std::vector<std::size_t> keys_of(const std::vector<std::string>& grouping) {
    std::vector<std::size_t> keys;
    for (const auto& name : grouping) {
      const std::size_t key = key_of(name);
      if (std::ranges::find(keys, key) != keys.end())
        fail<DataError>("a grouping names '{}' twice", name);
      keys.push_back(key);
    }
    return keys;
  }

  std::size_t key_of(const std::string& name) {
    const auto known =
        std::ranges::find_if(keys_, [&](const auto& key) { return key->name() == name; });
    if (known != keys_.end()) return static_cast<std::size_t>(known - keys_.begin());
    using Way = KeyMeaning::Way;
    if (const auto found = spec_.derived.find(name); found != spec_.derived.end())
      keys_.push_back(std::make_unique<KeyMeaning>(name, found->second.first, Way::looked_up,
                                                   terms_, &found->second.second));
    else if (name == "month" || name == "quarter")
      keys_.push_back(std::make_unique<KeyMeaning>(
          name, "sent", name == "month" ? Way::month : Way::quarter, terms_));
    else
      keys_.push_back(std::make_unique<KeyMeaning>(name, name, Way::plain, terms_));
    return keys_.size() - 1;
  }

  void take_names(const arrow::Format& format) {
    if (format.kind == arrow::Kind::nothing && !format.coded) return;
    const bool text = arrow::is_text(format.kind), whole = arrow::is_whole(format.kind);
    if (!text && !whole)
      fail<DataError>("column 'recipient': it holds neither texts nor whole numbers");
    const Names names = text ? Names::text : Names::whole;
    if (names_ != Names::unknown && names_ != names)
      fail<DataError>("column 'recipient': {} after {}", text ? "texts" : "whole numbers",
                      text ? "whole numbers" : "texts");
    names_ = names;
  }

  std::vector<std::uint32_t> key_sizes() const {
    std::vector<std::uint32_t> sizes;
    for (const auto& key : keys_) sizes.push_back(key->size());
    return sizes;
  }

  std::uint64_t counted_flags() const {
    std::uint64_t flags = 0;
    for (const auto flag : kFlags)
      if (is_counted(flag, seen_)) flags |= flag_bit(flag);
    return flags;
  }

  std::vector<Layout> layouts() const {
    std::vector<Layout> all;
    for (std::uint32_t number = 0; number <= layouts_->last(); ++number)
      all.push_back(layouts_->at(number));
    return all;
  }

  // Large parts first, so that no thread is left alone with one at the end.
  template <class Names>
  void count(const Groupings& groupings, GroupCounts& counts, const Progress& progress) {
    const std::size_t nobody = sizes_.parts.nobody();
    std::vector<std::pair<std::uint64_t, std::size_t>> parts;
    for (std::size_t part = 0; part < nobody; ++part)
      if (const auto size = store_.size(part); size > 0) parts.emplace_back(size, part);
    std::ranges::sort(parts, std::greater());
    // A record that is counted takes 24 bytes and more; a quarter of the memory is for them.
    const std::size_t most = std::max<std::size_t>(
        1 << 12, means_.memory_bytes / 4 / 32 / static_cast<std::size_t>(means_.threads));
    std::atomic<std::size_t> next = 0;
    std::mutex merging;
    const auto layouts = this->layouts();
    run(means_.threads, progress, [&](int thread, Work& work) {
      GroupCounts own(groupings, counted_flags());
      Counter<Names> counter(store_, groupings, layouts, key_, most, own);
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

  std::vector<ReachUnread> unread() const;

  const ReachSpec spec_;
  const Terms terms_;
  const ReachMeans means_;
  const Sizes sizes_;
  const HashKey key_;
  Store store_;
  std::vector<std::unique_ptr<KeyMeaning>> keys_;
  std::vector<std::unique_ptr<FlagMeaning>> flags_;
  std::vector<std::vector<std::size_t>> by_;
  std::unique_ptr<Layouts> layouts_;
  std::vector<std::unique_ptr<Writer>> writers_;
  std::vector<std::vector<Recall>> recalls_;  // by thread
  std::set<std::string> seen_;                // flags that some stream had
  Names names_ = Names::unknown;
  std::mutex mutex_;
  bool ended_ = false;
};

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

Reach::Reach(ReachSpec spec, const Terms& terms, ReachMeans means)
    : job_(std::make_unique<Job>(std::move(spec), terms, means)) {}
Reach::~Reach() = default;

std::int64_t Reach::add(ArrowArrayStream* stream, const Progress& progress) {
  return job_->add(stream, progress);
}

ReachCounts Reach::finish(const Progress& progress) { return job_->finish(progress); }

}  // namespace gongkai
