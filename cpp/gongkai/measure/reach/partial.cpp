// What a count leaves for others to go on with.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <numeric>
#include <tuple>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach/job.hpp"
#include "gongkai/measure/reach/table.hpp"
#include "gongkai/measure/reach/threads.hpp"

namespace gongkai {

using namespace reach;

namespace {

// The same everywhere: parts of a state are in the order of this hash.
constexpr HashKey kPublic = {0x676f6e676b616921, 0x72656163682f3121};

// The records of a part in the order of the whole hash, so that no parts show in the state.
class Sorted {
 public:
  template <class InTheirs>
  void read(const Store& store, std::size_t part, InTheirs in_theirs) {
    records_.clear();
    bytes_.clear();
    bytes_.reserve(store.size(part));  // so that texts stay where they are
    for (const Piece& piece : store.pieces(part)) {
      const std::size_t begin = bytes_.size();
      bytes_ += store.read(piece, buffer_);
      for (std::string_view left = std::string_view(bytes_).substr(begin); !left.empty();) {
        TextRecord record;
        std::memcpy(&record, left.data(), sizeof record);
        const std::string_view recipient = left.substr(sizeof record, record.size);
        records_.push_back({sip(recipient, kPublic), {recipient, in_theirs(record.word)}});
        left.remove_prefix(sizeof record + record.size);
      }
    }
    std::ranges::sort(records_, {}, [](const Record& each) {
      return std::tuple(each.hash, each.record.recipient, each.record.word);
    });
  }
  void write(StateWriter& out) const {
    for (const Record& each : records_) out.record(each.record);
  }

