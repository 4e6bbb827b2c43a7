// The cells of everything with a deadline, and the rule that fills them.
#include "gongkai/measure/timed.hpp"

#include <array>

namespace gongkai {
namespace {

constexpr std::array kCame{"old", "new"};
constexpr std::array kDue{"before", "in", "after", "none", "unsure"};
constexpr std::array kDone{"earlier", "on_time", "late", "open", "paused", "unsure"};
constexpr int kFirst = 2;  // after outside and unclassified

}  // namespace

std::span<const std::string> timed_cells() {
  static const std::vector<std::string> cells = [] {
    std::vector<std::string> out{"outside", "unclassified"};
    for (const auto* came : kCame)
      for (const auto* due : kDue)
        for (const auto* done : kDone) out.push_back(fmt::format("{}.{}.{}", came, due, done));
    return out;
  }();
  return cells;
}

Cell timed_cell(bool came_new, DueIn due, DoneAs done) {
  const auto place =
      (static_cast<int>(came_new) * static_cast<int>(kDue.size()) + static_cast<int>(due)) *
          static_cast<int>(kDone.size()) +
      static_cast<int>(done);
  return static_cast<Cell>(kFirst + place);
}

DueIn due_in(Due due, Period period) {
  if (due.earliest == kNever) return DueIn::none;
  const auto side = [&](Date date) {
    return date < period.from ? DueIn::before : date <= period.as_of ? DueIn::in : DueIn::after;
  };
  const auto earliest = side(due.earliest);
  return earliest == side(due.latest) ? earliest : DueIn::unsure;
}

DoneAs done_as(Due due, Date done, Period period) {
  if (done > period.as_of) return DoneAs::open;
  if (done == kUndated) return due.earliest > period.as_of ? DoneAs::on_time : DoneAs::unsure;
  if (done < period.from) return DoneAs::earlier;
  if (done <= due.earliest) return DoneAs::on_time;
  return done > due.latest ? DoneAs::late : DoneAs::unsure;
}

Cell timed(Date came, Due due, Date done, Period period) {
  if (came > period.as_of) return kOutside;
  return timed_cell(came >= period.from, due_in(due, period), done_as(due, done, period));
}

}  // namespace gongkai
