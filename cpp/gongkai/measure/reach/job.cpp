#include "gongkai/measure/reach/job.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <thread>

#include "gongkai/arrow/texts_in.hpp"
#include "gongkai/arrow/whole_in.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach/table.hpp"
#include "gongkai/measure/reach/threads.hpp"

namespace gongkai {

using namespace reach;

namespace {

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
  // Where the system names no folder, whatever it names is told when something must be spilled.
  std::error_code none;
  if (means.folder.empty()) means.folder = std::filesystem::temp_directory_path(none);
  if (means.folder.empty()) means.folder = "/tmp";
  if (means.threads <= 0)
    means.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return means;
}

}  // namespace

Reach::Job::Job(ReachSpec spec, const Terms& terms, const ReachMeans& means)
    : spec_(std::move(spec)),
      terms_(terms),
      means_(settled(means)),
      sizes_(sizes_of(means_.memory_bytes, means_.threads)),
      key_(hash_key(means_.seed)),
      store_(sizes_.parts.count(), means_.memory_bytes / 2, sizes_.chunk_bytes, means_.folder) {
  if (spec_.by.empty()) fail<DataError>("no grouping, expected at least one");
  if (!spec_.identity.empty() && spec_.identity.size() != sizeof(HashKey))
    fail<DataError>("the key of identities has {} bytes, expected 16", spec_.identity.size());
  for (const auto& grouping : spec_.by) by_.push_back(keys_of(grouping));
  for (const auto column : kColumns)
    flags_.push_back(std::make_unique<FlagMeaning>(std::string(column), terms_));
  carried_unread_.resize(keys_.size() + flags_.size());
  layouts_ = std::make_unique<Layouts>(keys_.size());
  std::optional<HashKey> identity;
  if (!spec_.identity.empty()) identity = key_of_bytes(spec_.identity);
  for (int thread = 0; thread < means_.threads; ++thread) {
    writers_.push_back(std::make_unique<Writer>(store_, *layouts_, sizes_.parts, key_, identity));
    auto& recalls = recalls_.emplace_back();
    for (const auto& key : keys_) recalls.emplace_back(*key);
    for (const auto& flag : flags_) recalls.emplace_back(*flag);
  }
}

// Nothing can follow: the answer was given, or an error left it half done.
void Reach::Job::end(const char* step) {
  if (ended_.exchange(true))
    fail<DataError>("nothing can be {}: it was finished, or an error ended it", step);
}

std::int64_t Reach::Job::add(ArrowArrayStream* stream, const Progress& progress) {
  Rows rows(stream, asked());
  end("added");  // until all of it has been
  const arrow::Format& format = rows.recipients().format;
  if (arrow::is_text(format.kind))
    take_names(Names::text);
  else if (arrow::is_whole(format.kind))
    take_names(spec_.identity.empty() ? Names::whole : Names::text);
  else if (format.kind != arrow::Kind::nothing)
    fail<DataError>("column 'recipient': it holds neither texts nor whole numbers");
  for (std::size_t at = 0; at < keys_.size(); ++at)
    if (const arrow::Format& of_key = rows.bound(at).format; of_key.kind != arrow::Kind::nothing)
      keys_[at]->note_kind(arrow::is_whole(of_key.kind));
  for (std::size_t at = 0; at < flags_.size(); ++at)
    if (rows.bound(keys_.size() + at).column >= 0) seen_.insert(flags_[at]->column());
  const std::int64_t before = rows_;
  run(means_.threads, progress, [&](int thread, Work& work) {
    const auto at = static_cast<std::size_t>(thread);
    while (!work.stopped) {
      const auto morsel = rows.next();
      if (!morsel) break;
      writers_[at]->write(rows, *morsel, recalls_[at]);
      work.done += morsel->rows;
      rows_ += morsel->rows;
    }
  });
  ended_ = false;
  return rows_ - before;
}

Asked Reach::Job::asked() const {
  Asked asked;
  for (const auto& key : keys_) asked.keys.push_back(key.get());
  for (const auto& flag : flags_) asked.flags.push_back(flag.get());
  return asked;
}

std::vector<std::size_t> Reach::Job::keys_of(const std::vector<std::string>& grouping) {
  std::vector<std::size_t> keys;
  for (const auto& name : grouping) {
    const std::size_t key = key_of(name);
    if (std::ranges::find(keys, key) != keys.end())
      fail<DataError>("a grouping names '{}' twice", name);
    keys.push_back(key);
  }
  return keys;
}

std::size_t Reach::Job::key_of(const std::string& name) {
  const auto known =
      std::ranges::find_if(keys_, [&](const auto& key) { return key->name() == name; });
  if (known != keys_.end()) return static_cast<std::size_t>(known - keys_.begin());
  using Way = KeyMeaning::Way;
  if (const auto found = spec_.derived.find(name); found != spec_.derived.end())
    keys_.push_back(std::make_unique<KeyMeaning>(name, found->second.first, Way::looked_up, terms_,
                                                 &found->second.second));
  else if (name == "month" || name == "quarter")
    keys_.push_back(std::make_unique<KeyMeaning>(
        name, "sent", name == "month" ? Way::month : Way::quarter, terms_));
  else
    keys_.push_back(std::make_unique<KeyMeaning>(name, name, Way::plain, terms_));
  return keys_.size() - 1;
}

void Reach::Job::take_names(Names names) {
  if (names_ != Names::unknown && names_ != names)
    fail<DataError>("column 'recipient': {} after {}",
                    names == Names::text ? "texts" : "whole numbers",
                    names == Names::text ? "whole numbers" : "texts");
  names_ = names;
}

std::vector<std::uint32_t> Reach::Job::key_sizes() const {
  std::vector<std::uint32_t> sizes;
  for (const auto& key : keys_) sizes.push_back(key->size());
  return sizes;
}

std::uint64_t Reach::Job::counted_flags() const {
  std::uint64_t flags = 0;
  for (const auto flag : kFlags)
    if (is_counted(flag, seen_)) flags |= flag_bit(flag);
  return flags;
}

GroupCounts::Means Reach::Job::group_means(std::uint64_t flags, bool tell_astray) const {
  constexpr std::size_t kMostDense = std::size_t{64} << 20;
  const std::size_t sharers = 8 * by_.size() * static_cast<std::size_t>(means_.threads);
  return {flags, tell_astray, std::min(kMostDense, means_.memory_bytes / sharers)};
}

std::vector<Layout> Reach::Job::layouts() const {
  std::vector<Layout> all;
  for (std::uint32_t number = 0; number <= layouts_->last(); ++number)
    all.push_back(layouts_->at(number));
  return all;
}

}  // namespace gongkai
