#include "gongkai/workbook/sheet.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <tuple>

#include "gongkai/base/error.hpp"
#include "gongkai/workbook/held.hpp"
#include "gongkai/workbook/text.hpp"
#include "gongkai/workbook/words.hpp"

namespace gongkai {
namespace {

constexpr double kLinePoints = 14, kMarginPoints = 3, kMostPoints = 409;

lxw_row_t row_of(int row) { return static_cast<lxw_row_t>(row); }
lxw_col_t column_of(int column) { return static_cast<lxw_col_t>(column); }

// A quotation mark in a sheet's name is written twice.
std::string quoted(std::string_view sheet) {
  std::string name;
  for (const char c : sheet) name.append(c == '\'' ? 2 : 1, c);
  return name;
}

void set_look(lxw_format* format, Look look) {
  constexpr lxw_color_t kHead = 0xd9e2f3, kLabel = 0xf2f2f2, kGrey = 0x7f7f7f, kLine = 0x8c8c8c,
                        kNeeded = 0xfce4d6;
  const bool bare = look == Look::title || look == Look::note;
  format_set_font_name(format, look == Look::title  ? "SimHei"
                               : look == Look::code ? "Consolas"
                                                    : "DengXian");
  format_set_font_size(format, look == Look::title ? 16 : 10);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_text_wrap(format);
  if (!bare) {
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, kLine);
  }
  switch (look) {
    case Look::head:
    case Look::total:
    case Look::needed:
      format_set_bold(format);
      format_set_bg_color(format, look == Look::head    ? kHead
                                  : look == Look::total ? kLabel
                                                        : kNeeded);
      break;
    case Look::entry:
      format_set_unlocked(format);
      break;
    case Look::example:
      format_set_unlocked(format);
      format_set_italic(format);
      format_set_font_color(format, kGrey);
      format_set_bg_color(format, kLabel);
      break;
    case Look::hint:
      format_set_font_color(format, 0x1f3864);
      format_set_bg_color(format, 0xddebf7);
      break;
    case Look::label:
      format_set_bg_color(format, kLabel);
      break;
    case Look::note:
    case Look::faint:
      format_set_font_color(format, kGrey);
      break;
    case Look::warning:
      format_set_font_color(format, 0x9c5700);
      format_set_bg_color(format, 0xffeb9c);
      break;
    case Look::fatal:
      format_set_font_color(format, 0x9c0006);
      format_set_bg_color(format, 0xffc7ce);
      break;
    case Look::link:
      format_set_font_color(format, 0x0563c1);
      format_set_underline(format, LXW_UNDERLINE_SINGLE);
      break;
    case Look::body:
    case Look::title:
    case Look::code:
      break;
  }
}

}  // namespace

std::string address(int row, int column) {
  std::string letters;
  for (int rest = column; rest >= 0; rest = rest / 26 - 1)
    letters.insert(letters.begin(), static_cast<char>('A' + rest % 26));
  return fmt::format("{}{}", letters, row + 1);
}

lxw_format* Formats::of(Style style, Align natural, const std::string& number_format) {
  auto& made = made_[{style, natural, number_format}];
  if (made != nullptr) return made;
  made = workbook_add_format(workbook_);
  if (made == nullptr) fail<WorkbookError>("no memory for another format");
  set_look(made, style.look);
  if (!number_format.empty()) format_set_num_format(made, number_format.c_str());
  const Align align = style.align == Align::natural ? natural : style.align;
  format_set_align(made, align == Align::left     ? LXW_ALIGN_LEFT
                         : align == Align::centre ? LXW_ALIGN_CENTER
                                                  : LXW_ALIGN_RIGHT);
  return made;
}

Sheet::Sheet(std::string name, lxw_workbook* workbook, lxw_worksheet* sheet, Formats* formats)
    : name_(std::move(name)), workbook_(workbook), sheet_(sheet), formats_(formats) {}

void Sheet::check(int error, int row, int column) const {
  if (error == LXW_NO_ERROR) return;
  fail<WorkbookError>("sheet '{}' cell {}: {}", name_, address(row, column),
                      lxw_strerror(static_cast<lxw_error>(error)));
}

void Sheet::told(Range range, std::string text) {
  for (int row = range.first_row; row <= range.last_row; ++row)
    for (int column = range.first_column; column <= range.last_column; ++column)
      written_.emplace(row, column);
  if (range.first_row == range.last_row)
    told_.push_back({range.first_row, range.first_column, range.last_column, std::move(text)});
}

