// Events of a request, walked in order: what restarts, stops, pauses or extends its clock.
#include "gongkai/measure/clock.hpp"

#include <algorithm>

namespace gongkai {
namespace {

using std::max;
using std::min;

Date item(std::span<const Date> list, std::size_t at) {
  return at < list.size() ? list[at] : kNever;
}

}  // namespace

Clocks::Clocks(const Ledger& ledger, const Law& law, Period period)
    : law_(&law),
      period_(period),
      received_(ledger.dates("received")),
      correction_notice_(ledger.dates("correction_notice")),
      corrected_(ledger.dates("corrected")),
      extended_(ledger.dates("extended")),
      delayed_until_(ledger.dates("delayed_until")),
      fee_notice_(ledger.dates("fee_notice")),
      fee_paid_(ledger.dates("fee_paid")),
      answered_(ledger.dates("answered")),
      delivered_(ledger.dates("delivered")),
      extension_days_(ledger.numbers("extension_days")),
      consult_sent_(&ledger.date_lists("consult_sent")),
      consult_received_(&ledger.date_lists("consult_received")),
      consult_back_(&ledger.date_lists("consult_back")),
      consult_kind_(&ledger.choice_lists("consult_kind")),
      other_organ_(choice_of(consult_kinds(), "other_organ")) {
  const auto& calendar = law.calendar;
  // As far as the calendar reaches; beyond it a single request is told so.
  const Date last = min(calendar.last(), period.as_of);
  for (Date day = calendar.first(); day <= last; day += Days(1)) {
    const auto* regime = law.regimes.at(day);
    if (regime != nullptr && calendar.count(day, calendar.last()) < regime->reply_days) break;
    plain_.push_back(
        {regime == nullptr ? Due{kUndated, kNever} : calendar.add(day, regime->reply_days),
         regime});
  }
  plain_.push_back({});
}

const Regime* Clocks::regime(std::size_t row) const {
  const Plain& plain = plain_of(row);
  if (&plain != &plain_.back()) return plain.regime;
  return received_[row] < law_->calendar.first() ? nullptr : law_->regimes.at(received_[row]);
}

inline bool Clocks::is_plain(std::size_t row) const {
  // Days as numbers, and no jumps: several rows are answered at a step.
  const auto number = [](const Date& date) { return date.time_since_epoch().count(); };
  constexpr int never = kNever.time_since_epoch().count();
  const int received = number(received_[row]), first = number(law_->calendar.first()),
            looked_up = first + static_cast<int>(plain_.size()) - 1;
  const auto& offsets = consult_sent_->offsets;
  const bool nothing = (number(correction_notice_[row]) == never) &
                       (number(corrected_[row]) == never) & (number(extended_[row]) == never) &
                       (number(delayed_until_[row]) == never) &
                       (number(fee_notice_[row]) == never) &
                       (static_cast<int>(offsets[row + 1] - offsets[row]) == 0);
  const bool known = (received >= first) & (received < looked_up);
  return (nothing & known) | (received > number(period_.as_of)) | (received == number(kUndated));
}

Clocks::Noted Clocks::noted(Rows block) const {
  const auto begin = static_cast<std::size_t>(block.begin);
  Noted out;
  for (std::size_t at = 0; at < static_cast<std::size_t>(block.end - block.begin); ++at)
    out[at] = static_cast<std::uint8_t>(!is_plain(begin + at));
  return out;
}

Date Clocks::done(std::size_t row) const {
  return effective_reply(answered_[row], delivered_[row], period_.as_of);
}

bool Clocks::is_delayed(std::size_t row) const {
  return is_dated(delayed_until_[row]) && delayed_until_[row] >= received_[row];
}

Date Clocks::last_day(std::size_t row) const { return min(answered_[row], period_.as_of); }

void Clocks::list_events(std::size_t row, std::vector<Event>& out) const {
  using What = Event::What;
  out.clear();
  // What lies before receipt, after closing or after the date of count is no event of this clock.
  const auto happened = [first = received_[row], last = last_day(row)](Date date) {
    return (first <= date) & (date <= last);
  };
  const auto restart = [&](Date date) { return happened(date) ? date : kNever; };
  // A correction whose notice nobody wrote down was asked for at the latest on the day it came.
  const Date notice = is_dated(correction_notice_[row]) ? correction_notice_[row] : corrected_[row];
  if (happened(notice)) out.push_back({What::correction, notice, restart(corrected_[row])});
  if (happened(fee_notice_[row]))
    out.push_back({What::fee, fee_notice_[row], restart(fee_paid_[row])});
  if (happened(extended_[row])) {
    const auto days = extension_days_[row];
    out.push_back({What::extension, extended_[row], kNever,
                   days == kBlank ? -1 : static_cast<int>(min<std::int64_t>(days, 365))});
  }
  const auto at = static_cast<std::int64_t>(row);
  const auto sent = (*consult_sent_)[at];
  for (std::size_t i = 0; i < sent.size(); ++i) {
    if (!happened(sent[i])) continue;
    const Date came_back = item((*consult_back_)[at], i), came = item((*consult_received_)[at], i);
    const auto kinds = (*consult_kind_)[at];
    Event event{What::consultation, sent[i],
                is_dated(came_back) && came_back <= period_.as_of ? came_back : kNever};
    const bool capped = i >= kinds.size() || kinds[i] != other_organ_;
    if (capped)
      event.cap_from = is_dated(came) && sent[i] <= came && came <= period_.as_of ? came : sent[i];
    out.push_back(event);
  }
  const auto before = [](const Event& a, const Event& b) {
    return a.on != b.on ? a.on < b.on : a.what < b.what;
  };
  if (!std::ranges::is_sorted(out, before)) std::ranges::stable_sort(out, before);
}

Date Clocks::run(std::size_t row, const Regime& regime, Calendar::Reading days, Room& room,
                 Story* story) const {
  using What = Event::What;
  // Words are for one request that is asked about; the count of all does without.
  const auto tell = [&](auto line) {
    if (story != nullptr) story->told.push_back(line());
  };
  const auto late = [&](std::string_view kind, std::string_view column, Date on, Date limit) {
    if (story != nullptr) story->late.push_back({kind, column, on, limit});
  };

  Date start = received_[row];  // day 0
  Date deadline = days.add(start, regime.reply_days);
  Date restart = kUndated;  // of a clock that stands still; kUndated: it runs
  Date stopped = kNever;    // since when it stands still
  int extension = 0;
  Date paused_until = kUndated;  // the union of the consultations so far
  room.pauses.clear();
  tell([&] {
    // Older law is named: its answers differ from what people know.
    const bool old = &regime != &law_->regimes.all().back();
    return fmt::format("{} 收到，{}{} 个工作日内答复，至 {}", iso(start),
                       old ? fmt::format("依{}，", regime.name) : "", regime.reply_days,
                       iso(deadline));
  });

  // What a pause adds: its working days after day 0 that no earlier pause has taken.
  const auto pause = [&](Date sent, Date end) {
    const int lost = days.count(max({sent, paused_until, start}), end);
    paused_until = max(paused_until, end);
    deadline = days.add(deadline, lost);
    return lost;
  };
  const auto take_out = [&](const Event& event, Date back, std::string_view what) {
    const Date end = max(back, event.on);
    room.pauses.emplace_back(event.on, end);
    const int lost = pause(event.on, end);
    tell([&] {
      story->out.push_back({event.on, end, what});
      return fmt::format("{} {}，至 {} 停 {} 个工作日", iso(event.on), what, iso(end), lost);
    });
  };
  std::string_view began = "收到", waiting, stopped_for;
  const auto run_again = [&](std::string_view what) {
    began = what;
    start = restart;
    restart = kUndated;
    deadline = days.add(start, regime.reply_days + extension);
    // Pauses before the restart are gone; what reaches past it still stops the clock.
    paused_until = kUndated;
    for (const auto& [sent, end] : room.pauses)
      if (end > start) pause(sent, end);
    tell([&] { return fmt::format("{} {}，期限重新计算至 {}", iso(start), what, iso(deadline)); });
  };
  const auto stop = [&](const Event& event, std::string_view told, std::string_view what) {
    tell([&] { return fmt::format("{} {}，停止计算", iso(event.on), told); });
    const Date until = max(event.until, event.on);
    if (restart == kUndated) stopped = event.on;
    if (until >= restart) {
      waiting = what;
      stopped_for = told;
    }
    restart = max(restart, until);  // a clock that already stands still waits for both
  };

  list_events(row, room.events);
  for (const auto& event : room.events) {
    if (restart != kUndated && restart <= event.on) run_again(waiting);
    const bool running = restart == kUndated;
    switch (event.what) {
      case What::correction: {
        const bool pauses = regime.correction == Correction::pause;
        const Date limit = regime.correction_notice_days && is_dated(correction_notice_[row])
                               ? days.add(received_[row], *regime.correction_notice_days)
                               : kNever;
        if (event.on > limit)
          late("late_correction", "correction_notice", event.on, limit);
        else if (pauses && running && event.on > deadline)
          late("late_pause", "correction_notice", event.on, deadline);
        else if (pauses && event.until != kNever)
          take_out(event, event.until, "告知补正");
        else
          stop(event, "告知补正", "补正收到");
        break;
      }
      case What::fee:
        if (running && event.on > deadline)
          late("late_fee", "fee_notice", event.on, deadline);
        else
          stop(event, "通知收费", "缴费");
        break;
      case What::extension: {
        if (running && event.on > deadline) {
          late("late_extension", "extended", event.on, deadline);
          break;
        }
        const int granted =
            event.days < 0 ? regime.extension_days : min(event.days, regime.extension_days);
        extension += granted;
        deadline = days.add(deadline, granted);
        tell([&] {
          return fmt::format("{} 告知延期 {} 个工作日，至 {}", iso(event.on), granted,
                             iso(deadline));
        });
        break;
      }
      case What::consultation: {
        if (running && event.on > deadline) {
          late("late_consultation", "consult_sent", event.on, deadline);
          break;
        }
        Date end = min(event.until, max(period_.as_of, event.on));
        if (event.cap_from != kNever && regime.consultation_days)
          end = min(event.until, days.add(event.cap_from, *regime.consultation_days));
        take_out(event, end, "征求意见");
        break;
      }
    }
  }
  if (restart != kUndated && restart != kNever) run_again(waiting);
  if (restart == kNever) deadline = kNever;
  if (story != nullptr) {
    if (restart == kNever) story->out.push_back({stopped, kNever, stopped_for});
    story->start = start;
    story->began = began;
    story->deadline = deadline;
  }
  return deadline;
}

Clock Clocks::at(std::int64_t row) const {
  const auto at = static_cast<std::size_t>(row);
  Room room;
  if (!is_plain(at)) return walked(row, room);
  Clock out;
  out.done = done(at);
  out.due = plain_due(row);
  out.known = out.due.earliest != kUndated;
  return out;
}

Clock Clocks::walked(std::int64_t row, Room& room) const {
  const auto at = static_cast<std::size_t>(row);
  const auto& calendar = law_->calendar;
  Clock out;
  out.done = done(at);
  const auto* law = regime(at);
  if (law == nullptr) {
    out.known = false;
    out.due = {kUndated, kNever};
  } else if (is_delayed(at)) {
    out.due = {delayed_until_[at], delayed_until_[at]};  // art. 35: the date set is the deadline
  } else {
    const Date latest = run(at, *law, calendar.latest(), room, nullptr);
    out.due = {latest, latest};
    // A clock that stands still is read again only where a missing notice may decide whether it
    // does.
    const Date decided = latest == kNever ? last_day(at) : latest;
    if (decided > calendar.confirmed_until())
      out.due.earliest = run(at, *law, calendar.earliest(), room, nullptr);
    out.stands_still = out.due.earliest == kNever;
  }
  return out;
}

std::vector<std::string> Clocks::told(std::int64_t row) const {
  const auto at = static_cast<std::size_t>(row);
  const Date received = received_[at];
  if (!is_dated(received)) return {};
  if (received > period_.as_of)
    return {fmt::format("{} 收到，晚于统计时点 {}", iso(received), iso(period_.as_of))};
  const auto* law = regime(at);
  if (law == nullptr)
    return {fmt::format("{} 收到，早于所载{}", iso(received),
                        law_->regimes.at(received) == nullptr ? "时限规定" : "放假通知")};
  if (is_delayed(at))
    return {
        fmt::format("{} 收到，依第三十五条延迟至 {} 答复", iso(received), iso(delayed_until_[at]))};
  Room room;
  Story story;
  run(at, *law, law_->calendar.latest(), room, &story);
  return story.told;
}

std::optional<Clocks::Stretch> Clocks::stretch_of(const Story& story, Date day) {
  for (const auto& each : story.out)
    if (each.after < day && day <= each.until) return each;
  return {};
}

std::vector<ClockDay> Clocks::days(std::int64_t row) const {
  const auto at = static_cast<std::size_t>(row);
  const Date received = received_[at];
  const auto* law = is_dated(received) && received <= period_.as_of ? regime(at) : nullptr;
  if (law == nullptr) return {};
  const auto& calendar = law_->calendar;
  // Both readings of the calendar: open days all off, and all worked.
  Story late, early;
  Room room;
  if (is_delayed(at)) {
    late.start = received;
    late.began = "延迟答复";
    late.deadline = delayed_until_[at];
    early = late;
  } else {
    run(at, *law, calendar.latest(), room, &late);
    run(at, *law, calendar.earliest(), room, &early);
  }
  Date last = late.deadline;
  if (last == kNever)
    last = max(last_day(at), early.deadline == kNever ? received : early.deadline);
  auto walked = calendar.walk(received, calendar.count(received, last));
  // Days off at the end are told too.
  if (received < last && (walked.empty() || walked.back().date < last))
    walked = calendar.walk(received, calendar.count(received, last) + 1);
  std::vector<ClockDay> out;
  int n = 0;
  for (auto& day : walked) {
    if (day.date > last) break;
    const auto counts = [&](const Story& story, bool open_days_worked) {
      return day.counts.value_or(open_days_worked) && day.date > story.start &&
             !stretch_of(story, day.date);
    };
    const bool at_least = counts(late, false), at_most = counts(early, true);
    const auto away = stretch_of(late, day.date);
    const bool before = day.date <= late.start;
    std::string event(before ? late.began : away ? away->event : late.began);
    if (day.counts.value_or(true) && !at_most)
      day.why = before ? fmt::format("{}，此前不再计入", event) : fmt::format("{}，不计入", event);
    day.counts = at_least == at_most ? std::optional(at_least) : std::nullopt;
    day.n = at_least && at_most ? std::optional(++n) : std::nullopt;
    const int place = day.n ? *day.n : n + 1;
    if (place > law->reply_days && !before && !away && !is_delayed(at)) event = "延期";
    out.push_back({std::move(day), std::move(event)});
  }
  return out;
}

std::vector<Consultation> Clocks::consultations(std::int64_t row) const {
  const auto at = static_cast<std::size_t>(row);
  const auto* law = is_dated(received_[at]) ? regime(at) : nullptr;
  std::vector<Consultation> out;
  if (law == nullptr || !law->consultation_days) return out;
  std::vector<Event> events;
  list_events(at, events);
  for (const auto& event : events)
    if (event.what == Event::What::consultation && event.cap_from != kNever)
      out.push_back({event.on, event.cap_from,
                     law_->calendar.add(event.cap_from, *law->consultation_days), event.until});
  return out;
}

std::vector<Clocks::LateNotice> Clocks::late_notices(std::int64_t row) const {
  const auto at = static_cast<std::size_t>(row);
  const Date received = received_[at];
  if (!is_dated(received) || received > period_.as_of || is_plain(at)) return {};
  const auto* law = regime(at);
  if (law == nullptr || is_delayed(at)) return {};
  Room room;
  Story story;
  run(at, *law, law_->calendar.latest(), room, &story);
  return story.late;
}

}  // namespace gongkai
