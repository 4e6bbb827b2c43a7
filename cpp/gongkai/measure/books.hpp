// Books: the ledgers of one year, classified once, that answer every place.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/ledger/cross.hpp"
#include "gongkai/measure/definition.hpp"
#include "gongkai/measure/place.hpp"
#include "gongkai/measure/rate.hpp"
#include "gongkai/measure/sums.hpp"
#include "gongkai/measure/tally.hpp"

namespace gongkai {

/// One row behind a number.
struct Reason {
  std::string ledger;
  std::int64_t row;  ///< as the office sees it
  std::string key;   ///< case_no, dispute_no, list/task_id …
  std::string cell;  ///< "table3/granted/enterprise", "reply/new.in.on_time"
  std::string because;
};

/// A count of one group: what `tally` prints.
struct Count {
  Key group;
  std::string cell;
  Figure count;
};

struct GroupRate {
  Key group;
  Rate rate;
};

/// A task or request with its deadline and how it stands: what `due DIR` and the workbook print.
struct Standing {
  std::string ledger;
  std::int64_t row;
  std::string key, title, unit, printed;  ///< printed: the deadline's own words
  Due due;
  Date done;
  std::string cell;   ///< of the timed measure
  std::string state;  ///< id: on_time, late, overdue, open, paused, none, before_issue, unsure, …
  std::optional<int> days_over;  ///< working days (requests) or days (tasks) past the deadline
};

class Books {
 public:
  /// `facts` are whole numbers of year.toml. Throws DataError where as_of lies outside its year.
  Books(std::string body, Ledgers ledgers, Law law, Period period,
        std::map<std::string, std::int64_t> facts = {},
        std::shared_ptr<const Books> previous = nullptr);

  const std::string& body() const;
  Period period() const;
  const Law& law() const;
  const Units& units() const;
  const Ledgers& ledgers() const;
  const Books* previous() const;
  /// The same ledgers at another date of count (in the same year).
  Books as_of(Date date) const;

  /// Any place; blank where its ledger is absent. Throws DataError on a place that does not exist.
  Figure at(const Place& place, const Key& key = {}) const;
  Figure at(std::string_view place, const Key& key = {}) const;
  /// Rows behind a place; throws DataError for places that are no count of rows (fact, finding).
  std::vector<Reason> why(std::string_view place, const Key& key,
                          const std::vector<Definition>& definitions) const;
  /// Counts of a ledger (contracts: zero cells and totals are left out, closed_total stays).
  std::vector<Count> tally(std::string_view ledger, const std::vector<std::string>& by) const;
  /// One definition by groups; groups of 0/0 are left out. Without `by` exactly one.
  std::vector<GroupRate> rates(const Definition& definition,
                               const std::vector<std::string>& by) const;
  /// Tasks or requests with their deadlines, in ledger order.
  std::vector<Standing> standings(std::string_view ledger) const;
  /// What counting has to say: late notices, law before its first regime, tasks due before issue, …
  std::vector<Finding> findings() const;

  const Cells& cells(std::string_view measure) const;
  /// Tally of a measure by columns; month by the date of that name.
  Tally tally_of(std::string_view measure, const std::vector<std::string>& by,
                 std::string_view month = "") const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

}  // namespace gongkai
