// Adds the numbers that rows of publications and fees carry.
#include "gongkai/measure/sums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "gongkai/measure/publication.hpp"

namespace gongkai {
namespace {

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

constexpr std::string_view kFeeCells[] = {"notices", "noticed_yuan", "collected_yuan"};

std::vector<Addend> of_publications(const Ledger& ledger) {
  std::vector<Addend> out;
  const auto kinds = ledger.choices("kind");
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (kinds[at] == 0) continue;
    const auto kind = publication_kinds()[kinds[at] - 1u].id;
    for (const auto& each : kPublication)
      if (each.kind == kind)
        out.push_back({row, each.cell, each.column, figure(ledger.numbers(each.column)[at])});
  }
  return out;
}

std::vector<Addend> of_fees(const Ledger& ledger, Period period) {
  std::vector<Addend> out;
  const auto notice = ledger.dates("fee_notice"), paid = ledger.dates("fee_paid");
  const auto amount = ledger.numbers("fee_amount");
  const auto in = [&](Date date) { return date >= period.from && date <= period.as_of; };
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (in(notice[at])) {
      out.push_back({row, kFeeCells[0], "fee_notice", number(1)});
      out.push_back({row, kFeeCells[1], "fee_notice", figure(amount[at])});
    }
    if (in(paid[at])) out.push_back({row, kFeeCells[2], "fee_paid", figure(amount[at])});
  }
  return out;
}

}  // namespace

Figure Sums::at(const Key& key, std::string_view cell, Figure otherwise) const {
  if (key.size() == by_.size()) {
    const auto group = groups_.find(key);  // it names one group, or none
    if (group == groups_.end()) return otherwise;
    const auto found = group->second.find(cell);
    return found == group->second.end() ? otherwise : found->second;
  }
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

std::span<const PublicationCell> publication_columns() { return kPublication; }

const std::vector<std::string>& publication_cells() {
  static const std::vector<std::string> cells = [] {
    std::vector<std::string> out;
    for (const auto& each : kPublication) out.emplace_back(each.cell);
    return out;
  }();
  return cells;
}

const std::vector<std::string>& fee_cells() {
  static const std::vector<std::string> cells(std::begin(kFeeCells), std::end(kFeeCells));
  return cells;
}

std::vector<Addend> addends(std::string_view source, const Ledger& ledger, Period period) {
  return source == "fee" ? of_fees(ledger, period) : of_publications(ledger);
}

Sums add_up(std::span<const Addend> addends, const Groups& groups) {
  Sums out(groups.by);
  const auto keys = groups.keys();
  for (const auto& [row, cell, column, figure] : addends)
    if (const auto group = groups.group[static_cast<std::size_t>(row)]; group >= 0)
      out.add(keys[static_cast<std::size_t>(group)], std::string(cell), figure);
  return out;
}

std::string told(const Ledger& ledger, const Addend& addend) {
  const auto at = static_cast<std::size_t>(addend.row);
  const auto value_of = [&](std::string_view column, double unit, std::string_view behind) {
    const auto value = ledger.numbers(column)[at];
    const auto& header = ledger.schema().field(column).header;
    return value == kBlank
               ? fmt::format("{}未填", header)
               : fmt::format("{} {}{}", header, static_cast<double>(value) / unit, behind);
  };
  if (addend.column.starts_with("fee_"))
    return fmt::format("{} {}，{}", iso(ledger.dates(addend.column)[at]),
                       addend.column == "fee_paid" ? "缴费" : "通知收费",
                       value_of("fee_amount", 100, " 元"));
  const auto kind = publication_kinds()[ledger.choices("kind")[at] - 1u].label;
  return fmt::format("{}，{}，{}", ledger.names("unit")[addend.row], kind,
                     value_of(addend.column, addend.column == "fees" ? 1e6 : 1, ""));
}

}  // namespace gongkai
