#include "gongkai/ledger/ledger.hpp"

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/columns.hpp"

namespace gongkai {

const Stored* Ledger::stored(std::string_view column) const {
  if (!amended_.empty())
    if (const int place = columns_->schema.index(column); place >= 0) {
      const auto found = amended_.find(static_cast<std::size_t>(place));
      if (found != amended_.end()) return found->second.get();
    }
  return columns_->stored(column);
}

// The values of a column, or blanks where the file had it not.
template <class Kind>
const Kind& Ledger::values(std::string_view column) const {
  const Field& field = columns_->schema.field(column);
  const Stored* kept = stored(column);
  const Storage& storage = kept != nullptr ? kept->values : columns_->blanks[storage_kind(field)];
  const Kind* found = std::get_if<Kind>(&storage);
  if (found == nullptr)
    fail<DataError>("ledger {}: column '{}' is of another type than asked for", columns_->schema.id,
                    column);
  return *found;
}

const Schema& Ledger::schema() const { return columns_->schema; }
const Source& Ledger::source() const { return columns_->source; }
std::int64_t Ledger::size() const { return columns_->rows; }
std::vector<std::pair<std::string, std::string>> Ledger::found() const {
  std::vector<std::pair<std::string, std::string>> columns;
  for (const Field& field : columns_->schema.fields)
    if (const Stored* column = stored(field.id)) columns.emplace_back(field.id, column->header);
  return columns;
}
bool Ledger::has(std::string_view column) const { return stored(column) != nullptr; }

std::span<const Date> Ledger::dates(std::string_view column) const {
  return values<std::vector<Date>>(column);
}
std::span<const std::uint8_t> Ledger::choices(std::string_view column) const {
  return values<std::vector<std::uint8_t>>(column);
}
std::span<const std::int64_t> Ledger::numbers(std::string_view column) const {
  return values<std::vector<std::int64_t>>(column);
}
const Names& Ledger::names(std::string_view column) const { return values<Names>(column); }
const Lists<Date>& Ledger::date_lists(std::string_view column) const {
  return values<Lists<Date>>(column);
}
const Lists<std::uint8_t>& Ledger::choice_lists(std::string_view column) const {
  return values<Lists<std::uint8_t>>(column);
}
const NameLists& Ledger::name_lists(std::string_view column) const {
  return values<NameLists>(column);
}

bool Ledger::is_unread(std::int64_t row, std::string_view column) const {
  const Stored* kept = stored(column);
  return kept != nullptr && std::ranges::binary_search(kept->unread, row);
}

std::string_view Ledger::detail(std::int64_t row, std::string_view column) const {
  const Stored* kept = stored(column);
  return kept == nullptr ? std::string_view{} : kept->details[row];
}

std::string_view Ledger::printed(std::int64_t row, std::string_view column) const {
  const Stored* kept = stored(column);
  if (kept == nullptr || kept->printed.codes.empty()) return {};
  return kept->printed[row];
}

std::string Ledger::key(std::int64_t row) const {
  const Names* keys = columns_->keys();
  const std::string_view key = keys == nullptr ? std::string_view{} : (*keys)[row];
  return key.empty() ? columns_->row_words(columns_->origin_of(row), 0) : std::string(key);
}

std::int64_t Ledger::find(std::string_view key) const {
  const Names* keys = columns_->keys();
  if (keys == nullptr) return -1;
  const std::int32_t code = columns_->key_index.find(key, keys->distinct);
  if (code < 0 || columns_->key_first.empty()) return code;
  return columns_->key_first[static_cast<std::size_t>(code)];
}

std::int64_t Ledger::origin(std::int64_t row) const { return row_of(columns_->origin_of(row)); }

Where Ledger::where(std::int64_t row, std::string_view column) const {
  if (!column.empty()) columns_->schema.field(column);
  return columns_->where(columns_->origin_of(row),
                         column.empty() ? -1 : columns_->schema.index(column));
}

Where Ledger::where(std::string_view column) const {
  columns_->schema.field(column);
  return columns_->where(kWholeLedger, columns_->schema.index(column));
}

}  // namespace gongkai
