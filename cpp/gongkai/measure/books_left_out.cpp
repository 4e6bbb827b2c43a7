// Rows that a table by groups leaves out, told with their number and the reason.
#include <algorithm>
#include <array>
#include <map>

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

const Why& why_no_month(Date date, Period year) {
  if (!is_dated(date)) return kNoMonth[2];
  return kNoMonth[date < year.from ? 0 : 1];
}

bool is_monthly(std::string_view by) { return by == "month" || by == "quarter"; }

/// Every row has one unit, kind or channel, be it a blank; months and leads may be none.
bool may_leave_out(const Ledger& ledger, std::string_view by) {
  return is_monthly(by) || ledger.schema().index("leads") >= 0;
}

/// Marks the rows of a measure that a place counts.
void mark(const Books& books, const std::vector<Counted>& parts, std::vector<char>& wanted) {
  const auto& ledger = books.ledgers().find(parts.front().measure->ledger)->second;
  const auto& cell = books.cells(parts.front().measure->id);
  wanted.resize(cell.size());
  CellSet whole;
  for (const auto& part : parts) {
    if (part.extra.empty()) {
      whole |= part.cells;
      continue;
    }
    const auto groups =
        group(ledger, columns(part.extra), {&books.units(), &books.law().terms, {}, 0});
    for (const auto row : rows(cell, part.cells, groups, part.extra))
      wanted[static_cast<std::size_t>(row)] = 1;
  }
  for (std::size_t row = 0; row < cell.size(); ++row)
    if (whole[cell[row]]) wanted[row] = 1;
}

/// The rows that stand in none of the groups.
std::vector<char> in_none(const Groups& groups) {
  std::vector<char> out;
  for (std::size_t row = 0; row < static_cast<std::size_t>(groups.rows); ++row) {
    const auto begin =
                   groups.offsets.empty() ? static_cast<std::int64_t>(row) : groups.offsets[row],
               end = groups.offsets.empty() ? begin + 1 : groups.offsets[row + 1];
    out.push_back(std::all_of(groups.group.begin() + begin, groups.group.begin() + end,
                              [](std::int32_t group) { return group < 0; }));
  }
  return out;
}

}  // namespace

void Books::leave_out(std::string_view id, const std::vector<char>& wanted, const std::string& by,
                      std::string_view month, std::vector<Finding>& out) const {
  const auto& ledger = *state_->ledger(measure(id).ledger);
  const bool monthly = is_monthly(by);
  if (!may_leave_out(ledger, by) || (monthly && month.empty())) return;
  const auto year = year_period(year_of(period().from));
  const auto months = monthly ? state_->months(ledger, id, month, *this) : std::vector<Date>{};
  const auto none = monthly ? std::vector<char>{} : in_none(state_->groups(ledger, {by}, {}));
  std::map<const Why*, std::int64_t> left;
  for (std::size_t row = 0; row < wanted.size(); ++row) {
    const bool out_of_all =
        monthly ? months[row] < year.from || months[row] > year.as_of : none[row] != 0;
    if (wanted[row] != 0 && out_of_all)
      ++left[monthly ? &why_no_month(months[row], year) : &kNoLead];
  }
  for (const auto& [why, count] : left) {
    Finding finding;
    finding.rule = why->rule;
    finding.kind = why->kind;
    finding.where = Where{{"file", ledger.source().file}};
    if (monthly && month == "deadline")
      finding.where.set("column", std::string("deadline")).set("header", "答复期限");
    else if (const std::string column(monthly ? month : "leads"); ledger.has(column))
      finding.where.set("column", column).set("header", ledger.where(column).text("header"));
    finding.found = fmt::format("{}", count);
    if (why->names_year) finding.expected = fmt::format("{}", year_of(year.from));
    out.push_back(std::move(finding));
  }
}

std::vector<Finding> Books::left_out(const Definition& definition,
                                     const std::vector<std::string>& by) const {
  // What both sides leave out for the same reason is one thing.
  std::map<std::pair<std::string_view, std::string_view>, std::vector<char>> sides;
  const auto gather = [&](const std::vector<std::string>& places, std::string_view month) {
    for (const auto& text : places) {
      const auto parts = counted(parse_place(bare(text)));
      const auto* ledger = parts.empty() ? nullptr : state_->ledger(parts[0].measure->ledger);
      if (!text.starts_with('-') && ledger != nullptr &&
          std::ranges::any_of(by, [&](const auto& each) { return may_leave_out(*ledger, each); }))
        mark(*this, parts, sides[{parts[0].measure->id, month}]);
    }
  };
  gather(definition.numerator, definition.month);
  gather(definition.denominator, definition.denominator_month);
  std::vector<Finding> out;
  for (const auto& [side, wanted] : sides)
    for (const auto& each : by) leave_out(side.first, wanted, each, side.second, out);
  return out;
}

std::vector<Finding> Books::left_out(std::string_view id,
                                     const std::vector<std::string>& by) const {
  const auto own = std::ranges::find(measures(), id, &Measure::ledger);
  const auto* ledger = state_->ledger(id);
  if (own == measures().end() || ledger == nullptr) return {};
  std::vector<char> wanted;
  std::vector<Finding> out;
  for (const auto& each : by) {
    if (!may_leave_out(*ledger, each)) continue;
    if (wanted.empty())
      for (const Cell cell : cells(own->id)) wanted.push_back(cell > kUnclassified);
    leave_out(own->id, wanted, each, own_month(id), out);
  }
  return out;
}

}  // namespace gongkai