 private:
  struct Record {
    std::uint64_t hash;
    StateRecord record;
  };
  std::vector<Record> records_;
  std::string bytes_, buffer_;
};

// A name so that two lists of names are never one text.
std::string in_quotes(std::string_view name) {
  std::string text = "\"";
  for (const char each : name) {
    if (each == '"' || each == '\\') text += '\\';
    text += each;
  }
  return text + '"';
}

}  // namespace

// Everything that must be the same for two counts to be one.
std::string Reach::Job::spec_text() const {
  std::string text;
  for (const auto& grouping : spec_.by) {
    std::string names;
    for (const auto& name : grouping) names += (names.empty() ? " " : ", ") + in_quotes(name);
    text += fmt::format("by{}\n", names);
  }
  for (const auto& [name, from] : spec_.derived) {
    std::string pairs;
    for (const auto& [value, label] : from.second) pairs += in_quotes(value) + in_quotes(label);
    text += fmt::format("derived {} {} {:016x}\n", in_quotes(name), in_quotes(from.first),
                        checksum(pairs));
  }
  if (!spec_.identity.empty()) {
    const auto mark = sip128("gongkai.reach/1", key_of_bytes(spec_.identity));
    text += fmt::format("identity {}\n", hex({mark.data(), mark.size()}));
  }
  return text;
}

// Codes by ours: those of labels with events, in the order of the labels; blank stays 0.
Reach::Job::CodeMap Reach::Job::in_order(const std::vector<std::vector<std::uint8_t>>& used) const {
  CodeMap codes;
  for (std::size_t key = 0; key < keys_.size(); ++key) {
    const auto ranks = ranks_of(*keys_[key]);
    std::vector<std::uint32_t> by_rank(ranks.size());
    for (std::uint32_t code = 0; code < ranks.size(); ++code) by_rank[ranks[code]] = code;
    auto& of_key = codes.emplace_back(ranks.size(), 0);
    std::uint32_t next = 1;
    for (const std::uint32_t code : by_rank)
      if (code != 0 && used[key][code] != 0) of_key[code] = next++;
  }
  return codes;
}

StateHead Reach::Job::head(bool only_counts, const CodeMap& codes) const {
  StateHead head;
  head.spec = spec_text();
  if (names_ != Names::unknown) head.names = names_ == Names::text ? "text" : "whole";
  head.only_counts = only_counts;
  head.parts = parts_;
  std::ranges::sort(head.parts, {}, [](const ReachPart& part) {
    return std::tie(part.job, part.partition, part.attempt);
  });
  head.seen.assign(seen_.begin(), seen_.end());
  for (std::size_t key = 0; key < keys_.size(); ++key) {
    auto& labels = head.labels.emplace_back(std::ranges::max(codes[key]));
    for (std::uint32_t code = 1; code < codes[key].size(); ++code)
      if (codes[key][code] != 0) labels[codes[key][code] - 1] = keys_[key]->label(code);
    head.whole.push_back(keys_[key]->is_whole() ? 1 : 0);
  }
  const auto unread = all_unread();
  // A text in the wrong column may be a name: it travels with recipients alone.
  const bool is_named = !only_counts && spec_.identity.empty();
  for (std::uint32_t column = 0; column < unread.size(); ++column) {
    if (unread[column].sum > 0 && (!is_named || unread[column].is_many))
      head.unread.push_back({column, "", unread[column].sum});
    else
      for (const auto& [text, rows] : unread[column].rows)
        head.unread.push_back({column, text, rows});
  }
  return head;
}

void Reach::Job::partial(const std::filesystem::path& file, const ReachPart& part, bool only_counts,
                         const Progress& progress) {
  const bool named = !part.job.empty() && !part.partition.empty();
  if (rows_ > 0 && !named)
    fail<DataError>("events were added, and no job and partition names them");
  if (!only_counts && !carried_groups_.empty())
    fail<DataError>("a state that holds counts alone was added: only counts can be written");
  if (ended_) end("counted");
  if (named && !take_parts(file, {part})) fail<DataError>("{} was added before", told(part));
  end("counted");
  for (const auto& writer : writers_) writer->flush();
  if (only_counts)
    write_groups(file, progress);
  else if (names_ == Names::text)
    write_recipients<TextNames>(file, progress);
  else
    write_recipients<WholeNames>(file, progress);
}

void Reach::Job::write_groups(const std::filesystem::path& file, const Progress& progress) {
  const Groupings groupings(by_, key_sizes());
  // Others may have the column of deliveries that these files lack.
  GroupCounts counts = counted(groupings, is_counted("opened", seen_), progress);
  std::vector<std::vector<std::uint8_t>> used;
  for (const auto& key : keys_) used.emplace_back(key->size());
  std::vector<std::vector<StateGroup>> all(by_.size());
  for (std::size_t at = 0; at < by_.size(); ++at)
    for (const std::uint64_t group : counts.groups(at)) {
      StateGroup& state = all[at].emplace_back(counts.state(at, group));
      groupings.each_code(groupings.all()[at], group, [&](std::size_t key, std::uint32_t code) {
        state.codes.push_back(code);
        used[key][code] = 1;
      });
    }
  const CodeMap codes = in_order(used);
  StateWriter out(file, head(true, codes));
  for (std::size_t at = 0; at < by_.size(); ++at) {
    for (StateGroup& group : all[at])
      for (std::size_t key = 0; key < by_[at].size(); ++key)
        group.codes[key] = codes[by_[at][key]][group.codes[key]];
    std::ranges::sort(all[at], {}, &StateGroup::codes);
    out.groups(all[at]);
  }
  out.close();
}

// Each recipient with what they brought, in the order of a hash that is the same everywhere.
template <class Recipients>
void Reach::Job::write_recipients(const std::filesystem::path& file, const Progress& progress) {
  std::vector<std::size_t> all(keys_.size());
  std::iota(all.begin(), all.end(), 0);
  const Groupings groupings({all}, key_sizes());
  const Sizes sizes = sizes_of(means_.memory_bytes / 4, means_.threads);  // beside what is counted
  Store store(sizes.parts.count(), means_.memory_bytes / 16, sizes.chunk_bytes, means_.folder);
  Layouts one(0);
  std::atomic<std::int64_t> counted = 0;
  std::vector<Writer> writers;
  for (int thread = 0; thread < means_.threads; ++thread)
    writers.emplace_back(store, one, sizes.parts, kPublic);
  GroupCounts counts =
      each_part<Recipients>(groupings, group_means(0, false), progress,
                            [&](Counter<Recipients>& counter, int thread, std::size_t part) {
                              Writer& writer = writers[static_cast<std::size_t>(thread)];
                              const std::int64_t records = counter.collect(
                                  part, [&](std::string_view recipient, std::uint64_t word) {
                                    writer.write_named(recipient, word);
                                  });
                              counted += records;
                              return records;
                            });
  for (Writer& writer : writers) writer.flush();
  add_carried(groupings, counts);

  std::vector<std::vector<std::uint8_t>> used;
  for (const auto& key : keys_) used.emplace_back(key->size());
  std::vector<StateEvents> events;
  for (const std::uint64_t group : counts.groups(0)) {
    std::vector<std::uint32_t> codes;
    groupings.each_code(groupings.all()[0], group, [&](std::size_t key, std::uint32_t code) {
      codes.push_back(code);
      used[key][code] = 1;
    });
    events.push_back({groupings.layout().word(codes),
                      static_cast<std::uint64_t>(counts.events(0, group)),
                      static_cast<std::uint64_t>(counts.nobody(0, group))});
  }
  const CodeMap codes = in_order(used);
  StateWriter out(file, head(false, codes));
  std::vector<std::uint32_t> labels;
  for (const auto& of_key : codes) labels.push_back(std::ranges::max(of_key) + 1);
  const Layout theirs = Layout::of_sizes(labels);
  const auto in_theirs = [&](std::uint64_t word) {
    std::uint64_t out_word = word & kFlagMask;
    for (std::size_t key = 0; key < codes.size(); ++key)
      out_word |= std::uint64_t{codes[key][groupings.layout().code(word, key)]}
                  << theirs.shift[key];
    return out_word;
  };
  for (StateEvents& each : events) each.word = in_theirs(each.word);
  std::ranges::sort(events, {}, &StateEvents::word);
  out.events(events);

  // Several threads sort, and write one after the other.
  std::atomic<std::size_t> next = 0;
  std::size_t turn = 0;
  std::mutex writing;
  std::condition_variable written;
  // All records have been told of before.
  const auto tell = [&](std::int64_t) {
    if (progress) progress(counted);
  };
  run(means_.threads, tell, [&](int, Work& work) {
    Sorted sorted;
    for (std::size_t part = next++; part < sizes.parts.nobody() && !work.stopped; part = next++) {
      sorted.read(store, part, in_theirs);
      std::unique_lock lock(writing);
      while (turn != part && !work.stopped) written.wait_for(lock, std::chrono::milliseconds(10));
      if (work.stopped) return;
      sorted.write(out);
      store.drop(part);
      ++turn;
      written.notify_all();
    }
  });
  out.close();
}

}  // namespace gongkai
