// States that other counts have written, taken in.
#include <fmt/format.h>

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach/job.hpp"
#include "gongkai/measure/reach/threads.hpp"

namespace gongkai {

using namespace reach;

namespace {

bool is_same(const ReachPart& one, const ReachPart& other) {
  return one.job == other.job && one.partition == other.partition;
}

}  // namespace

std::string Reach::Job::told(const ReachPart& part) {
  return fmt::format("partition '{}' of job '{}'", part.partition, part.job);
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

bool Reach::Job::add_state(const std::filesystem::path& file, const Progress& progress) {
  StateReader in(file);
  const StateHead& head = in.head();
  if (head.spec != spec_text() || head.labels.size() != keys_.size())
    fail<DataError>("{}: counted by another specification, found\n{}expected\n{}", file.string(),
                    head.spec, spec_text());
  const auto fail_damaged = [&](std::string_view what) {
    fail<DataError>("{}: the state is damaged: {}", file.string(), what);
  };
  // Under an identity all recipients are texts.
  if (head.names == "whole" && !spec_.identity.empty()) fail_damaged("recipients are numbers");
  for (const StateUnread& each : head.unread)
    if (each.column >= carried_unread_.size()) fail_damaged("no such column");
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
  for (const StateUnread& each : head.unread)
    carried_unread_[each.column].add(each.text, each.rows);
  const CodeMap codes = codes_of(head);
  std::vector<std::uint32_t> sizes;
  for (const auto& each : codes) sizes.push_back(static_cast<std::uint32_t>(each.size()));
  const Layout theirs = Layout::of_sizes(sizes);
  std::mutex carrying;
  // As many threads as there can be blocks.
  const auto blocks = std::filesystem::file_size(file) / kFullBlock + 1;
  const auto threads = std::min(static_cast<std::uintmax_t>(means_.threads), blocks);
  run(static_cast<int>(threads), progress, [&](int thread, Work& work) {
    Writer& writer = *writers_[static_cast<std::size_t>(thread)];
    writer.make_room(key_sizes());
    const auto ours = [&](std::size_t key, std::uint64_t code) {
      if (code >= codes[key].size()) fail_damaged("no such code");
      return codes[key][code];
    };
    std::vector<std::uint32_t> found(keys_.size());
    const auto read = [&](std::uint64_t word) {
      if (!theirs.is_word(word)) fail_damaged("no such code");
      for (std::size_t key = 0; key < found.size(); ++key)
        found[key] = ours(key, theirs.code(word, key));
    };
    for (StateBlock block; !work.stopped && in.next(block);) {
      for (const StateRecord& each : block.records) {
        read(each.word);
        const std::uint64_t flags = each.word & kFlagMask;
        if (names == Names::text)
          writer.write_text(each.recipient, flags, found);
        else
          writer.write_whole(whole_of(each.recipient), flags, found);
      }
      work.done += std::ssize(block.records);
      const std::scoped_lock lock(carrying);
      for (const StateEvents& each : block.events) {
        read(each.word);
        Carried& sum = carried_events_[found];
        sum.events += each.events;
        sum.nobody += each.nobody;
      }
      for (StateGroup& each : block.groups) {
        if (each.grouping >= by_.size() || each.codes.size() != by_[each.grouping].size())
          fail_damaged("no such group");
        for (std::size_t at = 0; at < each.codes.size(); ++at)
          each.codes[at] = ours(by_[each.grouping][at], each.codes[at]);
        const auto [there, is_new] =
            carried_groups_.try_emplace(std::pair(each.grouping, each.codes), each);
        if (!is_new) there->second.add(each);
      }
    }
  });
  ended_ = false;
  return true;
}

}  // namespace gongkai
