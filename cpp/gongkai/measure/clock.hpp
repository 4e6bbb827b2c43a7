// The statutory clock of a request: receipt, correction, consultation, extension, fee, reply.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// How the clock of one request stands at the date of count.
struct Clock {
  Due due;  ///< both kNever where the clock stands still; `latest` alone where a missing notice
            ///< decides whether it does
  Date done = kNever;  ///< effective reply: delivered, else answered; kNever while open
  bool stands_still =
      false;          ///< a notice to correct or to pay is unanswered at closing or at as_of
  bool known = true;  ///< false: received before the first regime; `due` is then open on both sides
};

/// A day of one request: whether it counts towards its limit, and the event behind that (收到,
/// 补正收到, 征求意见, 延期 …). `n` is empty on days that are taken out.
struct ClockDay {
  Day day;
  std::string event;
};

/// An opinion that was asked for and has a limit of its own (art. 32, 34).
struct Consultation {
  Date sent, received;  ///< `received` is `sent` where nobody noted it
  Due due;
  Date back;  ///< kNever while it is awaited
};

/// The effective reply: delivered, else answered; kNever while open. Asked of every row: no jumps.
inline Date effective_reply(Date answered, Date delivered, Date as_of) {
  const Date effective = (delivered == kNever) | (delivered == kUndated) ? answered : delivered;
  return (answered > as_of) | (answered == kUndated) ? kNever : effective;
}

/// Reads the events of each request. The ledger and the law must outlive it.
class Clocks {
 public:
  Clocks(const Ledger& applications, const Law& law, Period period);
  Clock at(std::int64_t row) const;
  /// The same, without the short cut for requests to which nothing happens. `room` is used again
  /// from row to row.
  struct Room;
  Clock walked(std::int64_t row, Room& room) const;
  /// The deadline of a request to which nothing happens between receipt and reply.
  Due plain_due(std::int64_t row) const { return plain_of(static_cast<std::size_t>(row)).due; }
  /// The same rows, a byte each: whether anything else is noted, so that they must be walked.
  static constexpr std::int64_t kBlock = 1024;
  using Noted = std::array<std::uint8_t, kBlock>;
  Noted noted(Rows block) const;
  /// Asks the memory early for what `at` will read of a row with events: few rows fill those
  /// columns.
  [[gnu::always_inline]] void fetch(std::int64_t row) const {
    const auto at = static_cast<std::size_t>(row);
    __builtin_prefetch(&answered_[at]);
    if (fee_notice_[at] != kNever) __builtin_prefetch(&fee_paid_[at]);
    if (extended_[at] != kNever) __builtin_prefetch(&extension_days_[at]);
    if (consult_sent_->offsets[at] == consult_sent_->offsets[at + 1]) return;
    for (const auto* offsets :
         {&consult_received_->offsets, &consult_back_->offsets, &consult_kind_->offsets})
      __builtin_prefetch(&(*offsets)[at]);
  }
  /// One line an event, as `why` shows it: "2022-09-01 征求意见，至 2022-09-09 停 6 个工作日".
  std::vector<std::string> told(std::int64_t row) const;
  /// Every day after receipt up to the latest deadline; up to closing or the date of count where
  /// the clock stands still. Empty where no law says when. The days that count for sure add up to
  /// the limit where no notice is missing; those before a restart no longer count.
  std::vector<ClockDay> days(std::int64_t row) const;
  /// Opinions of third parties and co-producers, in the order of the ledger.
  std::vector<Consultation> consultations(std::int64_t row) const;
  /// Notices that came too late to move the clock: rules and kinds of findings.
  struct LateNotice {
    std::string_view kind, column;
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
  /// Days after `after` up to `until` that are taken out, and the event for which.
  struct Stretch {
    Date after, until;
    std::string_view event;
  };
  /// What a walk leaves in words besides the deadline.
  struct Story {
    std::vector<std::string> told;
    std::vector<LateNotice> late;
    Date start;              ///< day 0: receipt, or what the period began anew with
    std::string_view began;  ///< the event of that day
    std::vector<Stretch> out;
    Date deadline;
  };
  static std::optional<Stretch> stretch_of(const Story& story, Date day);
  /// What the day of receipt alone decides.
  struct Plain {
    Due due;
    const Regime* regime = nullptr;
  };
  bool is_plain(std::size_t row) const;
  Date done(std::size_t row) const;
  const Regime* regime(std::size_t row) const;  ///< null before the first
  void list_events(std::size_t row, std::vector<Event>& events) const;
  /// Walks the events by one reading of the calendar; kNever where the clock stands still at the
  /// end. Fills `story` unless it is null.
  Date run(std::size_t row, const Regime& regime, Calendar::Reading days, Room& room,
           Story* story) const;
  bool is_delayed(std::size_t row) const;  ///< art. 35; a date before receipt is a slip
  Date last_day(std::size_t row) const;    ///< of the clock: closing, or the date of count

  const Law* law_;
  Period period_;
  std::span<const Date> received_, correction_notice_, corrected_, extended_, delayed_until_,
      fee_notice_, fee_paid_, answered_, delivered_;
  std::span<const std::int64_t> extension_days_;
  const Lists<Date>*consult_sent_, *consult_received_, *consult_back_;
  const Lists<std::uint8_t>* consult_kind_;
  std::uint8_t other_organ_;  ///< the choice of organs whose consultations have no cap
  /// Place in plain_: days since the calendar's first, the last one for all others.
  const Plain& plain_of(std::size_t row) const {
    const auto day = static_cast<std::uint32_t>(received_[row].time_since_epoch().count()) -
                     static_cast<std::uint32_t>(law_->calendar.first().time_since_epoch().count());
    return plain_[std::min<std::size_t>(day, plain_.size() - 1)];
  }
  std::vector<Plain> plain_;
};

/// Where a walk lays out what it meets.
struct Clocks::Room {
  std::vector<Event> events;
  std::vector<std::pair<Date, Date>> pauses;
};

}  // namespace gongkai
