// Columns of names and free words.
#include <algorithm>
#include <array>

#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/typing.hpp"

namespace gongkai {
namespace {

constexpr std::array<std::string_view, 3> kSpaces = {" ", "\u00A0", "\u3000"};

// Recipients are people by their code points, never trimmed.
bool is_verbatim(const Typing& typing) {
  return typing.columns.schema.id == "pushes" && typing.field().id == "recipient";
}

// Columns whose texts name a unit.
bool names_units(const Field& field) {
  constexpr std::array<std::string_view, 4> kColumns = {"unit", "parent", "successor", "leads"};
  return std::ranges::find(kColumns, field.id) != kColumns.end();
}

// Columns in which a text seldom stands twice.
bool names_rows(const Typing& typing) {
  return std::ranges::find(typing.columns.schema.key, typing.field().id) !=
         typing.columns.schema.key.end();
}

bool is_word(char c) { return static_cast<unsigned char>(c) < 0x80 && c != ' '; }

// A unit's name without the spaces that crept in; those between two Latin words stay.
std::string_view without_spaces(std::string_view name, std::string& buffer) {
  const auto space_at = [&](std::size_t at) -> std::size_t {
    for (const std::string_view space : kSpaces)
      if (name.substr(at).starts_with(space)) return space.size();
    return 0;
  };
  std::size_t first = 0;
  while (first < name.size() && space_at(first) == 0) ++first;
  if (first == name.size()) return name;
  buffer.assign(name.substr(0, first));
  for (std::size_t at = first; at < name.size();) {
    const std::size_t space = space_at(at);
    if (space == 0) {
      buffer += name[at++];
    } else {
      const std::size_t next = at + space;
      if (!buffer.empty() && is_word(buffer.back()) && next < name.size() && is_word(name[next]))
        buffer += ' ';
      at = next;
    }
  }
  return buffer;
}

// Words for "nothing" are short and have no figure in them.
bool may_be_blank(std::string_view text) {
  constexpr std::size_t kLongest = 12;
  return text.size() <= kLongest &&
         std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void type_names(const Typing& typing, Stored& stored, Index& index) {
  Names names;
  names.codes.resize(static_cast<std::size_t>(typing.pick.size));
  const bool verbatim = is_verbatim(typing);
  const auto put = [&](std::int64_t row, std::string_view, std::int32_t code) {
    names.codes[static_cast<std::size_t>(row)] = code;
  };
  const auto code_of = [&](std::string_view text) -> std::int32_t {
    if (!verbatim) text = trim(text);
    if (text.empty()) return -1;
    if (!verbatim && may_be_blank(text) && typing.terms.is_blank(text)) return -1;
    return index.add(text, names.distinct);
  };
  if (names_units(typing.field())) {
    // Few units stand in many rows: their spaces are looked for once.
    Memo<std::int32_t> memo;
    std::string buffer;
    each_cell(
        typing.raw, typing.pick,
        [&](std::string_view text) {
          return memo.of(
              text, [&](std::string_view name) { return code_of(without_spaces(name, buffer)); });
        },
        put);
  } else {
    const auto* texts = std::get_if<arrow::Texts>(&typing.raw.values);
    const bool rare = names_rows(typing) && texts != nullptr;
    if (names_rows(typing)) index.reserve(static_cast<std::size_t>(typing.pick.size));
    each_cell(typing.raw, typing.pick, code_of,
              [&](std::int64_t row, std::string_view text, std::int32_t code) {
                // Every text is new, and its place far from the last one.
                constexpr std::int64_t kAhead = 16;
                if (rare && row + kAhead < typing.pick.size)
                  index.expect((*texts)[typing.pick[row + kAhead]]);
                put(row, text, code);
              });
  }
  stored.values = std::move(names);
}

void type_name_lists(const Typing& typing, Stored& stored) {
  NameLists lists;
  lists.codes.offsets.reserve(static_cast<std::size_t>(typing.pick.size) + 1);
  const bool units = names_units(typing.field());
  Index index;
  std::string cell, buffer;
  for (std::int64_t row = 0; row < typing.pick.size; ++row) {
    const std::string_view text = cell_text(typing.raw, typing.pick[row], cell);
    if (!text.empty()) {
      for (std::string_view item : split_items(text)) {
        if (units) item = without_spaces(item, buffer);
        if (!item.empty() && !typing.terms.is_blank(item))
          lists.codes.items.push_back(index.add(item, lists.distinct));
      }
    }
    lists.codes.offsets.push_back(static_cast<std::int64_t>(lists.codes.items.size()));
  }
  stored.values = std::move(lists);
}

}  // namespace gongkai
