// Adds the numbers that rows of publications and fees carry.
#include "gongkai/measure/sums.hpp"

#include <algorithm>
#include <array>

namespace gongkai {
namespace {

struct PublicationCell {
  std::string_view kind, column, cell;
};
constexpr std::array kPublication{
    PublicationCell{"regulations", "made", "regulations/made"},
    PublicationCell{"regulations", "repealed", "regulations/repealed"},
    PublicationCell{"regulations", "valid", "regulations/valid"},
    PublicationCell{"normative_documents", "made", "normative_documents/made"},
    PublicationCell{"normative_documents", "repealed", "normative_documents/repealed"},
    PublicationCell{"normative_documents", "valid", "normative_documents/valid"},
    PublicationCell{"licences", "decisions", "licences"},
    PublicationCell{"penalties", "decisions", "penalties"},
    PublicationCell{"coercions", "decisions", "coercions"},
    PublicationCell{"fees", "fees", "fees_wan"},
};

Figure figure(std::int64_t value) { return value == kBlank ? Figure{} : number(value); }

}  // namespace

Figure Sums::at(const Key& key, std::string_view cell, Figure otherwise) const {
  bool found = false;
  Figure out{0, State::not_applicable};  // what a sum begins with: skipped by the first operand
  for (const auto& [group, cells] : groups_) {
    const bool holds = std::ranges::all_of(key, [&](const auto& pair) {
      const auto part = group.find(pair.first);
      return part != group.end() && part->second == pair.second;
    });
    const auto at = cells.find(cell);
    if (!holds || at == cells.end()) continue;
    out = out + at->second;
    found = true;
  }
  return found ? out : otherwise;
}

void Sums::add(const Key& key, const std::string& cell, Figure figure) {
  auto& cells = groups_[key];
  const auto [at, added] = cells.try_emplace(cell, figure);
  if (!added) at->second = at->second + figure;
}

const std::vector<std::string>& publication_cells() {
  static const std::vector<std::string> cells = [] {
    std::vector<std::string> out;
    for (const auto& each : kPublication) out.emplace_back(each.cell);
    return out;
  }();
  return cells;
}

Sums publication_sums(const Ledger& ledger, const Groups& groups) {
  Sums out(groups.by);
  const auto keys = groups.keys();
  const auto kinds = ledger.choices("kind");
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (kinds[at] == 0) continue;
    const auto kind = publication_kinds()[kinds[at] - 1u].id;
    const auto& key = keys[static_cast<std::size_t>(groups.group[at])];
    for (const auto& each : kPublication)
      if (each.kind == kind)
        out.add(key, std::string(each.cell), figure(ledger.numbers(each.column)[at]));
  }
  return out;
}

const std::vector<std::string>& fee_cells() {
  static const std::vector<std::string> cells{"notices", "noticed_yuan", "collected_yuan"};
  return cells;
}

Sums fee_sums(const Ledger& ledger, const Groups& groups, Period period) {
  Sums out(groups.by);
  const auto notice = ledger.dates("fee_notice"), paid = ledger.dates("fee_paid");
  const auto amount = ledger.numbers("fee_amount");
  const auto keys = groups.keys();
  const auto in = [&](Date date) { return date >= period.from && date <= period.as_of; };
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (groups.group[at] < 0) continue;
    const auto& key = keys[static_cast<std::size_t>(groups.group[at])];
    if (in(notice[at])) {
      out.add(key, "notices", number(1));
      out.add(key, "noticed_yuan", figure(amount[at]));
    }
    if (in(paid[at])) out.add(key, "collected_yuan", figure(amount[at]));
  }
  return out;
}

}  // namespace gongkai
