#include "gongkai/workbook/list_workbook.hpp"

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/workbook/package.hpp"

namespace gongkai {
namespace {

constexpr int kTitle = 0, kNote = 1, kHead = 2;

void write_cell(Sheet& sheet, int row, int column, const Entry& entry, Style style) {
  const auto write = [&](const auto& value) { sheet.write(row, column, value, style); };
  if (const auto* whole = std::get_if<std::int64_t>(&entry))
    write(*whole);
  else if (const auto* date = std::get_if<Date>(&entry))
    write(*date);
  else if (const auto* text = std::get_if<std::string>(&entry))
    write(std::string_view(*text));
  else
    write(std::string_view());
}

}  // namespace

void list_workbook(const std::filesystem::path& path, const List& list) {
  for (const auto& row : list.rows)
    if (row.cells.size() != list.heads.size())
      fail<DataError>("list: a row of {} cells, expected {}", row.cells.size(), list.heads.size());
  Package package(path, {list.title, list.body, list.date});
  Sheet& sheet = package.sheet(list.name);
  const auto last = static_cast<int>(list.heads.size()) - 1;
  sheet.merge({kTitle, 0, kTitle, last}, list.title, {Look::title});
  sheet.merge({kNote, 0, kNote, last}, list.note, {Look::note});
  for (int column = 0; column <= last; ++column)
    sheet.write(kHead, column, list.heads[static_cast<std::size_t>(column)], {Look::head});
  int row = kHead + 1;
  for (const auto& each : list.rows) {
    for (int column = 0; column <= last; ++column)
      write_cell(sheet, row, column, each.cells[static_cast<std::size_t>(column)], {each.look});
    ++row;
  }
  sheet.fit();
  sheet.freeze(kHead + 1, 0);
  sheet.filter({kHead, 0, std::max(row - 1, kHead), last});
  sheet.print(true, kHead + 1, list.body);
  package.save();
}

}  // namespace gongkai
