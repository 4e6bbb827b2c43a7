// Adds up the bands of a fee, and compares what the ledger says with them.
#include "gongkai/measure/fee.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "gongkai/ledger/ledger.hpp"
#include "gongkai/measure/law.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kMost = 100'000, kFen = 100;

/// Requests of one applicant in one month, in the order of their receipt.
struct Row {
  std::int64_t row, items;
};
using Months = std::map<std::tuple<std::int32_t, int, unsigned>, std::vector<Row>>;

Months months_of(const Ledger& ledger) {
  const auto received = ledger.dates("received");
  const auto items = ledger.numbers("items");
  const auto& applicant = ledger.names("applicant").codes;
  std::vector<std::int64_t> rows;
  for (std::int64_t row = 0; row < ledger.size(); ++row)
    if (is_dated(received[static_cast<std::size_t>(row)])) rows.push_back(row);
  std::ranges::stable_sort(
      rows, {}, [&](std::int64_t row) { return received[static_cast<std::size_t>(row)]; });
  Months out;
  for (const auto row : rows) {
    const auto at = static_cast<std::size_t>(row);
    const std::chrono::year_month_day day{std::chrono::sys_days(received[at])};
    // Nobody knows whether two requests without a name are those of one applicant.
    if (applicant[at] < 0) continue;
    out[{applicant[at], static_cast<int>(day.year()), static_cast<unsigned>(day.month())}]
        .push_back({row, items[at] == kBlank ? 1 : items[at]});
  }
  return out;
}

void check(std::int64_t number, std::string_view id) {
  if (number < 0 || number > kMost)
    fail<DataError>("fee: {} {}, expected 0 to {}", number, id, kMost);
}

/// What may be charged for one request by one of the rules, and how that is told.
struct Reading {
  std::vector<std::int64_t> yuan;
  std::string told;
};

/// Of requests of one month: those before this one, up to it, and all.
struct Items {
  std::int64_t before, until, all;
};

Reading by_items(const FeeRule& rule, Items items, std::int64_t noticed, std::string_view applicant,
                 std::string_view month) {
  const auto& [before, until, all] = items;
  if (all > kMost) return {};
  // The notice may be for this request, for what was not noticed yet, or for the whole month.
  Reading out{{rule.yuan(until) - rule.yuan(before), rule.yuan(until) - noticed, rule.yuan(all)},
              {}};
  out.told = fmt::format("{}在 {} 的第 {} 至 {} {}，{}应为 {} 元", applicant, month, before + 1,
                         until, rule.unit, rule.name, out.yuan.front());
  return out;
}

Reading by_pages(const FeeRule& rule, std::int64_t pages) {
  if (pages == kBlank || pages < 0 || pages > kMost) return {};
  return {{rule.yuan(pages)},
          fmt::format("{} {}，{}应为 {} 元", pages, rule.unit, rule.name, rule.yuan(pages))};
}

}  // namespace

std::vector<FeePart> FeeRule::parts(std::int64_t number) const {
  check(number, id);
  std::vector<FeePart> out;
  const auto add = [&](std::int64_t above, std::int64_t until, std::int64_t each) {
    const auto last = std::min(number, until);
    if (last > above) out.push_back({above + 1, last, each, (last - above) * each});
  };
  for (std::size_t at = 0; at < bands.size(); ++at) {
    const auto [above, each] = bands[at];
    if (at + 1 < bands.size())
      add(above, bands[at + 1].above, each);
    else if (every == 0)
      add(above, kMost, each);
    else
      for (std::int64_t step = 0; above + step * every < number; ++step)
        add(above + step * every, above + (step + 1) * every, each + step * more);
  }
  return out;
}

