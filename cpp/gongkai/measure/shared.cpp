// Says how often rows are counted where they stand in several groups.
#include "gongkai/measure/shared.hpp"

#include <algorithm>

#include "gongkai/measure/books_state.hpp"

namespace gongkai {
namespace {

std::vector<Finding> told(const Books& books, const Measure& of, CellSet wanted,
                          std::vector<std::string> by) {
  const auto found = books.ledgers().find(of.ledger);
  if (found == books.ledgers().end() || found->second.schema().index("leads") < 0) return {};
  const auto& ledger = found->second;
  // Months part rows, they do not put one into several groups.
  std::erase_if(by, [](const auto& each) { return each == "month" || each == "quarter"; });
  const auto groups = group(ledger, by, {&books.units(), &books.law().terms, {}, 0});
  if (groups.offsets.empty()) return {};
  const auto& cells = books.cells(of.id);
  std::int64_t rows = 0, several = 0, times = 0;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!wanted[cells[row]]) continue;
    const auto in = std::count_if(groups.group.begin() + groups.offsets[row],
                                  groups.group.begin() + groups.offsets[row + 1],
                                  [](auto each) { return each >= 0; });
    rows += in > 0;
    several += in > 1;
    times += in;
  }
  if (several == 0) return {};
  Finding finding;
  finding.rule = "plan.lead";
  finding.kind = "shared";
  finding.where = ledger.where("leads");
  finding.found = fmt::format("{}", several);
  finding.expected = fmt::format("{} 行计作 {} 行次", rows, times);
  return {finding};
}

}  // namespace

std::vector<Finding> shared_rows(const Books& books, std::string_view ledger,
                                 const std::vector<std::string>& by) {
  const auto own = std::ranges::find(measures(), ledger, &Measure::id);
  if (own == measures().end()) return {};
  return told(books, *own, CellSet().set().reset(kOutside).reset(kUnclassified), by);
}

std::vector<Finding> shared_rows(const Books& books, const Definition& definition,
                                 const std::vector<std::string>& by) {
  const Measure* of = nullptr;
  CellSet cells;
  for (const auto& text : definition.denominator)
    for (const auto& part : counted(parse_place(bare(text)))) {
      of = part.measure;
      cells |= part.cells;
    }
  return of == nullptr ? std::vector<Finding>{} : told(books, *of, cells, by);
}

}  // namespace gongkai
