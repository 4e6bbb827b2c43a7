#include "gongkai/workbook/annual_sheets.hpp"

#include <algorithm>
#include <charconv>

#include "gongkai/measure/place.hpp"

namespace gongkai {
namespace {

constexpr int kHeadRow = 2;

std::vector<Place> places_of(const Definition& definition) {
  std::vector<Place> places;
  for (const auto* side : {&definition.numerator, &definition.denominator})
    for (const auto& text : *side) places.push_back(parse_place(bare(text)));
  return places;
}

bool is_measure(std::string_view source) {
  return std::ranges::find(measures(), source, &Measure::id) != measures().end();
}

// What a sheet would show must be what is printed: where the definition cuts off, so does the cell.
double shown(const Rate& rate) {
  double value = rate.share().value();
  if (rate.definition.rounding != Rounding::truncate) return value;
  const auto text = rate.text();
  double percent = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), percent);
  return read.ec == std::errc{} ? percent / 100 : value;
}

}  // namespace

void open_sheet(Sheet& sheet, const AnnualContent& content, int columns, std::string_view note) {
  const auto& books = content.books;
  sheet.merge({0, 0, 0, columns - 1},
              worded("text", "title", books.body(), year_of(books.period().from), sheet.name()),
              {Look::title});
  sheet.height(0, 2);
  sheet.merge({1, 0, 1, columns - 1},
              worded("text", "as_of", iso(books.period().as_of)).append(note), {Look::note});
}

int open_list(Sheet& sheet, const AnnualContent& content, std::span<const std::string_view> heads,
              std::string_view note) {
  open_sheet(sheet, content, static_cast<int>(heads.size()), note);
  for (int column = 0; const auto head : heads) sheet.write(kHeadRow, column++, head, {Look::head});
  sheet.freeze(kHeadRow + 1, 0);
  return kHeadRow + 1;
}

void close_list(Sheet& sheet, const AnnualContent& content, int columns, int end) {
  sheet.filter({kHeadRow, 0, std::max(end - 1, kHeadRow), columns - 1});
  sheet.fit();
  sheet.print(true, kHeadRow + 1, content.header);
}

void say(Sheet& sheet, int row, int columns, std::string_view text) {
  sheet.merge({row, 0, row, columns - 1}, text, {Look::body, Align::centre});
  sheet.height(row, 2);
}

void write_count(Sheet& sheet, Range range, const Value& value, Style style, bool leads,
                 const std::string& target, const std::string& filters) {
  if (leads && !target.empty()) {
    sheet.lead(range.first_row, range.first_column, target, kHeadRow, filters);
    style.look = Look::link;
  }
  sheet.merge(range, value, style);
}

std::string ledger_name(std::string_view ledger) {
  return worded("text", "ledger", schema(ledger).name, ledger);
}

std::string absent_words(const Books& books, std::span<const std::string_view> ledgers) {
  std::string names;
  for (const auto ledger : ledgers)
    if (!books.ledgers().contains(ledger))
      names.append(names.empty() ? "" : word("text", "comma")).append(ledger_name(ledger));
  return names.empty() ? names : worded("text", "absent.which", names);
}

bool by_unit(const Definition& definition) {
  return std::ranges::all_of(places_of(definition), [](const Place& place) {
    const bool rows = place.source == "table3" || place.source == "table4";
    return (rows || is_measure(place.source)) && place.key.empty() && !place.previous;
  });
}

void write_share(Sheet& sheet, int row, int column, const Rate& rate, Style style) {
  // A cell of shares is a percentage; what has another unit is written with it.
  if (rate.share() && rate.definition.unit == "%") {
    if (style.look == Look::body && !rate.rankable()) style.look = Look::faint;
    sheet.write(row, column, Share{shown(rate), rate.definition.digits}, style);
  } else {
    style.align = Align::right;
    sheet.write(row, column, rate.text(), style);
  }
}

}  // namespace gongkai
