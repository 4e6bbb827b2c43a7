// Where a workbook shows the rows behind a figure: a sheet, and what its filters have to choose.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/books.hpp"
#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// The cells of one measure in words: the heads of its columns, and of each cell a word a column.
struct CellWords {
  std::string measure;
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> cells;
};

class Evidence {
 public:
  /// A measure without words is shown by its cells' ids alone. Throws DataError where the words do
  /// not fit its cells: "measure reply has 62 cells, found words of 3".
  Evidence(const Books& books, std::vector<CellWords> words);

  /// The ledgers that are there and are counted row by row, in the order of their measures; then
  /// publications, whose numbers table 二 adds up.
  std::vector<std::string_view> ledgers() const;
  std::vector<const Measure*> measures_of(std::string_view ledger) const;
  /// The columns of a measure in words, without that of ids; none where it has no words.
  std::span<const std::string> heads(const Measure& measure) const;
  std::span<const std::string> words(const Measure& measure, Cell cell) const;

  /// The sheet that shows the rows of a place; "" where none does.
  std::string sheet(std::string_view place) const;
  /// What its filters choose:
  /// "【表三·办理结果】选【予以公开】【部分公开】；【申请人类型】选【自然人】"; "" where it has no
  /// sheet, or where all of its rows cannot be told by filters.
  std::string filters(std::string_view place) const;
  /// The same of places that are added up and taken off, with the name of each sheet.
  std::string filters(std::span<const std::string> places) const;

 private:
  std::string conditions(const Measure& measure, CellSet cells) const;
  std::string added_up(const Place& place) const;

  const Books* books_;
  std::map<std::string, CellWords, std::less<>> words_;
};

/// "依申请公开依据", the sheet of a ledger's rows.
std::string evidence_name(std::string_view ledger);
/// "标识（reply）", the head of the column of a measure's cell ids.
std::string id_head(const Measure& measure);

}  // namespace gongkai
