// Adds the numbers that rows carry.
#include "gongkai/measure/carried.hpp"

#include <algorithm>
#include <array>

#include "gongkai/ledger/truth.hpp"
#include "gongkai/measure/each_row.hpp"
#include "gongkai/measure/task.hpp"

namespace gongkai {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kMillion = 1'000'000;

Figure figure(std::int64_t value) { return value == kBlank ? Figure{} : number(value); }

/// Σ of rows that are counted, each in every group that it stands in.
class Adding {
 public:
  explicit Adding(const Groups& groups) : groups_(&groups), keys_(groups.keys()), out_(groups.by) {}
  void add(std::size_t row, const std::string& cell, Figure figure) {
    if (groups_->offsets.empty()) return add_to(groups_->group[row], cell, figure);
    for (auto at = groups_->offsets[row]; at < groups_->offsets[row + 1]; ++at)
      add_to(groups_->group[static_cast<std::size_t>(at)], cell, figure);
  }
  Sums done() && { return std::move(out_); }

 private:
  void add_to(std::int32_t group, const std::string& cell, Figure figure) {
    if (group >= 0) out_.add(keys_[static_cast<std::size_t>(group)], cell, figure);
  }
  const Groups* groups_;
  std::vector<Key> keys_;
  Sums out_;
};

void add_ratings(const Ledger& ledger, Period period, Adding& sums) {
  const auto date = ledger.dates("date");
  const auto score = ledger.numbers("score"), cases = ledger.numbers("cases");
  for (std::size_t row = 0; row < date.size(); ++row) {
    if (!is_dated(date[row]) || !is_within(date[row], period)) continue;
    sums.add(row, "score", figure(score[row]));
    if (score[row] != kBlank) sums.add(row, "scored", number(kMillion));
    sums.add(row, "cases", figure(cases[row]));
  }
}

void add_events(const Ledger& ledger, Period period, Adding& sums) {
  const auto date = ledger.dates("date");
  const auto quantity = ledger.numbers("quantity");
  for (std::size_t row = 0; row < date.size(); ++row)
    if (is_dated(date[row]) && is_within(date[row], period))
      sums.add(row, "quantity", figure(quantity[row]));
}

Figure weighted(std::int64_t weight, std::int64_t progress) {
  if (weight == kBlank || progress == kBlank) return {};
  const Wide product = Wide(weight) * progress, half = product < 0 ? -kMillion / 2 : kMillion / 2;
  return number(static_cast<std::int64_t>((product + half) / kMillion));
}

void add_tasks(const Ledger& ledger, const Law& law, Period period, Adding& sums) {
  const auto weight = ledger.numbers("weight"), progress = ledger.numbers("progress");
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    const Date issued = issued_on(ledger, law, row), done = ledger.dates("done")[at];
    if (issued != kNever && issued > period.as_of) continue;
    const auto reached = done <= period.as_of ? kMillion : done == kNever ? progress[at] : kBlank;
    sums.add(at, "weight", figure(weight[at]));
    sums.add(at, "weighted_progress", weighted(weight[at], reached));
  }
}

/// Nothing was paid where the row says that it was not; a payment that nobody wrote is unknown.
void add_pushes(const Ledger& ledger, Period period, Adding& sums) {
  const auto sent = ledger.dates("sent");
  const auto payable = ledger.numbers("payable"), paid = ledger.numbers("paid");
  const auto redeemed = ledger.choices("redeemed");
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    if ((is_dated(sent[at]) && !is_within(sent[at], period)) || !carries(ledger, row)) continue;
    sums.add(at, "payable", figure(payable[at]));
    sums.add(at, "paid", paid[at] == kBlank && redeemed[at] == kNo ? number(0) : figure(paid[at]));
  }
}

struct Carried {
  std::string_view ledger;
  std::vector<std::string> cells;
};

const std::array<Carried, 4>& carried() {
  static const std::array<Carried, 4> all{
      Carried{"ratings", {"score", "scored", "cases"}}, Carried{"events", {"quantity"}},
      Carried{"tasks", {"weight", "weighted_progress"}}, Carried{"pushes", {"payable", "paid"}}};
  return all;
}

}  // namespace

std::span<const std::string> carried_cells(std::string_view ledger) {
  const auto found = std::ranges::find(carried(), ledger, &Carried::ledger);
  return found == carried().end() ? std::span<const std::string>() : found->cells;
}

bool in_millionths(std::string_view cell) {
  return cell != "cases" && cell != "payable" && cell != "paid";
}

bool carries(const Ledger& ledger, std::int64_t row) {
  if (ledger.schema().id != "pushes") return true;
  const auto at = static_cast<std::size_t>(row);
  return ledger.numbers("payable")[at] != kBlank || ledger.numbers("paid")[at] != kBlank;
}

Sums carried_sums(const Ledger& ledger, const Groups& groups, const Law& law, Period period) {
  Adding sums(groups);
  const auto id = ledger.schema().id;
  if (id == "ratings") add_ratings(ledger, period, sums);
  if (id == "events") add_events(ledger, period, sums);
  if (id == "tasks") add_tasks(ledger, law, period, sums);
  if (id == "pushes") add_pushes(ledger, period, sums);
  return std::move(sums).done();
}

Teller carried_teller(const Ledger& ledger, std::string_view cell) {
  std::vector<std::string_view> columns{cell};
  if (cell == "scored") columns = {"score"};
  if (cell == "weighted_progress") columns = {"weight", "progress", "done"};
  return [&ledger, columns](std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    std::string out;
    for (const auto column : columns) {
      const auto& field = ledger.schema().field(column);
      if (!out.empty()) out += "，";
      if (field.type == Type::date) {
        const Date date = ledger.dates(column)[at];
        out += fmt::format("{} {}", field.header, is_dated(date) ? iso(date) : "未填");
        continue;
      }
      const auto value = ledger.numbers(column)[at];
      const bool share = field.type == Type::share, whole = field.type == Type::count;
      const bool money = field.type == Type::amount;
      const double unit = whole ? 1 : share ? 1e4 : money ? 100 : 1e6;
      out += value == kBlank
                 ? fmt::format("{} 未填", field.header)
                 : fmt::format("{} {}{}", field.header, static_cast<double>(value) / unit,
                               share   ? "%"
                               : money ? " 元"
                                       : "");
    }
    return out;
  };
}

}  // namespace gongkai
