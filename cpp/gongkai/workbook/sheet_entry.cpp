// Cells of a sheet that people fill in or mend: notes, lists to choose from, what stays closed.
#include <xlsxwriter.h>

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/workbook/sheet.hpp"
#include "gongkai/workbook/text.hpp"
#include "gongkai/workbook/words.hpp"

namespace gongkai {
namespace {

constexpr std::size_t kMostNote = 8'000;  // bytes; a note that is longer is not read

// A note holds no control characters but line breaks.
std::string note_text(std::string_view text) {
  std::string out = sheet_text(text);
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
  if (out.size() <= kMostNote) return out;
  std::size_t end = kMostNote;
  while ((static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

lxw_datetime moment(Date date) {
  const auto day = parts(date);
  return {static_cast<int>(day.year()),
          static_cast<int>(unsigned{day.month()}),
          static_cast<int>(unsigned{day.day()}),
          0,
          0,
          0};
}

}  // namespace

void Sheet::fill(int row, int column, const Value& value, Style style) {
  if (const auto* text = std::get_if<std::string_view>(&value))
    put_text(row, column, *text, formats_->of(style, Align::left, "@"));
  else
    put(row, column, value, style);
  ++filled_;
}

void Sheet::note(int row, int column, std::string_view text) {
  constexpr int kCharacters = 36, kCharacterPixels = 7, kLinePixels = 17, kMarginPixels = 14;
  constexpr int kMostLines = 20;
  const std::string said = note_text(text);
  const int lines = std::min(text_lines(said, kCharacters), kMostLines);
  std::string author = "gongkai", font = "DengXian";
  lxw_comment_options options{};
  options.author = author.data();
  options.font_name = font.data();
  options.font_size = 9;
  options.width = kCharacters * kCharacterPixels + kMarginPixels;
  options.height = static_cast<std::uint16_t>((lines + 1) * kLinePixels + kMarginPixels);
  check(worksheet_write_comment_opt(sheet_, static_cast<lxw_row_t>(row),
                                    static_cast<lxw_col_t>(column), said.c_str(), &options),
        row, column);
}

void Sheet::entry(int column, const std::string& number_format) {
  entries_[column] = number_format;
}

lxw_format* Sheet::format_of(int column) const {
  const auto found = entries_.find(column);
  return found == entries_.end() ? nullptr
                                 : formats_->of({Look::entry}, Align::left, found->second);
}

void Sheet::validate(int first_row, int column, const Validation& validation) {
  constexpr lxw_row_t kLastRow = 1'048'575;
  std::string title{word("entry", "title")}, refusal = validation.refusal;
  std::string source = validation.source;
  auto choices = validation.choices;
  std::vector<char*> list;
  for (auto& choice : choices) list.push_back(choice.data());
  list.push_back(nullptr);

  lxw_data_validation made{};
  made.error_type =
      validation.strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING;
  made.error_title = title.data();
  made.error_message = refusal.data();
  switch (validation.kind) {
    case Validation::Kind::list:
      made.validate = source.empty() ? LXW_VALIDATION_TYPE_LIST : LXW_VALIDATION_TYPE_LIST_FORMULA;
      made.value_list = list.data();
      made.value_formula = source.data();
      break;
    case Validation::Kind::date:
      made.validate = LXW_VALIDATION_TYPE_DATE;
      made.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      made.minimum_datetime = moment(validation.first);
      made.maximum_datetime = moment(validation.last);
      break;
    case Validation::Kind::whole:
    case Validation::Kind::decimal:
      made.validate = validation.kind == Validation::Kind::whole ? LXW_VALIDATION_TYPE_INTEGER
                                                                 : LXW_VALIDATION_TYPE_DECIMAL;
      made.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
      break;
  }
  check(worksheet_data_validation_range(sheet_, static_cast<lxw_row_t>(first_row),
                                        static_cast<lxw_col_t>(column), kLastRow,
                                        static_cast<lxw_col_t>(column), &made),
        first_row, column);
}

void Sheet::protect() {
  lxw_protection open{};
  open.format_cells = open.format_columns = open.format_rows = LXW_TRUE;
  open.insert_rows = open.delete_rows = open.insert_hyperlinks = LXW_TRUE;
  open.sort = open.autofilter = LXW_TRUE;
  worksheet_protect(sheet_, nullptr, &open);
}

void Sheet::hide() { worksheet_hide(sheet_); }

}  // namespace gongkai
