// One count of distinct recipients, from its first row to its answer.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "gongkai/measure/reach.hpp"
#include "gongkai/measure/reach/count.hpp"
#include "gongkai/measure/reach/groups.hpp"
#include "gongkai/measure/reach/meaning.hpp"
#include "gongkai/measure/reach/rows.hpp"
#include "gongkai/measure/reach/state.hpp"
#include "gongkai/measure/reach/store.hpp"
#include "gongkai/measure/reach/word.hpp"
#include "gongkai/measure/reach/writer.hpp"

namespace gongkai {

class Reach::Job {
 public:
  Job(ReachSpec spec, const Terms& terms, const ReachMeans& means);
  std::int64_t add(ArrowArrayStream* stream, const Progress& progress);
  bool add_state(const std::filesystem::path& file, const Progress& progress);
  ReachCounts finish(const Progress& progress);
  void partial(const std::filesystem::path& file, const ReachPart& part, bool only_counts,
               const Progress& progress);

 private:
  enum class Names : std::uint8_t { unknown, whole, text };

  using Codes = std::vector<std::uint32_t>;
  // Codes of a state by ours, for each key.
  using CodeMap = std::vector<Codes>;

  struct Carried {
    std::uint64_t events = 0, nobody = 0;
  };

  // Cells of one column that were not read. Of too many texts the sum alone is kept, since which
  // were met first is chance.
  struct Unread {
    std::map<std::string, std::int64_t> rows;
    std::int64_t sum = 0;
    bool is_many = false;
    void add(const std::string& text, std::int64_t met);
  };

  reach::Asked asked() const;
  std::vector<std::size_t> keys_of(const std::vector<std::string>& grouping);
  std::size_t key_of(const std::string& name);
  void take_names(Names names);
  std::vector<std::uint32_t> key_sizes() const;
  std::uint64_t counted_flags() const;
  std::vector<reach::Layout> layouts() const;
  void end(const char* step);

  reach::GroupCounts::Means group_means(std::uint64_t flags, bool tell_astray) const;
  reach::GroupCounts counted(const reach::Groupings& groupings, bool tell_astray,
                             const Progress& progress);
  // Counts one part, the records of which it returns.
  template <class Recipients>
  using CountPart = std::function<std::int64_t(reach::Counter<Recipients>& counter, int thread,
                                               std::size_t part)>;
  template <class Recipients>
  reach::GroupCounts each_part(const reach::Groupings& groupings, reach::GroupCounts::Means means,
                               const Progress& progress, const CountPart<Recipients>& count);
  void add_carried(const reach::Groupings& groupings, reach::GroupCounts& counts) const;
  std::vector<Unread> all_unread() const;
  std::vector<ReachUnread> unread() const;

  std::string spec_text() const;
  CodeMap codes_of(const reach::StateHead& head);
  static std::string told(const ReachPart& part);
  bool take_parts(const std::filesystem::path& file, const std::vector<ReachPart>& parts);
  reach::StateHead head(bool only_counts, const CodeMap& codes) const;
  CodeMap in_order(const std::vector<std::vector<std::uint8_t>>& used) const;
  void write_groups(const std::filesystem::path& file, const Progress& progress);
  template <class Recipients>
  void write_recipients(const std::filesystem::path& file, const Progress& progress);

  const ReachSpec spec_;
  const Terms terms_;
  const ReachMeans means_;
  const reach::Sizes sizes_;
  const reach::HashKey key_;
  reach::Store store_;
  std::vector<std::unique_ptr<reach::KeyMeaning>> keys_;
  std::vector<std::unique_ptr<reach::FlagMeaning>> flags_;
  std::vector<std::vector<std::size_t>> by_;
  std::unique_ptr<reach::Layouts> layouts_;
  std::vector<std::unique_ptr<reach::Writer>> writers_;
  std::vector<std::vector<reach::Recall>> recalls_;  // by thread
  std::set<std::string> seen_;                       // flags that some stream had
  std::vector<ReachPart> parts_;                     // that states brought
  // What states brought, in our codes: cells that were not read by column of what is asked, events
  // by the codes of all keys, counts by grouping and the codes of its keys.
  std::vector<Unread> carried_unread_;
  std::map<Codes, Carried> carried_events_;
  std::map<std::pair<std::uint32_t, Codes>, reach::StateGroup> carried_groups_;
  Names names_ = Names::unknown;
  std::atomic<std::int64_t> rows_ = 0;
  std::atomic<bool> ended_ = false;
};

}  // namespace gongkai
