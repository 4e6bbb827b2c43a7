// All rates of the year: both counts, the share as a number, and whose definition it is.
#include <algorithm>

#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

constexpr int kWords = 9;  // columns between a count and its words

std::string rankable(const Rate& rate) {
  if (!rate.share()) return std::string(word("rankable", "none"));
  if (rate.rankable()) return std::string(word("rankable", "yes"));
  return worded("rankable", "no", rate.definition.rankable_from);
}

}  // namespace

void overview_sheet(Sheet& sheet, const AnnualContent& content) {
  std::vector<std::string_view> heads, needed;
  for (const auto* id : {"name", "numerator", "denominator", "share", "unknown", "low", "high",
                         "rankable", "direction", "source", "above", "below", "id"})
    heads.push_back(word("overview", id));
  for (const auto& definition : content.definitions)
    for (const auto ledger : ledgers_of(definition))
      if (std::ranges::find(needed, ledger) == needed.end()) needed.push_back(ledger);
  const auto columns = static_cast<int>(heads.size());
  int row = open_list(sheet, content, heads, absent_words(content.books, needed));

  for (std::size_t at = 0; const auto& definition : content.definitions) {
    const auto words = at < content.sides.size() ? content.sides[at] : SidesInWords{};
    ++at;
    const auto rate = content.books.rates(definition, {}).front().rate;
    const bool absent = !absent_words(content.books, ledgers_of(definition)).empty();
    const auto side = [&](int column, Figure figure, const std::vector<std::string>& places,
                          const std::string& told) {
      const auto filters = content.evidence.filters(places);
      const auto target = content.evidence.sheet(bare(places.front()));
      if (absent && !is_number(figure))
        sheet.write(row, column, word("text", "absent"), {Look::faint, Align::right});
      else if (is_number(figure) && definition.fixed_point != 1)
        sheet.write(row, column, Decimal{figure.value, definition.fixed_point});
      else
        write_count(sheet, {row, column, row, column}, figure, {Look::body, Align::right},
                    figure.value != 0, target, filters);
      sheet.write(row, kWords + column,
                  filters.empty() ? told : worded("evidence", "how", told, filters));
    };
    sheet.write(row, 0, definition.name, {Look::label});
    side(1, rate.numerator, definition.numerator, words.numerator);
    side(2, rate.denominator, definition.denominator, words.denominator);
    write_share(sheet, row, 3, rate);
    sheet.write(row, 4, rate.unknown, {rate.unknown > 0 ? Look::warning : Look::body});
    const auto interval = rate.wilson();
    for (const int column : {5, 6}) {
      if (interval)
        sheet.write(row, column,
                    Share{column == 5 ? interval->first : interval->second, definition.digits});
      else
        sheet.write(row, column, word("figure", "none"), {Look::body, Align::right});
    }
    sheet.write(row, 7, rankable(rate), {Look::body, Align::centre});
    sheet.write(row, 8, word("direction", definition.direction), {Look::body, Align::centre});
    sheet.write(row, 9, definition.source);
    sheet.write(row, 12, definition.id, {Look::code});
    ++row;
  }
  sheet.width(0, 34);
  sheet.width(9, 36);
  for (const int column : {10, 11}) sheet.width(column, 90);
  close_list(sheet, content, columns, row);
  // What a number adds up is followed on the screen; on paper its columns would make all small.
  sheet.print_only(kWords + 1, row);
}

}  // namespace gongkai
