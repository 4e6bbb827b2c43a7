// Books: the ledgers of one year, classified once, that answer every place.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/ledger/amend.hpp"
#include "gongkai/ledger/cross.hpp"
#include "gongkai/measure/definition.hpp"
#include "gongkai/measure/duty.hpp"
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

/// A count of one group.
struct Count {
  Key group;
  std::string cell;
  Figure count;
};

/// A row behind a number of one group.
struct GroupReason {
  Key group;
  Reason reason;
};

struct GroupRate {
  Key group;
  Rate rate;
};

/// A row with a deadline, and how it stands.
struct Standing {
  std::string ledger;
  std::string measure;                    ///< whose deadline it is; "consultations": of an opinion
  std::int64_t row;                       ///< as the office sees it
  std::string key, title, unit, printed;  ///< printed: the deadline in its own words
  Due due;
  Date done;
  std::string cell;  ///< of the timed measure
  std::string
      state;  ///< on_time, late, overdue, open, paused, undue, before_issue, unsure, outside
  std::optional<int> days_over;  ///< days past the deadline: calendar days for tasks and disputes,
                                 ///< else working days
  std::optional<int> days_left;  ///< of what is open: calendar days to the earliest deadline, below
                                 ///< 0 past it
};

/// What a year is counted from.
struct BooksOf {
  std::string body;
  Ledgers ledgers;
  Law law;
  Period period;  ///< from 1 January to the date of count in the same year
  std::map<std::string, std::int64_t, std::less<>> facts;
  std::vector<Duty> duties = {};
};

class Books {
 public:
  /// Throws DataError: "date of count 2023-01-05 lies outside 2022".
  explicit Books(BooksOf of, std::shared_ptr<const Books> previous = nullptr);

  const std::string& body() const;
  Period period() const;
  const Law& law() const;
  const Units& units() const;
  const Ledgers& ledgers() const;
  const std::vector<Duty>& duties() const;
  const Books* previous() const;
  /// The same ledgers at another date of count in the same year.
  Books as_of(Date date) const;
  /// The books with some cells of one row of a ledger written anew, and what is wrong with that row
  /// now. What was counted already follows without a recount of the other rows. Throws DataError as
  /// amend() does.
  Checked<Books> amend(std::string_view ledger, std::int64_t row, const CellTexts& values) const;

  /// Any place that counts; blank where its ledger is absent. A group narrows it. Throws DataError
  /// where there is no such place, or where it is a share or a count of findings.
  Figure at(std::string_view place, const Key& group = {}) const;
  /// The rows behind a place, or behind `rate/ID/numerator` and `rate/ID/denominator`. The month of
  /// a group is the one its rows stand in by `tally`, for a rate by `rates`.
  std::vector<Reason> why(std::string_view place, const Key& group,
                          const std::vector<Definition>& definitions) const;
  /// The same rows of all groups by these columns at once, of a place that counts rows or of a side
  /// of a rate; rows that stand in no group are left out.
  std::vector<GroupReason> why_by(std::string_view place, const std::vector<std::string>& by,
                                  const std::vector<Definition>& definitions) const;
  /// Counts of a ledger; zero cells and totals are left out, closed_total stays. Month is that of
  /// receipt, filing or deadline.
  std::vector<Count> tally(std::string_view ledger, const std::vector<std::string>& by) const;
  /// One definition for one group ({}: the body); 0 of 0 where the group has no rows.
  Rate rate(const Definition& definition, const Key& group = {}) const;
  /// One definition by groups; groups of 0/0 are left out. Without `by` there is exactly one.
  std::vector<GroupRate> rates(const Definition& definition,
                               const std::vector<std::string>& by) const;
  /// How many rows such a table leaves out since they stand in no group, and why: a date outside
  /// the year, none at all, a blank lead.
  std::vector<Finding> left_out(const Definition& definition,
                                const std::vector<std::string>& by) const;
  std::vector<Finding> left_out(std::string_view ledger, const std::vector<std::string>& by) const;
  /// The rows of a measure that knows deadlines ("reply", "tasks", "conclude" …), or of the first
  /// such measure of a ledger, in the order of the ledger. "consultations": the opinions that open
  /// requests wait or waited for and that have a limit of their own.
  std::vector<Standing> standings(std::string_view id) const;
  /// Findings between ledgers, and of counting: late notices, law before its first regime, tasks
  /// due before their plan was issued.
  std::vector<Finding> findings() const;

  /// The cell of every row; empty where the ledger is absent.
  const Cells& cells(std::string_view measure) const;
  const std::vector<Due>& due(std::string_view measure) const;
  /// Rows per cell and group; `month` names the date whose month counts.
  const Tally& tally_of(std::string_view measure, const std::vector<std::string>& by,
                        std::string_view month = "") const;
  /// Sums of numbers by group, of one source of places that is no count of rows: "sum/tasks".
  const Sums& sums_of(std::string_view source, const std::vector<std::string>& by,
                      std::string_view month = "") const;

 private:
  /// Adds what is to be said of the rows marked, by one column of groups.
  void leave_out(std::string_view measure, const std::vector<char>& wanted, const std::string& by,
                 std::string_view month, std::vector<Finding>& out) const;
  /// Of one group, or by columns.
  std::vector<GroupReason> rows_behind(std::string_view place, const Key& group,
                                       const std::vector<std::string>& by,
                                       const std::vector<Definition>& definitions,
                                       std::optional<std::string_view> month) const;

  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace gongkai
