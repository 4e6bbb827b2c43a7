#include "gongkai/workbook/marked_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gongkai/base/error.hpp"
#include "gongkai/base/gather.hpp"
#include "gongkai/base/rule.hpp"
#include "gongkai/ledger/cells.hpp"
#include "gongkai/workbook/package.hpp"
#include "gongkai/workbook/words.hpp"

namespace gongkai {
namespace {

constexpr int kNotes = 3'000;              // more of them, and a workbook opens for minutes
constexpr std::int64_t kRows = 1'048'575;  // that a sheet holds, and one for a header
constexpr int kSampled = 200;              // rows that widths and heights are taken from
constexpr int kRemarks = 60;               // width of the remarks

struct Content {
  const std::string& file;
  std::span<const FoundSheet> sheets;
  std::span<const Finding* const> findings;
  std::span<const Spot> spots;
};

template <class... Args>
std::string worded(std::string_view id, Args&&... args) {
  return fmt::format(fmt::runtime(word("marked", id)), std::forward<Args>(args)...);
}

Look look_of(Severity severity) {
  return severity == Severity::fatal     ? Look::fatal
         : severity == Severity::serious ? Look::warning
                                         : Look::hint;
}

// A name that no sheet of the file has.
std::string free_name(std::string name, std::span<const FoundSheet> sheets) {
  while (std::ranges::any_of(sheets, [&](const FoundSheet& each) { return each.name == name; }))
    name += "_";
  return name;
}

// A place without the file, which all of them have; the file where nothing else is said.
std::string within(std::string_view place, std::string_view file) {
  if (place.starts_with(file)) place.remove_prefix(file.size());
  if (place.starts_with(' ')) place.remove_prefix(1);
  return std::string(place.empty() ? file : place);
}

int list_notes(Sheet& sheet, const Content& content) {
  constexpr int kColumns = 5;
  int row = 0;
  const auto line = [&](const std::string& text, Look look) {
    sheet.merge({row, 0, row, kColumns - 1}, text, {look});
    ++row;
  };
  line(worded("title", content.file), Look::title);
  sheet.height(0, 2);
  line(worded("note"), Look::note);
  const auto marked = std::ranges::count_if(
      content.spots, [](const Spot& spot) { return spot.sheet >= 0 && spot.row >= 0; });
  if (marked > kNotes) line(worded("notes", kNotes), Look::note);
  for (const auto& each : content.sheets) {
    if (each.named) line(worded("shifted", each.name), Look::note);
    if (each.cells->rows > kRows) line(worded("cut", each.name, kRows), Look::note);
  }
  return row;
}

void list_findings(Sheet& sheet, const Content& content) {
  int row = list_notes(sheet, content), column = 0;
  for (const auto* id : {"severity", "rule", "place", "count", "message"})
    sheet.write(row, column++, word("marked", id), {Look::head});
  const int head = row++;
  sheet.freeze(row, 0);
  for (const Gathered& group : gather(content.findings)) {
    const Finding& first = *content.findings[group.members.front()];
    const Spot spot = content.spots[group.members.front()];
    sheet.write(row, 0, word("severity", severity_id(first.severity)),
                {look_of(first.severity), Align::centre});
    sheet.write(row, 1, first.rule, {Look::code});
    const bool single = group.members.size() == 1;
    const auto place = within(single ? place_words(first.where) : group.place, content.file);
    if (spot.sheet >= 0) {
      const auto& found = content.sheets[static_cast<std::size_t>(spot.sheet)];
      const auto to = std::clamp<std::int64_t>(spot.row, 0, kRows - 1) + (found.named ? 1 : 0);
      sheet.link({row, 2, row, 2}, place, found.name, static_cast<int>(to),
                 std::max(spot.column, 0));
    } else {
      sheet.write(row, 2, place);
    }
    sheet.write(row, 3, group.count);
    sheet.write(
        row, 4,
        single ? std::string(words_of(first)) : fmt::format("{}", fmt::join(group.lines, "\n")));
    ++row;
  }
  sheet.width(1, 18);
  sheet.width(2, 44);
  sheet.width(4, 80);
  sheet.fit();
  if (row > head + 1) sheet.filter({head, 0, row - 1, 4});
  sheet.print(true, head + 1, content.file);
}

// The findings of one sheet by row and column; a row's own at its first filled cell.
using Marks = std::map<std::pair<std::int64_t, int>, std::vector<const Finding*>>;

int first_filled(const arrow::Table& cells, std::int64_t row) {
  for (std::size_t at = 0; at < cells.columns.size(); ++at)
    if (!cells.columns[at].is_null(row)) return static_cast<int>(at);
  return 0;
}

Marks marks_of(const Content& content, int sheet) {
  Marks marks;
  const arrow::Table& cells = *content.sheets[static_cast<std::size_t>(sheet)].cells;
  for (std::size_t at = 0; at < content.spots.size(); ++at) {
    const Spot& spot = content.spots[at];
    if (spot.sheet != sheet || spot.row < 0 || spot.row >= cells.rows) continue;
    const int column = spot.column < 0 ? first_filled(cells, spot.row) : spot.column;
    marks[{spot.row, column}].push_back(content.findings[at]);
  }
  return marks;
}

std::string said(std::span<const Finding* const> findings) {
  std::string text;
  for (const Finding* finding : findings)
    text.append(text.empty() ? "" : "\n").append(words_of(*finding));
  return text;
}

Style style_of(std::span<const Finding* const> findings) {
  return {look_of((*std::ranges::min_element(findings, {}, &Finding::severity))->severity)};
}

class Copy {
 public:
  Copy(Sheet& sheet, const std::string& file, const FoundSheet& found, const Marks& marks,
       int& notes)
      : sheet_(sheet),
        file_(file),
        found_(found),
        marks_(marks),
        notes_(notes),
        shift_(found.named ? 1 : 0) {}

