#include "gongkai/workbook/ledger_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/workbook/package.hpp"
#include "gongkai/workbook/text.hpp"
#include "gongkai/workbook/words.hpp"

namespace gongkai {
namespace {

constexpr int kHead = 0, kExample = 1, kFirst = 2;

// Cells of these are texts: lists, and dates and shares as they are written.
bool is_text(const Field& field) {
  return field.several || field.type == Type::deadline || field.type == Type::share;
}

const char* number_format(const Field& field) {
  if (is_text(field)) return "@";
  switch (field.type) {
    case Type::date:
      return "yyyy-mm-dd";
    case Type::count:
      return "0";
    case Type::amount:
      return "0.00";
    case Type::decimal:
      return "General";
    default:
      return "@";
  }
}

void write_entry(Sheet& sheet, int row, int column, const Field& field, const Entry& entry,
                 Style style) {
  if (const auto* text = std::get_if<std::string>(&entry)) {
    if (!text->empty()) sheet.write(row, column, *text, style);
  } else if (const auto* whole = std::get_if<std::int64_t>(&entry)) {
    sheet.write(row, column, *whole, style);
  } else if (const auto* number = std::get_if<double>(&entry)) {
    constexpr std::int64_t kMillionths = 1'000'000;
    sheet.write(row, column, Decimal{std::llround(*number * kMillionths), kMillionths}, style);
  } else if (const auto* date = std::get_if<Date>(&entry)) {
    if (is_text(field))
      sheet.write(row, column, iso(*date), style);
    else
      sheet.write(row, column, *date, style);
  }
}

// Lists too long for a cell's rule stand in a sheet of their own, one below the other.
class Lists {
 public:
  explicit Lists(Package& package) : package_(package) {}
  std::string put(Choices choices) {
    const auto name = word("entry", "lists");
    if (sheet_ == nullptr) {
      sheet_ = &package_.sheet(name);
      sheet_->hide();
    }
    const int first = row_;
    for (const auto& choice : choices) sheet_->write(row_++, 0, choice.label);
    return fmt::format("='{}'!$A${}:$A${}", name, first + 1, row_);
  }

 private:
  Package& package_;
  Sheet* sheet_ = nullptr;
  int row_ = 0;
};

std::optional<Validation> validation_of(const Field& field, int year, Lists& lists) {
  constexpr std::size_t kMostCharacters = 255;
  constexpr int kYears = 30;
  Validation made;
  if (field.type == Type::choice || field.type == Type::truth) {
    std::size_t characters = 0;
    for (const auto& choice : field.choices) {
      made.choices.emplace_back(choice.label);
      characters += choice.label.size() + 1;  // bytes: never fewer than characters
    }
    if (field.type == Type::truth)
      for (const auto* id : {"yes", "no"}) made.choices.emplace_back(label("truth", id));
    if (characters > kMostCharacters) {
      made.source = lists.put(field.choices);
      made.choices.clear();
    }
    // The result of a dispute may be told in finer words, and a cell may hold several.
    const bool finer = field.choices.data() == dispute_results().data();
    made.strict = !field.several && !finer;
    made.refusal = word("entry", field.several ? "several" : finer ? "finer" : "choice");
    return made;
  }
  if (is_text(field)) return {};
  switch (field.type) {
    case Type::date:
      made.kind = Validation::Kind::date;
      made.first = *civil(year - kYears, 1, 1);
      made.last = *civil(year + kYears, 12, 31);
      made.strict = false;
      made.refusal = fmt::format(fmt::runtime(word("entry", "date")), iso(*civil(year, 3, 1)));
      return made;
    case Type::count:
    case Type::amount:
    case Type::decimal:
      made.kind = field.type == Type::count ? Validation::Kind::whole : Validation::Kind::decimal;
      made.refusal = word("entry", field.type == Type::count ? "whole" : "decimal");
      return made;
    default:
      return {};
  }
}

int width_of(const Field& field, const Entry& example) {
  constexpr int kLeast = 12, kMost = 30, kArrow = 4;
  int width = std::max(kLeast, text_width(field.header) + kArrow);
  const auto widen = [&](std::string_view text) {
    width = std::max(width, std::min(kMost, text_width(text) + kArrow));
  };
  for (const auto& choice : field.choices) widen(choice.label);
  if (const auto* text = std::get_if<std::string>(&example)) widen(*text);
  return width;
}

void check_sizes(const Schema& of, const LedgerForm& form) {
  const auto size = of.fields.size();
  if (form.notes.size() != size)
    fail<DataError>("ledger {}: {} notes, expected {}", of.id, form.notes.size(), size);
  if (form.example.size() != size)
    fail<DataError>("ledger {}: {} cells of the example, expected {}", of.id, form.example.size(),
                    size);
  for (const auto& row : form.rows)
    if (row.size() != size)
      fail<DataError>("ledger {}: a row of {} cells, expected {}", of.id, row.size(), size);
}

// The first cell of the example says what the row is.
Entry marked(const Entry& entry) {
  const auto mark = std::string(label("ledger", "example"));
  const auto* text = std::get_if<std::string>(&entry);
  if (text == nullptr || text->empty()) return mark;
  return fmt::format(fmt::runtime(word("entry", "example")), mark, *text);
}

}  // namespace

void ledger_workbook(const std::filesystem::path& path, const LedgerForm& form) {
  const Schema& of = schema(form.ledger);
  check_sizes(of, form);
  const auto first_day = *civil(form.year, 1, 1);
  Package package(path, {std::string(of.name), form.body, first_day});
  Sheet& sheet = package.sheet(of.name);
  Lists lists(package);
  for (std::size_t at = 0; at < of.fields.size(); ++at) {
    const Field& field = of.fields[at];
    const auto column = static_cast<int>(at);
    sheet.write(kHead, column, field.header, {field.required ? Look::needed : Look::head});
    sheet.note(kHead, column, form.notes[at]);
    const Entry example = at == 0 ? marked(form.example[at]) : form.example[at];
    sheet.width(column, width_of(field, example));
    sheet.entry(column, number_format(field));
    write_entry(sheet, kExample, column, field, example, {Look::example});
    for (std::size_t row = 0; row < form.rows.size(); ++row)
      write_entry(sheet, kFirst + static_cast<int>(row), column, field, form.rows[row][at],
                  {Look::entry});
    if (const auto rule = validation_of(field, form.year, lists))
      sheet.validate(kFirst, column, *rule);
  }
  sheet.height(kHead, 2);
  sheet.fit();
  sheet.freeze(kFirst - 1, 0);
  sheet.protect();
  sheet.print(true, 1, form.body);
  package.save();
}

}  // namespace gongkai
