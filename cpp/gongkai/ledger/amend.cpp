#include "gongkai/ledger/amend.hpp"

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/checks.hpp"
#include "gongkai/ledger/columns.hpp"

namespace gongkai {
namespace {

template <class T>
Lists<T> list_of(std::span<const T> items) {
  return {{0, std::ssize(items)}, {items.begin(), items.end()}};
}

Names name_of(std::string_view text) {
  Names out{{-1}, {}};
  if (!text.empty()) {
    out.codes = {0};
    out.distinct.push_back(text);
  }
  return out;
}

/// The value of one row, as a column of one.
struct Alone {
  std::int64_t row;
  template <class T>
  Storage operator()(const std::vector<T>& values) const {
    return std::vector<T>{values[static_cast<std::size_t>(row)]};
  }
  template <class T>
  Storage operator()(const Lists<T>& lists) const {
    return list_of(lists[row]);
  }
  Storage operator()(const Names& names) const { return name_of(names[row]); }
  Storage operator()(const NameLists& lists) const {
    NameLists out;
    for (const auto code : lists.codes[row]) {
      out.codes.items.push_back(code < 0 ? -1 : static_cast<std::int32_t>(out.distinct.size()));
      if (code >= 0) out.distinct.push_back(lists.distinct[code]);
    }
    out.codes.offsets.push_back(std::ssize(out.codes.items));
    return out;
  }
};

/// The code of a text, added where it is new.
std::int32_t code_of(arrow::Texts& distinct, std::string_view text) {
  const auto size = static_cast<std::int32_t>(distinct.size());
  for (std::int32_t code = 0; code < size; ++code)
    if (distinct[code] == text) return code;
  distinct.push_back(text);
  return size;
}

template <class T>
void put_items(Lists<T>& lists, std::int64_t row, const std::vector<T>& items) {
  const auto at = static_cast<std::size_t>(row);
  const auto begin = lists.items.begin() + lists.offsets[at],
             end = lists.items.begin() + lists.offsets[at + 1];
  const auto more = std::ssize(items) - (end - begin);
  lists.items.insert(lists.items.erase(begin, end), items.begin(), items.end());
  for (auto next = at + 1; next < lists.offsets.size(); ++next) lists.offsets[next] += more;
}

/// Puts the value of a column of one into a row of a column of the same kind.
struct Put {
  std::int64_t row;
  const Storage& one;
  template <class T>
  void operator()(std::vector<T>& values) const {
    values[static_cast<std::size_t>(row)] = std::get<std::vector<T>>(one)[0];
  }
  template <class T>
  void operator()(Lists<T>& lists) const {
    put_items(lists, row, std::get<Lists<T>>(one).items);
  }
  void operator()(Names& names) const {
    const auto text = std::get<Names>(one)[0];
    names.codes[static_cast<std::size_t>(row)] = text.empty() ? -1 : code_of(names.distinct, text);
  }
  void operator()(NameLists& lists) const {
    const auto& from = std::get<NameLists>(one);
    std::vector<std::int32_t> codes;
    for (const auto code : from.codes.items)
      codes.push_back(code < 0 ? -1 : code_of(lists.distinct, from.distinct[code]));
    put_items(lists.codes, row, codes);
  }
};

void put_remark(Remarks& remarks, std::int64_t row, std::string_view text) {
  auto at =
      std::ranges::lower_bound(remarks.codes, row, {}, [](const auto& each) { return each.first; });
  if (at != remarks.codes.end() && at->first == row) at = remarks.codes.erase(at);
  if (!text.empty()) remarks.codes.insert(at, {row, code_of(remarks.distinct, text)});
}

void put_mark(std::vector<std::int64_t>& rows, std::int64_t row, bool marked) {
  const auto at = std::ranges::lower_bound(rows, row);
  const bool stands = at != rows.end() && *at == row;
  if (stands && !marked) rows.erase(at);
  if (!stands && marked) rows.insert(at, row);
}

void put(Stored& column, std::int64_t row, const Stored& one) {
  std::visit(Put{row, one.values}, column.values);
  put_remark(column.details, row, one.details[0]);
  put_mark(column.unread, row, !one.unread.empty());
  if (!column.printed.codes.empty() && !one.printed.codes.empty())
    Put{row, Storage(one.printed)}(column.printed);
}

Stored alone(const Stored& column, std::int64_t row) {
  Stored out{column.header, std::visit(Alone{row}, column.values), {}, {}, {}};
  put_remark(out.details, 0, column.details[row]);
  if (!column.printed.codes.empty()) out.printed = name_of(column.printed[row]);
  put_mark(out.unread, 0, std::ranges::binary_search(column.unread, row));
  return out;
}

}  // namespace

Ledger only(const Ledger& ledger, std::int64_t row) {
  const auto& of = *ledger.columns_;
  auto columns = std::make_shared<Columns>();
  columns->schema = of.schema;
  columns->source = of.source;
  columns->parts = of.parts;
  columns->rows = 1;
  columns->first_origin = of.origin_of(row);
  for (const auto& field : of.schema.fields) {
    const Stored* stored = ledger.stored(field.id);
    if (stored == nullptr)
      columns->fields.emplace_back();
    else
      columns->fields.emplace_back(alone(*stored, row));
  }
  columns->blanks = blanks_of(*columns);
  Faults none;
  index_keys(*columns, none);
  return Ledger(std::move(columns));
}

Checked<Ledger> amend(const Ledger& ledger, std::int64_t row, const CellTexts& values,
                      const Terms& terms) {
  const Schema& schema = ledger.schema();
  if (row < 0 || row >= ledger.size())
    fail<DataError>("{}: row {} of {}", schema.id, row + 1, ledger.size());
  auto raw = to_table(only(ledger, row));
  for (const auto& [id, text] : values) {
    schema.field(id);
    if (std::ranges::find(schema.key, id) != schema.key.end())
      fail<DataError>("{}: '{}' names the row, it cannot be amended", schema.id, id);
    // Alone, 1 may be all of it or one in a hundred; the column that would tell is not read again.
    const bool share = schema.field(id).type == Type::share;
    if (share && text.find_first_of("0123456789") == 0 && text.find('%') == std::string::npos)
      fail<DataError>("{}: '{}' is '{}', expected a percentage such as 80%", schema.id, id, text);
    auto column = std::ranges::find(raw.columns, id, &arrow::Column::name);
    if (column == raw.columns.end()) column = raw.columns.insert(column, {id, {}, {}});
    arrow::Texts texts;
    texts.push_back(text);
    column->values = std::move(texts);
    column->valid = {static_cast<std::uint8_t>(!text.empty())};
  }
  auto source = ledger.source();
  if (const auto where = ledger.where(row); !where.text("sheet").empty())
    source.sheet = where.text("sheet");
  const std::int64_t origin = ledger.origin(row);
  auto read = read_ledger(schema, raw, terms, source, {&origin, 1});
  if (read.value.size() != 1)
    fail<DataError>("{}: row {} would be no row of the ledger any more", schema.id, origin);

  auto out = ledger;
  for (const auto& [id, text] : values) {
    const auto place = static_cast<std::size_t>(schema.index(id));
    const Stored* before = ledger.stored(id);
    auto column = before != nullptr ? *before
                                    : Stored{std::string(schema.fields[place].header),
                                             blank_storage(schema.fields[place], ledger.size()),
                                             {},
                                             {},
                                             {}};
    put(column, row, *read.value.stored(id));
    out.amended_[place] = std::make_shared<const Stored>(std::move(column));
  }
  // What is said of whole columns was said when the file was read, and so was what is wrong with
  // cells that stay as they are: their words are not known here.
  std::erase_if(read.findings, [&](const Finding& each) {
    const auto column = each.where.text("column");
    return !each.where.number("row") ||
           (!column.empty() && !values.contains(column) && ledger.is_unread(row, column));
  });
  for (auto& each : read.findings)
    if (const auto column = each.where.text("column"); !column.empty())
      each.where = ledger.where(row, column);
  return {std::move(out), std::move(read.findings)};
}

}  // namespace gongkai