void Sheet::put_text(int row, int column, std::string_view text, lxw_format* format) {
  check(worksheet_write_string(sheet_, row_of(row), column_of(column), sheet_text(text).c_str(),
                               format),
        row, column);
}

void Sheet::put(int row, int column, const Value& value, Style style) {
  const Held it = held(value);
  const bool head = style.look == Look::head || style.look == Look::needed;
  // What is typed over a text stays a text: 007, 2023.8.
  const bool open = style.look == Look::entry || style.look == Look::example;
  auto* const format = formats_->of(style, head ? Align::centre : it.align,
                                    it.format != nullptr ? it.format
                                    : open               ? "@"
                                                         : "");
  if (it.format == nullptr)
    put_text(row, column, it.text, format);
  else
    check(worksheet_write_number(sheet_, row_of(row), column_of(column), it.number, format), row,
          column);
}

void Sheet::write(int row, int column, const Value& value, Style style) {
  put(row, column, value, style);
  told({row, column, row, column}, held(value).text);
}

void Sheet::merge(Range range, const Value& value, Style style) {
  const auto [row, column, last_row, last_column] = range;
  if (row != last_row || column != last_column) {
    const Align natural = style.look == Look::head ? Align::centre : Align::left;
    check(worksheet_merge_range(sheet_, row_of(row), column_of(column), row_of(last_row),
                                column_of(last_column), "", formats_->of(style, natural, "")),
          row, column);
  }
  put(row, column, value, style);
  told(range, held(value).text);
}

void Sheet::share(int row, int column, const std::string& formula, std::optional<double> now,
                  int digits, Style style) {
  const Held it = held(Share{now.value_or(0), digits});
  auto* const format = formats_->of(style, Align::right, it.format);
  const std::string none(word("figure", "none"));
  check(now ? worksheet_write_formula_num(sheet_, row_of(row), column_of(column), formula.c_str(),
                                          format, it.number)
            : worksheet_write_formula_str(sheet_, row_of(row), column_of(column), formula.c_str(),
                                          format, none.c_str()),
        row, column);
  told({row, column, row, column}, now ? it.text : none);
}

void Sheet::link(Range range, std::string_view text, std::string_view sheet, int to_row,
                 int to_column) {
  const auto [row, column, last_row, last_column] = range;
  merge(range, text, {Look::link});
  auto* const format = formats_->of({Look::link}, Align::left, "");
  check(worksheet_write_url(
            sheet_, row_of(row), column_of(column),
            fmt::format("internal:'{}'!{}", quoted(sheet), address(to_row, to_column)).c_str(),
            format),
        row, column);
  put_text(row, column, text, format);
}

void Sheet::lead(int row, int column, std::string_view sheet, int to_row, std::string_view tip) {
  constexpr std::size_t kMostTip = 255;  // characters
  std::string text = sheet_text(tip);
  if (lxw_utf8_strlen(text.c_str()) > kMostTip) {
    std::size_t end = 0, left = kMostTip;
    while (left > 1) left -= (static_cast<unsigned char>(text[++end]) & 0xC0) != 0x80 ? 1 : 0;
    text = text.substr(0, end) + "\u2026";
  }
  auto* const format = formats_->of({Look::link}, Align::left, "");
  check(worksheet_write_url_opt(
            sheet_, row_of(row), column_of(column),
            fmt::format("internal:'{}'!{}", quoted(sheet), address(to_row, 0)).c_str(), format,
            nullptr, text.empty() ? nullptr : text.c_str()),
        row, column);
}

void Sheet::width(int column, int characters) { widths_[column] = characters; }
void Sheet::height(int row, int lines) { heights_[row] = lines; }

int Sheet::width_of(int column) const {
  const auto found = widths_.find(column);
  return found == widths_.end() ? 8 : found->second;
}

