// Columns of names and free words.
#include <algorithm>
#include <array>
#include <cmath>

#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/parse_text.hpp"
#include "gongkai/ledger/typing.hpp"

namespace gongkai {
namespace {

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

// A unit's name without the spaces and line breaks that crept in; those between two Latin words
// stay, as one space.
std::string_view without_spaces(std::string_view name, std::string& buffer) {
  buffer.clear();
  bool space = false;
  for (std::size_t at = 0; at < name.size();) {
    const auto [code, size] = first_character(name.substr(at));
    if (folded(code) == U' ') {
      space = true;
    } else {
      if (space && !buffer.empty() && is_word(buffer.back()) && is_word(name[at])) buffer += ' ';
      buffer.append(name.substr(at, size));
      space = false;
    }
    at += size;
  }
  return buffer;
}

// 3.30521E+17, what a spreadsheet shows of a long number: the digits behind are gone.
bool has_lost_digits(std::string_view text) {
  if (text.size() < 5 || !is_digit(static_cast<unsigned char>(text[0])) ||
      (text[1] != '.' && text[1] != 'E' && text[1] != 'e'))
    return false;
  const std::size_t power = text.find_first_not_of("0123456789.", 1);
  if (power == std::string_view::npos || (text[power] != 'E' && text[power] != 'e')) return false;
  const std::string_view digits = trim(text.substr(power + 1));
  return digits.starts_with('+') && digits.size() > 1 &&
         digits.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

// What a formula without a value leaves in a column of names: nothing is known.
void tell_error(const Typing& typing, std::int64_t row, std::string_view text, Stored& stored) {
  const Field& field = typing.field();
  typing.faults.add(typing.columns.origin_of(row), typing.place,
                    {"ledger.blank", "error", field.vital || names_rows(typing)}, text,
                    field.header);
  if (stored.unread.empty() || stored.unread.back() != row) stored.unread.push_back(row);
}

// Beyond this a number of eight bytes may stand for its neighbour.
constexpr double kExact = 9007199254740992.0;  // 2^53

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
  const auto* reals = std::get_if<std::vector<double>>(&typing.raw.values);
  const auto put = [&](std::int64_t row, std::string_view text, std::int32_t code) {
    names.codes[static_cast<std::size_t>(row)] = code;
    if (code < 0 && !text.empty() && is_cell_error(text)) tell_error(typing, row, text, stored);
    if (has_lost_digits(text) ||
        (reals != nullptr && !text.empty() &&
         std::abs((*reals)[static_cast<std::size_t>(typing.pick[row])]) >= kExact))
      typing.fault(row, "ledger.number", "digits", text, "文本格式的编号");
  };
  const auto code_of = [&](std::string_view text) -> std::int32_t {
    if (!verbatim) text = trim(text);
    if (text.empty() || (text.front() == '#' && is_cell_error(text))) return -1;
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
        if (is_cell_error(item))
          tell_error(typing, row, item, stored);
        else if (!item.empty() && !typing.terms.is_blank(item))
          lists.codes.items.push_back(index.add(item, lists.distinct));
      }
    }
    lists.codes.offsets.push_back(static_cast<std::int64_t>(lists.codes.items.size()));
  }
  stored.values = std::move(lists);
}

}  // namespace gongkai
