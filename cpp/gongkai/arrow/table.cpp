#include "gongkai/arrow/table.hpp"

#include <algorithm>

namespace gongkai::arrow {

const Column* Table::find(std::string_view name) const {
  const auto at = std::ranges::find(columns, name, &Column::name);
  return at == columns.end() ? nullptr : &*at;
}

}  // namespace gongkai::arrow
