// Sorts requests into the cells of table 三.
#include "gongkai/measure/flow.hpp"

#include <algorithm>

#include "gongkai/measure/halves.hpp"

namespace gongkai {
namespace {

constexpr Cell kNew = 2;  // new.<21 outcomes>, new.forward, then the same for old

Cell forward(bool is_new) {
  return static_cast<Cell>(kNew + outcomes().size() + (is_new ? 0 : outcomes().size() + 1));
}
Cell closed(bool is_new, std::uint8_t outcome) {
  return static_cast<Cell>(kNew + outcome - 1u + (is_new ? 0 : outcomes().size() + 1));
}

std::span<const std::string> cells() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out{"outside", "unclassified"};
    for (const auto* came : {"new", "old"}) {
      for (const auto& outcome : outcomes()) {
        std::string id(outcome.id);
        std::ranges::replace(id, '.', '_');
        out.push_back(fmt::format("{}.{}", came, id));
      }
      out.push_back(fmt::format("{}.forward", came));
    }
    return out;
  }();
  return all;
}

/// What a row of requests says of itself, column by column.
struct Given {
  std::span<const Date> received, answered;
  std::span<const std::uint8_t> outcome, kind;
};

// Which way a row goes is chance: every question is put to each row and nothing jumps, in days as
// numbers, so that several rows are answered at a step.
void sort_rows(Given of, Period period, std::span<Cell> cells) {
  const auto number = [](const Date& date) { return date.time_since_epoch().count(); };
  const int from = number(period.from), as_of = number(period.as_of);
  const int never = number(kNever), undated = number(kUndated);
  const int half = static_cast<int>(outcomes().size()) + 1;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const int in = number(of.received[row]), out_on = number(of.answered[row]);
    const int code = of.outcome[row];
    int cell = kNew + (in >= from ? 0 : half);  // as closed() and forward() have it
    cell += out_on <= as_of ? code - 1 : half - 1;
    cell = (in > as_of) | (out_on < from) ? int{kOutside} : cell;
    cell = (in == never) | (in == undated) | (of.kind[row] == 0) | (out_on == undated) |
                   ((out_on == never) != (code == 0))
               ? int{kUnclassified}
               : cell;
    cells[row] = static_cast<Cell>(cell);
  }
}

Cells classify(const Ledger& ledger, const Law&, Period period, Rows rows) {
  Cells out(static_cast<std::size_t>(rows.end - rows.begin));
  in_halves(rows, [&](Rows part) {
    const auto begin = static_cast<std::size_t>(part.begin),
               many = static_cast<std::size_t>(part.end - part.begin);
    sort_rows({ledger.dates("received").subspan(begin, many),
               ledger.dates("answered").subspan(begin, many),
               ledger.choices("outcome").subspan(begin, many),
               ledger.choices("applicant_kind").subspan(begin, many)},
              period,
              std::span(out).subspan(static_cast<std::size_t>(part.begin - rows.begin), many));
  });
  return out;
}

std::string told(const Ledger& ledger, Period period, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  const Date in = ledger.dates("received")[at], out_on = ledger.dates("answered")[at];
  const auto outcome = ledger.choices("outcome")[at];
  if (is_dated(in) && in > period.as_of)
    return fmt::format("{} 收到，在 {} 以后", iso(in), iso(period.as_of));
  if (is_dated(out_on) && out_on < period.from)
    return fmt::format("{} 收到，{} 已办结，在 {} 以前", iso(in), iso(out_on), iso(period.from));
  auto text = fmt::format("{} 收到（{}）", iso(in), in >= period.from ? "本年新收" : "上年结转");
  if (is_dated(out_on) && out_on <= period.as_of && outcome != 0)
    return text + fmt::format("，{} 答复：{}", iso(out_on), outcomes()[outcome - 1u].label);
  return text + fmt::format("，至 {} 未办结，结转下年度", iso(period.as_of));
}

Teller because(const Ledger& ledger, const Law&, Period period) {
  return [&ledger, period](std::int64_t row) { return told(ledger, period, row); };
}

}  // namespace

Measure flow_measure() { return {"flow", "applications", cells(), classify, nullptr, because}; }

CellSet flow_cells(std::string_view row) {
  CellSet out;
  const auto range = [&](std::size_t begin, std::size_t size) {
    for (std::size_t cell = begin; cell < begin + size; ++cell) out.set(cell);
  };
  const auto half = outcomes().size() + 1;
  if (row == "new_received") {
    range(kNew, half);
  } else if (row == "carried_over") {
    range(kNew + half, half);
  } else if (row == "closed_total") {
    range(kNew, half - 1);
    range(kNew + half, half - 1);
  } else if (row == "carried_forward") {
    out.set(forward(true)).set(forward(false));
  } else if (const auto outcome = choice_of(outcomes(), row); outcome != 0) {
    out.set(closed(true, outcome)).set(closed(false, outcome));
  } else {
    fail<DataError>("table3 has no row '{}'", row);
  }
  return out;
}

}  // namespace gongkai