  void write() {
    const auto& columns = found_.cells->columns;
    const auto width = static_cast<int>(columns.size());
    if (found_.named)
      for (int column = 0; column < width; ++column)
        sheet_.write(0, column, columns[static_cast<std::size_t>(column)].name, {Look::head});
    const int head = found_.named ? 0 : std::max(found_.head, 0);
    const auto rows = std::min(found_.cells->rows, kRows);
    for (std::int64_t row = 0; row < rows; ++row) write_row(row, width);
    if (!marks_.empty()) {
      // A cell of its own row may stand there already.
      const bool free = found_.named || found_.head >= 0;
      if (free) sheet_.write(head, width, word("marked", "remarks"), {Look::head});
      sheet_.width(width, kRemarks);
    }
    sheet_.fit(8, 40);
    sheet_.freeze(head + 1, 0);
    sheet_.print(true, head + 1, file_);
  }

 private:
  void write_row(std::int64_t row, int width) {
    const int at = static_cast<int>(row) + shift_;
    std::string buffer, remarks;
    for (int column = 0; column < width; ++column) {
      const arrow::Column& cells = found_.cells->columns[static_cast<std::size_t>(column)];
      const auto mark = marks_.find({row, column});
      const bool blank = cells.is_null(row);
      if (blank && mark == marks_.end()) continue;
      const auto text = blank ? std::string_view{} : cell_text(cells, row, buffer);
      if (mark != marks_.end()) {
        const auto words = said(mark->second);
        put(at, column, text, style_of(mark->second));
        if (++notes_ <= kNotes) sheet_.note(at, column, words);
        remarks.append(remarks.empty() ? "" : "\n").append(words);
      } else {
        put(at, column, text, {row == found_.head ? Look::head : Look::entry});
      }
    }
    if (!remarks.empty() && row != found_.head) put(at, width, remarks, {Look::body});
  }

  // Widths and heights are taken from the first rows; the others find their own when opened.
  void put(int row, int column, std::string_view text, Style style) {
    if (row < kSampled)
      sheet_.write(row, column, text, style);
    else
      sheet_.fill(row, column, text, style);
  }

  Sheet& sheet_;
  const std::string& file_;
  const FoundSheet& found_;
  const Marks& marks_;
  int& notes_;
  int shift_;
};

}  // namespace

void marked_workbook(const std::filesystem::path& path, const std::string& file, Date date,
                     std::span<const FoundSheet> sheets, std::span<const Finding* const> findings,
                     std::span<const Spot> spots) {
  if (spots.size() != findings.size())
    fail<DataError>("{}: {} places for {} findings", file, spots.size(), findings.size());
  const Content content{file, sheets, findings, spots};
  Package package(path, {worded("title", file), "", date});
  list_findings(package.sheet(free_name(std::string(word("marked", "sheet")), sheets)), content);
  int notes = 0;
  for (std::size_t at = 0; at < sheets.size(); ++at) {
    const Marks marks = marks_of(content, static_cast<int>(at));
    Copy(package.sheet(sheets[at].name), file, sheets[at], marks, notes).write();
  }
  package.save();
}

}  // namespace gongkai
