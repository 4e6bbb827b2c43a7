#include "gongkai/ledger/columns.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gongkai {

std::string_view Remarks::operator[](std::int64_t row) const {
  const auto at = std::ranges::lower_bound(codes, row, {}, &decltype(codes)::value_type::first);
  return at == codes.end() || at->first != row ? std::string_view{} : distinct[at->second];
}

Storage blank_storage(const Field& field, std::int64_t rows) {
  const auto size = static_cast<std::size_t>(rows);
  const auto blank_list = [&](auto list) {
    list.offsets.assign(size + 1, 0);
    return list;
  };
  switch (field.type) {
    case Type::name:
      if (field.several) return NameLists{blank_list(Lists<std::int32_t>{}), {}};
      return Names{std::vector<std::int32_t>(size, -1), {}};
    case Type::date:
    case Type::deadline:
      if (field.several) return blank_list(Lists<Date>{});
      return std::vector<Date>(size, kNever);
    case Type::choice:
    case Type::truth:
      if (field.several) return blank_list(Lists<std::uint8_t>{});
      return std::vector<std::uint8_t>(size, 0);
    case Type::count:
    case Type::amount:
    case Type::share:
    case Type::decimal:
      break;
  }
  return std::vector<std::int64_t>(size, kBlank);
}

std::size_t storage_kind(const Field& field) { return blank_storage(field, 0).index(); }

std::vector<Storage> blanks_of(const Columns& columns) {
  std::vector<Storage> blanks(std::variant_size_v<Storage>);
  std::vector<bool> made(blanks.size(), false);
  for (std::size_t at = 0; at < columns.fields.size(); ++at) {
    const Field& field = columns.schema.fields[at];
    const std::size_t kind = storage_kind(field);
    if (columns.fields[at] || made[kind]) continue;
    blanks[kind] = blank_storage(field, columns.rows);
    made[kind] = true;
  }
  return blanks;
}

const Stored* Columns::stored(std::string_view column) const {
  const int at = schema.index(column);
  if (at < 0) return nullptr;
  const auto& field = fields[static_cast<std::size_t>(at)];
  return field ? &*field : nullptr;
}

std::vector<std::size_t> Columns::key_fields() const {
  std::vector<std::size_t> places;
  for (const std::string_view column : schema.key)
    if (stored(column) != nullptr) places.push_back(static_cast<std::size_t>(schema.index(column)));
  return places;
}

const Names* Columns::keys() const {
  const auto places = key_fields();
  if (places.empty()) return nullptr;
  return places.size() == 1 ? &std::get<Names>(fields[places[0]]->values) : &joined_keys;
}

std::string Columns::row_words(std::int64_t place, std::int64_t from) const {
  const std::string& sheet = parts[part_of(place)].sheet;
  return sheet == parts[part_of(from)].sheet ? fmt::format("第 {} 行", row_of(place))
                                             : fmt::format("《{}》第 {} 行", sheet, row_of(place));
}

std::string_view Columns::as_shown(std::int64_t place, int field, std::string_view text) const {
  const auto found = shown.find({place, field});
  return found == shown.end() ? text : std::string_view(found->second);
}

Where Columns::where(std::int64_t place, int field) const {
  Where where{{"file", source.file}};
  const auto at = static_cast<std::size_t>(field);
  const auto heads = [&](const PartHeaders& part) {
    return field >= 0 && at < part.headers.size() && !part.headers[at].empty();
  };
  const PartHeaders* part = &parts.front();
  if (place != kWholeLedger) {
    part = &parts[part_of(place)];
  } else if (const auto found = std::ranges::find_if(parts, heads); found != parts.end()) {
    part = &*found;
  }
  if (!part->sheet.empty()) where.set("sheet", part->sheet);
  if (place != kWholeLedger && row_of(place) > 0) where.set("row", row_of(place));
  if (field < 0) return where;
  where.set("column", std::string(schema.fields[at].id));
  if (heads(*part))
    where.set("header", part->headers[at]);
  else
    where.set("column_label", std::string(schema.fields[at].header));
  return where;
}

}  // namespace gongkai
