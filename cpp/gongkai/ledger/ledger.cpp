#include "gongkai/ledger/ledger.hpp"

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/columns.hpp"

namespace gongkai {
namespace {

// The values of a column, or blanks where the file had it not.
template <class Kind>
const Kind& values(const Columns& columns, std::string_view column) {
  const Field& field = columns.schema.field(column);
  const Stored* stored = columns.stored(column);
  const Storage& storage = stored != nullptr ? stored->values : columns.blanks[storage_kind(field)];
  const Kind* found = std::get_if<Kind>(&storage);
  if (found == nullptr)
    fail<DataError>("ledger {}: column '{}' is of another type than asked for", columns.schema.id,
                    column);
  return *found;
}

}  // namespace

const Schema& Ledger::schema() const { return columns_->schema; }
const Source& Ledger::source() const { return columns_->source; }
std::int64_t Ledger::size() const { return columns_->rows; }
std::vector<std::pair<std::string, std::string>> Ledger::found() const {
  std::vector<std::pair<std::string, std::string>> columns;
  for (std::size_t at = 0; at < columns_->fields.size(); ++at)
    if (const auto& stored = columns_->fields[at])
      columns.emplace_back(columns_->schema.fields[at].id, stored->header);
  return columns;
}
bool Ledger::has(std::string_view column) const { return columns_->stored(column) != nullptr; }

std::span<const Date> Ledger::dates(std::string_view column) const {
  return values<std::vector<Date>>(*columns_, column);
}
std::span<const std::uint8_t> Ledger::choices(std::string_view column) const {
  return values<std::vector<std::uint8_t>>(*columns_, column);
}
std::span<const std::int64_t> Ledger::numbers(std::string_view column) const {
  return values<std::vector<std::int64_t>>(*columns_, column);
}
const Names& Ledger::names(std::string_view column) const {
  return values<Names>(*columns_, column);
}
const Lists<Date>& Ledger::date_lists(std::string_view column) const {
  return values<Lists<Date>>(*columns_, column);
}
const Lists<std::uint8_t>& Ledger::choice_lists(std::string_view column) const {
  return values<Lists<std::uint8_t>>(*columns_, column);
}
const NameLists& Ledger::name_lists(std::string_view column) const {
  return values<NameLists>(*columns_, column);
}

bool Ledger::is_unread(std::int64_t row, std::string_view column) const {
  const Stored* stored = columns_->stored(column);
  return stored != nullptr && std::ranges::binary_search(stored->unread, row);
}

std::string_view Ledger::detail(std::int64_t row, std::string_view column) const {
  const Stored* stored = columns_->stored(column);
  return stored == nullptr ? std::string_view{} : stored->details[row];
}

std::string_view Ledger::printed(std::int64_t row, std::string_view column) const {
  const Stored* stored = columns_->stored(column);
  if (stored == nullptr || stored->printed.codes.empty()) return {};
  return stored->printed[row];
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
