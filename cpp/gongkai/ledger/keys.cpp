// Keys: what names a row names no other.
#include <fmt/format.h>

#include "gongkai/ledger/checks.hpp"

namespace gongkai {
namespace {

// Texts of the key's columns joined by "/", blank ones left out.
void join(Columns& columns, const std::vector<std::size_t>& places) {
  columns.joined_keys.codes.resize(static_cast<std::size_t>(columns.rows));
  std::string key;
  for (std::int64_t row = 0; row < columns.rows; ++row) {
    key.clear();
    for (const std::size_t place : places) {
      const std::string_view part = std::get<Names>(columns.fields[place]->values)[row];
      if (!key.empty() && !part.empty()) key += '/';
      key += part;
    }
    columns.joined_keys.codes[static_cast<std::size_t>(row)] =
        key.empty() ? -1 : columns.key_index.add(key, columns.joined_keys.distinct);
  }
}

}  // namespace

void index_keys(Columns& columns, Faults& faults) {
  const auto places = columns.key_fields();
  if (places.empty()) return;
  if (places.size() > 1) join(columns, places);
  const Names& keys = *columns.keys();

  std::int64_t row = 0;
  while (row < columns.rows && keys.codes[static_cast<std::size_t>(row)] == row) ++row;
  if (row == columns.rows) return;

  // Codes are given in the order of the rows, so the first row of a code is the one that meets it
  // first.
  std::vector<std::int64_t>& first = columns.key_first;
  for (std::int64_t i = 0; i < row; ++i) first.push_back(i);
  for (; row < columns.rows; ++row) {
    const std::int32_t code = keys.codes[static_cast<std::size_t>(row)];
    if (code < 0) continue;
    if (code == static_cast<std::int64_t>(first.size())) {
      first.push_back(row);
      continue;
    }
    const std::int64_t before = columns.origin_of(first[static_cast<std::size_t>(code)]);
    const std::int64_t here = columns.origin_of(row);
    faults.add(here, static_cast<int>(places.back()), {"ledger.key", "twice", true}, keys[row],
               fmt::format("与{}不同的编号", columns.row_words(before, here)));
  }
}

}  // namespace gongkai