void Sheet::fit(int least, int most) {
  // Two more than the text: the margins of a cell, and room for the arrow of a filter.
  std::map<int, int> wide;
  for (const Told& each : told_)
    if (each.column == each.last_column && !widths_.contains(each.column)) {
      int& widest = wide.try_emplace(each.column, least).first->second;
      widest = std::max(widest, std::min(most, text_width(each.text) + 2));
    }
  widths_.merge(wide);
  for (const auto& [column, characters] : widths_)
    check(worksheet_set_column(sheet_, column_of(column), column_of(column), characters,
                               format_of(column)),
          0, column);

  // Lines may not break before a mark, so a line holds a little less than the column is wide.
  std::map<int, int> tall;
  for (const Told& each : told_) {
    int width = -1;
    for (int column = each.column; column <= each.last_column; ++column) width += width_of(column);
    int& most_lines = tall.try_emplace(each.row, 1).first->second;
    const int lines = text_lines(each.text, width);
    // Long texts lose more: numbers and Latin words do not break where a line ends.
    most_lines = std::max(most_lines, lines + lines / 4);
  }
  heights_.merge(tall);
  for (const auto& [row, lines] : heights_) {
    const double points = std::min(lines * kLinePoints + kMarginPoints, kMostPoints);
    check(worksheet_set_row(sheet_, row_of(row), points, nullptr), row, 0);
  }
}

void Sheet::freeze(int rows, int columns) {
  worksheet_freeze_panes(sheet_, row_of(rows), column_of(columns));
}

void Sheet::filter(Range range) {
  check(worksheet_autofilter(sheet_, row_of(range.first_row), column_of(range.first_column),
                             row_of(range.last_row), column_of(range.last_column)),
        range.first_row, range.first_column);
}

void Sheet::print(bool landscape, int repeated_rows, std::string_view header) {
  constexpr std::uint8_t kA4 = 9;
  worksheet_set_paper(sheet_, kA4);
  if (landscape) worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_center_horizontally(sheet_);
  worksheet_set_margins(sheet_, 0.5, 0.5, 0.8, 0.7);
  if (repeated_rows > 0) check(worksheet_repeat_rows(sheet_, 0, row_of(repeated_rows - 1)), 0, 0);
  // "&" opens a code in headers.
  std::string above = "&R&9";
  for (const char c : header) above.append(c == '&' ? 2 : 1, c);
  above += fmt::format("  {}", name_);
  check(worksheet_set_header(sheet_, above.c_str()), 0, 0);
  check(worksheet_set_footer(sheet_, fmt::format("&C&9{}", word("page", "footer")).c_str()), 0, 0);
}

void Sheet::print_only(int columns, int end) {
  check(worksheet_print_area(sheet_, 0, 0, row_of(end - 1), column_of(columns - 1)), end, columns);
}

void Sheet::chart(const Chart& chart, int row, int column, int width_pixels, int height_pixels) {
  const bool bar = chart.kind == Chart::Kind::bar;
  auto* const made = workbook_add_chart(workbook_, bar ? LXW_CHART_BAR : LXW_CHART_COLUMN);
  auto* const series = made == nullptr ? nullptr : chart_add_series(made, nullptr, nullptr);
  if (series == nullptr) fail<WorkbookError>("sheet '{}': no memory for a chart", name_);
  const auto set = [&](auto* setter, Range range) {
    setter(series, name_.c_str(), row_of(range.first_row), column_of(range.first_column),
           row_of(range.last_row), column_of(range.last_column));
  };
  set(&chart_series_set_categories, chart.categories);
  set(&chart_series_set_values, chart.values);

  lxw_chart_font small{}, large{};
  small.size = 9;
  large.size = 12;
  lxw_chart_fill fill{};
  fill.color = 0x4472c4;
  chart_series_set_fill(series, &fill);
  chart_series_set_labels(series);
  chart_series_set_labels_num_format(series, chart.number_format.c_str());
  chart_series_set_labels_font(series, &small);
  chart_title_set_name(made, chart.title.c_str());
  chart_title_set_name_font(made, &large);
  chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
  chart_set_series_gap(made, 60);
  auto* const categories = bar ? made->y_axis : made->x_axis;
  auto* const values = bar ? made->x_axis : made->y_axis;
  chart_axis_set_num_font(categories, &small);
  chart_axis_set_min(values, 0);
  if (chart.most > 0) chart_axis_set_max(values, chart.most);
  // Each bar says its number; an axis would say it again.
  chart_axis_off(values);
  chart_axis_major_gridlines_set_visible(values, LXW_FALSE);
  // The first row of the list stands on top.
  if (bar) chart_axis_set_reverse(categories);

  lxw_chart_options options{};
  // A chart is 480 × 288 pixels before it is scaled.
  options.x_scale = width_pixels / 480.0;
  options.y_scale = height_pixels / 288.0;
  check(worksheet_insert_chart_opt(sheet_, row_of(row), column_of(column), made, &options), row,
        column);
}

}  // namespace gongkai
