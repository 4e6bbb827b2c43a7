// The statutory clock of a request: receipt, correction, consultation, extension, fee, reply.
#pragma once

#include <string>
#include <vector>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// How the clock of one request stands at the date of count.
struct Clock {
  Due due;             ///< both kNever where the clock stands still
  Date done = kNever;  ///< effective reply: delivered, else answered; kNever while open
  bool stands_still =
      false;          ///< a notice to correct or to pay is unanswered at closing or at as_of
  bool known = true;  ///< false: received before the first regime; `due` is then open on both sides
};

/// Reads the events of each request. The ledger and the law must outlive it.
class Clocks {
 public:
  Clocks(const Ledger& applications, const Law& law, Period period);
  Clock at(std::int64_t row) const;
  /// One line an event, as `why` shows it: "2022-09-01 征求意见，至 2022-09-09 停 6 个工作日".
  std::vector<std::string> told(std::int64_t row) const;
  /// Notices that came too late to move the clock: rules and kinds of findings.
  struct LateNotice {
    std::string kind, column;
    Date on, limit;
  };
  std::vector<LateNotice> late_notices(std::int64_t row) const;

 private:
  struct Event {
    enum class What : std::uint8_t { correction, extension, consultation, fee } what;
    Date on, until;          ///< notice and restart; consultation sent and back (kNever: still out)
    int days = 0;            ///< of an extension
    Date cap_from = kNever;  ///< a consultation that may last consultation_days from here
  };
  struct Run {
    Date deadline = kNever;
    bool stands_still = false;
    std::vector<std::string> told;
    std::vector<LateNotice> late;
  };
  bool is_plain(std::size_t row) const;
  std::vector<Event> events(std::size_t row) const;
  /// Walks the events with the earliest or the latest reading of the calendar.
  Run run(std::size_t row, const Regime& regime, bool earliest) const;
  Date last_day(std::size_t row) const;  ///< of the clock: closing, or the date of count

  const Law* law_;
  Period period_;
  std::span<const Date> received_, correction_notice_, corrected_, extended_, delayed_until_,
      fee_notice_, fee_paid_, answered_, delivered_;
  std::span<const std::int64_t> extension_days_;
  const Lists<Date>*consult_sent_, *consult_received_, *consult_back_;
  const Lists<std::uint8_t>* consult_kind_;
  std::vector<Due> plain_due_;  ///< by day since the calendar's first, for requests without events
};

}  // namespace gongkai
