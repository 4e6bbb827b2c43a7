// Rows that a table by groups leaves out, told with their number and the reason.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "gongkai/measure/books_state.hpp"

namespace gongkai {
namespace {

struct Why {
  std::string_view rule, kind;
  bool names_year;
};
// Of a row in no month; a row without a lead stands behind them.
constexpr std::array<Why, 3> kNoMonth{Why{"ledger.order", "before_year", true},
                                      Why{"ledger.order", "after_year", true},
                                      Why{"ledger.blank", "no_month", false}};
constexpr Why kNoLead{"ledger.blank", "no_lead", false};

const Why& why_no_month(Date date, int year) {
  if (!is_dated(date)) return kNoMonth[2];
  return kNoMonth[year_of(date) < year ? 0 : 1];
}

/// The rows of a measure that a place counts.
void add_rows(const Books& books, const std::vector<Counted>& parts, std::set<std::int64_t>& out) {
  for (const auto& part : parts) {
    const auto& ledger = books.ledgers().find(part.measure->ledger)->second;
    const auto by = columns(part.extra);
    const auto groups = group(ledger, by, {&books.units(), &books.law().terms, {}, 0});
    const auto found = rows(books.cells(part.measure->id), part.cells, groups, part.extra);
    out.insert(found.begin(), found.end());
  }
}

}  // namespace

void Books::leave_out(std::string_view id, const std::vector<std::int64_t>& wanted,
                      const std::string& by, std::string_view month,
                      std::vector<Finding>& out) const {
  const auto& ledger = *state_->ledger(measure(id).ledger);
  const bool monthly = by == "month" || by == "quarter";
  if (monthly && month.empty()) return;
  const auto months = monthly ? state_->months(ledger, id, month, *this) : std::vector<Date>{};
  const auto groups = state_->groups(ledger, {by}, months);
  const auto year = year_of(period().from);
  std::map<const Why*, std::int64_t> left;
  for (const auto row : wanted) {
    const auto at = static_cast<std::size_t>(row);
    const auto begin = groups.offsets.empty() ? row : groups.offsets[at],
               end = groups.offsets.empty() ? row + 1 : groups.offsets[at + 1];
    const auto stands = [](std::int32_t group) { return group >= 0; };
    if (std::any_of(groups.group.begin() + begin, groups.group.begin() + end, stands)) continue;
    ++left[monthly ? &why_no_month(months[at], year) : &kNoLead];
  }
  for (const auto& [why, count] : left) {
    Finding finding;
    finding.rule = why->rule;
    finding.kind = why->kind;
    finding.where = Where{{"file", ledger.source().file}};
    if (month == "deadline" && monthly)
      finding.where.set("column", std::string("deadline")).set("header", "答复期限");
    else if (const std::string column(monthly ? month : "leads"); ledger.has(column))
      finding.where.set("column", column).set("header", ledger.where(column).text("header"));
    finding.found = fmt::format("{}", count);
    if (why->names_year) finding.expected = fmt::format("{}", year);
    out.push_back(std::move(finding));
  }
}

std::vector<Finding> Books::left_out(const Definition& definition,
                                     const std::vector<std::string>& by) const {
  // What both sides leave out for the same reason is one thing.
  std::map<std::pair<std::string_view, std::string_view>, std::set<std::int64_t>> sides;
  const auto gather = [&](const std::vector<std::string>& places, std::string_view month) {
    for (const auto& text : places) {
      const auto parts = counted(parse_place(bare(text)));
      if (text.starts_with('-') || parts.empty() || !ledgers().contains(parts[0].measure->ledger))
        continue;
      add_rows(*this, parts, sides[{parts[0].measure->id, month}]);
    }
  };
  gather(definition.numerator, definition.month);
  gather(definition.denominator, definition.denominator_month);
  std::vector<Finding> out;
  for (const auto& [side, rows] : sides)
    for (const auto& each : by)
      leave_out(side.first, {rows.begin(), rows.end()}, each, side.second, out);
  return out;
}

std::vector<Finding> Books::left_out(std::string_view id,
                                     const std::vector<std::string>& by) const {
  const auto own = std::ranges::find(measures(), id, &Measure::ledger);
  if (own == measures().end() || state_->ledger(id) == nullptr) return {};
  const auto& cell = cells(own->id);
  std::vector<std::int64_t> rows;
  for (std::size_t row = 0; row < cell.size(); ++row)
    if (cell[row] > kUnclassified) rows.push_back(static_cast<std::int64_t>(row));
  std::vector<Finding> out;
  for (const auto& each : by) leave_out(own->id, rows, each, own_month(id), out);
  return out;
}

}  // namespace gongkai