std::int64_t FeeRule::yuan(std::int64_t number) const {
  check(number, id);
  std::int64_t out = 0;
  for (std::size_t at = 0; at < bands.size(); ++at) {
    const auto [above, each] = bands[at];
    const bool last = at + 1 == bands.size();
    const auto inside = (last ? number : std::min(number, bands[at + 1].above)) - above;
    if (inside <= 0) break;
    // Every full step costs `more` than the one before it.
    const auto steps = last && every > 0 ? (inside - 1) / every : 0;
    out += inside * each + more * every * (steps * (steps - 1) / 2) +
           (inside - steps * every) * steps * more;
  }
  return out;
}

FeeRule read_fee(const Config& table) {
  table.allow({"id", "name", "unit", "source", "from", "every", "more", "band"});
  FeeRule out;
  out.id = table.text("id");
  out.name = table.text("name");
  out.unit = table.text("unit");
  out.source = table.text("source");
  out.from = table.date("from");
  const auto number = [](const Config& of, std::string_view key, std::int64_t value) {
    constexpr std::int64_t kHighest = 1'000'000;
    if (value < 0 || value > kHighest)
      of.fail_at(key, fmt::format("{} for '{}', expected 0 to {}", value, key, kHighest));
    return value;
  };
  out.every = number(table, "every", table.integer("every", 0));
  out.more = number(table, "more", table.integer("more", 0));
  for (const auto& band : table.tables("band")) {
    band.allow({"above", "yuan"});
    FeeBand made{number(band, "above", band.integer("above")),
                 number(band, "yuan", band.integer("yuan"))};
    if (!out.bands.empty() && made.above <= out.bands.back().above)
      band.fail_at("above", fmt::format("band above {} does not begin after {}", made.above,
                                        out.bands.back().above));
    out.bands.push_back(made);
  }
  return out;
}

std::vector<Finding> fee_findings(const Ledger& ledger, const Law& law) {
  const auto amounts = ledger.numbers("fee_amount"), pages = ledger.numbers("pages");
  const auto received = ledger.dates("received");
  const auto& applicants = ledger.names("applicant");
  // Of each row with an amount: what the requests of its month allow.
  std::map<std::int64_t, Reading> readings;
  const auto amount = [&](std::int64_t row) { return amounts[static_cast<std::size_t>(row)]; };
  for (const auto& [month, rows] : months_of(ledger)) {
    std::int64_t noticed = 0, all = 0, until = 0;  // 分, items
    for (const auto& each : rows) all += each.items;
    for (const auto& [row, items] : rows) {
      const auto before = until;
      until += items;
      if (amount(row) == kBlank) continue;
      const auto* rule = law.regimes.fee("items", received[static_cast<std::size_t>(row)]);
      if (rule != nullptr)
        readings[row] = by_items(*rule, {before, until, all}, noticed / kFen, applicants[row],
                                 fmt::format("{}-{:02}", std::get<1>(month), std::get<2>(month)));
      noticed += amount(row);
    }
  }
  std::vector<Finding> out;
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (amounts[at] == kBlank || !is_dated(received[at])) continue;
    const auto* rule = law.regimes.fee("pages", received[at]);
    const auto paged = rule == nullptr ? Reading{} : by_pages(*rule, pages[at]);
    const auto& counted = readings[row];
    const auto fits = [&](const Reading& reading) {
      return std::ranges::any_of(reading.yuan,
                                 [&](std::int64_t yuan) { return yuan * kFen == amounts[at]; });
    };
    if ((paged.yuan.empty() && counted.yuan.empty()) || fits(paged) || fits(counted)) continue;
    Finding finding;
    finding.rule = "ledger.number";
    finding.kind = "fee";
    finding.where = ledger.where(row, "fee_amount");
    finding.found = amounts[at] % kFen == 0
                        ? fmt::format("{}", amounts[at] / kFen)
                        : fmt::format("{}.{:02}", amounts[at] / kFen, amounts[at] % kFen);
    finding.expected = counted.told;
    if (!counted.told.empty() && !paged.told.empty()) finding.expected += "；";
    finding.expected += paged.told;
    out.push_back(std::move(finding));
  }
  return out;
}

}  // namespace gongkai
