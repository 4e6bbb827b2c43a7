// States: what other counts have written, taken in, and what this one leaves for others.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach_job.hpp"
#include "gongkai/measure/reach_table.hpp"

namespace gongkai {

using namespace reach;

namespace {

// The same everywhere: parts of a state are in the order of this hash.
constexpr HashKey kPublic = {0x676f6e676b616921, 0x72656163682f3121};
constexpr std::size_t kBlockRecords = 1 << 16;

std::string told(const ReachPart& part) {
  return fmt::format("partition '{}' of job '{}'", part.partition, part.job);
}

bool is_same(const ReachPart& one, const ReachPart& other) {
  return one.job == other.job && one.partition == other.partition;
}

}  // namespace

// Everything that must be the same for two counts to be one.
std::string Reach::Job::spec_text() const {
  std::string text;
  for (const auto& grouping : spec_.by) text += fmt::format("by {}\n", fmt::join(grouping, ", "));
  for (const auto& [name, from] : spec_.derived) {
    std::string pairs;
    for (const auto& [value, label] : from.second)
      pairs += fmt::format("{}:{}{}:{}", value.size(), value, label.size(), label);
    text += fmt::format("derived {} {} {:016x}\n", name, from.first, checksum(pairs));
  }
  if (!spec_.identity.empty()) {
    const auto mark = sip128("gongkai.reach/1", key_of_bytes(spec_.identity));
    text += fmt::format("identity {}\n", hex({mark.data(), mark.size()}));
  }
  return text;
}

// False where all parts are there already.
bool Reach::Job::take_parts(const std::filesystem::path& file,
                            const std::vector<ReachPart>& parts) {
  std::vector<ReachPart> known, fresh;
  for (const ReachPart& part : parts) {
    const auto is_it = [&](const ReachPart& each) { return is_same(each, part); };
    (std::ranges::any_of(parts_, is_it) ? known : fresh).push_back(part);
  }
  if (!known.empty() && fresh.empty()) return false;
  if (!known.empty())
    fail<DataError>("{}: holds {}, which was added before, and {}, which was not", file.string(),
                    told(known.front()), told(fresh.front()));
  parts_.insert(parts_.end(), parts.begin(), parts.end());
  return true;
}

// Our codes of the codes of a state.
Reach::Job::CodeMap Reach::Job::codes_of(const StateHead& head) {
  CodeMap codes;
  for (std::size_t key = 0; key < keys_.size(); ++key) {
    if (!head.labels[key].empty()) keys_[key]->note_kind(head.whole[key] != 0);
    auto& ours = codes.emplace_back(1, 0);
    for (const auto& label : head.labels[key]) ours.push_back(keys_[key]->add_label(label));
  }
  return codes;
}

bool Reach::Job::add_state(const std::filesystem::path& file) {
  StateReader in(file);
  const StateHead& head = in.head();
  if (head.spec != spec_text() || head.labels.size() != keys_.size())
    fail<DataError>("{}: counted by another specification, found\n{}expected\n{}", file.string(),
                    head.spec, spec_text());
  const Names names = head.names == "text" ? Names::text : Names::whole;
  if (!head.names.empty() && names_ != Names::unknown && names_ != names)
    fail<DataError>("{}: recipients are {}, expected {} as before", file.string(),
                    names == Names::text ? "texts" : "whole numbers",
                    names == Names::text ? "whole numbers" : "texts");
  if (ended_) end("added");
  if (!take_parts(file, head.parts)) return false;
  end("added");  // until all of it has been
  if (!head.names.empty()) names_ = names;
  seen_.insert(head.seen.begin(), head.seen.end());
  const auto codes = codes_of(head);
  std::vector<std::uint32_t> sizes;
  for (const auto& each : codes) sizes.push_back(static_cast<std::uint32_t>(each.size()));
  const Layout layout = Layout::of_sizes(sizes);
  Writer& writer = *writers_.front();
  writer.make_room(key_sizes());

  const auto ours = [&](std::size_t key, std::uint64_t code) {
    if (code >= codes[key].size())
      fail<DataError>("{}: the state is damaged: code {} of {}", file.string(), code,
                      codes[key].size());
    return codes[key][code];
  };
  std::vector<std::uint32_t> found(keys_.size());
  const auto read = [&](std::uint64_t word) {
    for (std::size_t key = 0; key < found.size(); ++key)
      found[key] = ours(key, layout.code(word, key));
  };
  while (in.next()) {
    for (const StateEvents& each : in.events) {
      read(each.word);
      carried_events_.push_back({found, each.events, each.nobody});
    }
    for (StateGroup group : in.groups) {
      if (group.grouping >= by_.size() || group.codes.size() != by_[group.grouping].size())
        fail<DataError>("{}: the state is damaged: no such group", file.string());
      for (std::size_t at = 0; at < group.codes.size(); ++at)
        group.codes[at] = ours(by_[group.grouping][at], group.codes[at]);
      carried_groups_.push_back(std::move(group));
    }
    for (const StateRecord& each : in.records) {
      read(each.word);
      const std::uint64_t flags = each.word & kFlagMask;
      if (names_ == Names::text)
        writer.write_text(each.recipient, flags, found);
      else
        writer.write_whole(whole_of(each.recipient), flags, found);
    }
  }
  ended_ = false;
  return true;
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
  for (std::size_t key = 0; key < all.size(); ++key) all[key] = key;
  const Groupings groupings({all}, key_sizes());
  const Layout& layout = groupings.layout();
  GroupCounts counts(groupings, group_means(0, false));
  Store store(sizes_.parts.count(), means_.memory_bytes / 5, sizes_.chunk_bytes, means_.folder);
  Layouts one(0);
  Writer writer(store, one, sizes_.parts, kPublic);
  Counter<Recipients> counter(store_, groupings, layouts(), key_, sizes_.most_records, counts);
  counter.count_nobody(sizes_.parts.nobody());
  std::int64_t done = 0;
  for (std::size_t part = 0; part < sizes_.parts.nobody(); ++part) {
    counter.collect(part, [&](std::string_view recipient, std::uint64_t word) {
      writer.write_text(recipient, word, {});
      ++done;
    });
    store_.drop(part);
    if (progress) progress(done);
  }
  writer.flush();

  counts.roll_up();
  add_carried(groupings, counts);
  std::vector<std::vector<std::uint8_t>> used;
  for (const auto& key : keys_) used.emplace_back(key->size());
  std::vector<StateEvents> events;
  for (const std::uint64_t group : counts.groups(0)) {
    std::uint64_t word = 0;
    groupings.each_code(groupings.all()[0], group, [&](std::size_t key, std::uint32_t code) {
      word |= std::uint64_t{code} << layout.shift[key];
      used[key][code] = 1;
    });
    events.push_back({word, static_cast<std::uint64_t>(counts.events(0, group)),
                      static_cast<std::uint64_t>(counts.nobody(0, group))});
  }
  const CodeMap codes = in_order(used);
  StateWriter out(file, head(false, codes));
  std::vector<std::uint32_t> sizes;
  for (const auto& of_key : codes) sizes.push_back(std::ranges::max(of_key) + 1);
  const Layout theirs = Layout::of_sizes(sizes);
  const auto in_theirs = [&](std::uint64_t word) {
    std::uint64_t out_word = word & kFlagMask;
    for (std::size_t key = 0; key < codes.size(); ++key)
      out_word |= std::uint64_t{codes[key][layout.code(word, key)]} << theirs.shift[key];
    return out_word;
  };
  for (StateEvents& each : events) each.word = in_theirs(each.word);
  std::ranges::sort(events, {}, &StateEvents::word);
  out.events(events);

  struct Record {
    std::uint64_t hash;
    std::string recipient;
    std::uint64_t word;
    auto operator<=>(const Record&) const = default;
  };
  std::vector<Record> waiting;
  const auto write_some = [&](std::size_t size) {
    std::vector<StateRecord> some;
    for (std::size_t at = 0; at < size; ++at)
      some.push_back({waiting[at].recipient, waiting[at].word});
    if (size > 0) out.records(some);
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(size));
  };
  std::string buffer;
  for (std::size_t part = 0; part < sizes_.parts.nobody(); ++part) {
    const std::size_t before = waiting.size();
    for (const Piece& piece : store.pieces(part))
      for (std::string_view left = store.read(piece, buffer); !left.empty();) {
        TextRecord record;
        std::memcpy(&record, left.data(), sizeof record);
        const std::string_view recipient = left.substr(sizeof record, record.size);
        waiting.push_back(
            {sip(recipient, kPublic), std::string(recipient), in_theirs(record.word)});
        left.remove_prefix(sizeof record + record.size);
      }
    // In the order of the whole hash, so that neither parts nor blocks depend on the memory.
    std::sort(waiting.begin() + static_cast<std::ptrdiff_t>(before), waiting.end());
    while (waiting.size() >= kBlockRecords) write_some(kBlockRecords);
    store.drop(part);
  }
  write_some(waiting.size());
  out.close();
}

}  // namespace gongkai
