// Accepted words: how a header or a label is brought to the column or the choice it means.
#include "gongkai/ledger/terms.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "gongkai/base/config.hpp"
#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/parse_text.hpp"
#include "gongkai/ledger/plain.hpp"

namespace gongkai {
namespace {

/// 分 per unit that the bracketed note of a header names ("（万元）"), 0 where it names none.
std::int64_t money_unit(std::string_view header) {
  struct Unit {
    std::string_view word;
    std::int64_t worth;
  };
  constexpr std::array<Unit, 4> kUnits{
      {{"亿元", 10'000'000'000}, {"万元", 1'000'000}, {"千元", 100'000}, {"元", 100}}};
  const auto open = header.find('(');
  if (open == std::string_view::npos) return 0;
  for (const auto& [word, worth] : kUnits)
    if (header.find(word, open) != std::string_view::npos) return worth;
  return 0;
}

std::string column_key(const Schema& schema, const Field& field) {
  return std::string(schema.id).append(".").append(field.id);
}

const Schema& schema_of(const Config& file, std::string_view key) {
  const auto all = schemas();
  const auto found = std::ranges::find(all, key, &Schema::id);
  if (found == all.end()) file.fail_at(key, fmt::format("unknown ledger '{}'", key));
  return *found;
}

const Field& field_of(const Config& table, std::string_view key, const Schema& schema,
                      std::string_view column) {
  if (schema.index(column) < 0)
    table.fail_at(key, fmt::format("ledger {} has no column '{}'", schema.id, column));
  return schema.field(column);
}

using Headers = std::map<std::string, HeaderMatch>;
using Words = std::map<std::string, std::pair<std::uint8_t, bool>>;

void read_headers(const Config& table, const Schema& schema, bool weak, Headers& headers) {
  for (const std::string& column : table.keys()) {
    field_of(table, column, schema, column);
    for (const std::string& alias : table.texts(column)) {
      const auto [found, added] = headers.emplace(plain(alias), HeaderMatch{column, weak, false});
      if (!added)
        table.fail_at(column, fmt::format("header '{}' stands for both '{}' and '{}'", alias,
                                          found->second.column, column));
    }
  }
}

void add_word(Words& words, std::string_view word, std::uint8_t choice, bool detail) {
  for (std::string& form : word_forms(word)) words.try_emplace(std::move(form), choice, detail);
}

void read_words(const Config& table, const Field& field, bool detail, Words& words) {
  for (const std::string& id : table.keys()) {
    const std::uint8_t choice = choice_of(field.choices, id);
    if (choice == 0)
      table.fail_at(id, fmt::format("unknown choice '{}' of column '{}'", id, field.id));
    for (const std::string& word : table.texts(id)) {
      if (const auto found = words.find(plain(word));
          found != words.end() && found->second.first != choice)
        table.fail_at(id, fmt::format("word '{}' stands for both '{}' and '{}'", word,
                                      field.choices[found->second.first - 1u].id, id));
      add_word(words, word, choice, detail);
    }
  }
}

/// 不予公开：属于国家秘密, 不予公开（国家秘密): a label behind that of its group of rows.
std::uint8_t choice_in_group(const Words& words, Choices choices, std::string_view text) {
  const auto separates = [](char32_t code) {
    constexpr std::u32string_view kSeparators = U"-/\\>,、.;→·_()";
    return kSeparators.find(code) != std::u32string_view::npos;
  };
  for (const std::string_view group : {"refused", "not_provided", "not_processed", "other"}) {
    const auto title = plain(label("table3", std::string("group.").append(group)));
    const auto name = without_number(title);
    if (!text.starts_with(name)) continue;
    std::string_view rest = text.substr(name.size());
    while (!rest.empty() && separates(first_character(rest).code))
      rest.remove_prefix(first_character(rest).size);
    while (rest.ends_with(')')) rest.remove_suffix(1);
    const auto found = words.find(std::string(without_number(rest)));
    if (found == words.end()) continue;
    const std::string_view id = choices[found->second.first - 1u].id;
    if (id.starts_with(group) && id.substr(group.size()).starts_with('.'))
      return found->second.first;
  }
  return 0;
}

}  // namespace

Terms Terms::parse(std::string_view toml) {
  const Config file = Config::parse(toml, "terms.toml");
  Terms terms;
  for (const Schema& schema : schemas()) {
    Headers& headers = terms.headers_[std::string(schema.id)];
    for (const Field& field : schema.fields) {
      const HeaderMatch exact{std::string(field.id), false, true};
      headers.emplace(plain(field.id), exact);
      headers.emplace(plain(field.header), exact);
      headers.emplace(without_notes(plain(field.header)), exact);
      if (field.choices.empty()) continue;
      Words& words = terms.words_[column_key(schema, field)];
      for (std::size_t at = 0; at < field.choices.size(); ++at) {
        const auto byte = static_cast<std::uint8_t>(at + 1);
        add_word(words, field.choices[at].id, byte, false);
        add_word(words, field.choices[at].label, byte, false);
      }
    }
  }
  for (const std::string& key : file.keys()) {
    constexpr std::array<std::string_view, 4> kOthers = {"collective", "applicant_names", "blank",
                                                         "skip"};
    if (std::ranges::find(kOthers, key) != kOthers.end()) continue;
    const Schema& schema = schema_of(file, key);
    const Config table = file.table(key);
    for (const std::string& part : table.keys()) {
      const Config entries = table.table(part);
      if (part == "headers" || part == "weak_headers") {
        read_headers(entries, schema, part == "weak_headers", terms.headers_[key]);
      } else if (part == "words" || part == "details") {
        for (const std::string& column : entries.keys()) {
          const Field& field = field_of(entries, column, schema, column);
          if (field.choices.empty())
            entries.fail_at(column, fmt::format("column '{}' takes no closed list", column));
          read_words(entries.table(column), field, part == "details",
                     terms.words_[column_key(schema, field)]);
        }
      } else {
        table.fail_at(part, fmt::format("unknown key '{}'", part));
      }
    }
  }
  const Config collective = file.table("collective");
  for (const std::string& lead : collective.keys()) {
    auto kinds = collective.texts(lead);
    for (const std::string& kind : kinds)
      if (choice_of(unit_kinds(), kind) == 0)
        collective.fail_at(lead, fmt::format("unknown unit kind '{}'", kind));
    terms.collectives_[plain(lead)] = std::move(kinds);
  }
  const Config names = file.table("applicant_names");
  for (const std::string& kind : names.keys()) {
    const std::uint8_t byte = choice_of(applicant_kinds(), kind);
    if (byte == 0) names.fail_at(kind, fmt::format("unknown applicant kind '{}'", kind));
    for (const std::string& word : names.texts(kind))
      terms.applicant_names_.emplace_back(plain(word), byte);
  }
  for (const std::string& word : file.table("blank").texts("words"))
    terms.blanks_.push_back(plain(word));
  for (const std::string& opening : file.table("skip").texts("openings"))
    terms.skipped_.push_back(plain_with_colons(opening));
  for (const std::string& total : file.table("skip").texts("totals"))
    terms.totals_.push_back(plain(total));
  for (const std::string& note : file.table("skip").texts("notes"))
    terms.notes_.push_back(plain_with_colons(note));
  return terms;
}

Terms Terms::with_headers(std::string_view year_toml) const {
  const Config added = Config::parse(year_toml, "year.toml").table("headers");
  Terms terms = *this;
  for (const std::string& key : added.keys()) {
    if (added.is_table(key)) {
      const Schema& schema = schema_of(added, key);
      const Config table = added.table(key);
      for (const std::string& header : table.keys()) {
        const std::string column = table.text(header);
        field_of(table, header, schema, column);
        terms.headers_[key][plain(header)] = {column, false, false};
      }
      continue;
    }
    const std::string column = added.text(key);
    bool known = false;
    for (const Schema& schema : schemas()) {
      if (schema.index(column) < 0) continue;
      known = true;
      terms.headers_[std::string(schema.id)][plain(key)] = {column, false, false};
    }
    if (!known) added.fail_at(key, fmt::format("no ledger has a column '{}'", column));
  }
  return terms;
}

HeaderMatch Terms::header(const Schema& schema, std::string_view header) const {
  const auto headers = headers_.find(std::string(schema.id));
  if (headers == headers_.end()) return {};
  const std::string whole = without(plain(header), "*");
  auto found = headers->second.find(whole);
  if (whole.find_first_of("()") != std::string::npos)
    for (const auto& form : {without(whole, "()"), without_notes(whole)})
      if (found == headers->second.end()) found = headers->second.find(form);
  if (found == headers->second.end()) return {};
  const Field& field = schema.field(found->second.column);
  // 元 in a column of 万元 would be wrong ten thousand times over.
  const std::int64_t unit = field.type == Type::amount ? money_unit(whole) : 0;
  return unit == 0 || unit == field.scale ? found->second : HeaderMatch{};
}

std::uint8_t Terms::choice(const Schema& schema, const Field& field, std::string_view text,
                           bool* detail) const {
  if (detail != nullptr) *detail = false;
  for (std::size_t at = 0; at < field.choices.size(); ++at)
    if (text == field.choices[at].id || text == field.choices[at].label)
      return static_cast<std::uint8_t>(at + 1);
  const auto words = words_.find(column_key(schema, field));
  if (words == words_.end()) return 0;
  const auto found = [&](const std::string& form) -> std::uint8_t {
    const auto word = words->second.find(form);
    if (word == words->second.end()) return 0;
    if (detail != nullptr) *detail = word->second.second;
    return word->second.first;
  };
  if (const std::uint8_t as_written = found(plain(text)); as_written != 0) return as_written;
  const auto forms = word_forms(text);
  for (const std::string& form : forms)
    if (const std::uint8_t other = found(form); other != 0) return other;
  if (field.choices.data() != outcomes().data()) return 0;
  return choice_in_group(words->second, field.choices, forms[1]);
}

std::uint8_t Terms::applicant_kind(std::string_view name, std::uint8_t given) const {
  // No person's name here has five characters, but for one written with a point between its parts.
  constexpr std::size_t kShortest = 15;
  if (name.size() < kShortest) return 0;
  // Most organisations are given as what they are: the rest is not looked at.
  for (const auto& [word, byte] : applicant_names_)
    if (byte == given && name.ends_with(word)) return 0;
  const std::string whole = without_notes(plain(name));
  if (whole.size() < kShortest) return 0;
  for (const std::string_view several : {"·", "•", "、", ",", ";", "委托", "代理"})
    if (whole.find(several) != std::string::npos) return 0;
  std::uint8_t kind = 0;
  std::size_t longest = 0;
  for (const auto& [word, byte] : applicant_names_) {
    if (byte == given && whole.find(word) != std::string::npos) return 0;
    if (word.size() <= longest || !whole.ends_with(word)) continue;
    longest = word.size();
    kind = byte;
  }
  return kind;
}

bool Terms::is_blank(std::string_view text) const {
  text = trim(text);
  if (text.empty()) return true;
  // No blank word is long or begins with a digit: the common cell is not looked up.
  constexpr std::size_t kLongest = 18;
  if (text.size() > kLongest || is_digit(static_cast<unsigned char>(text.front()))) return false;
  const std::string word = plain(text);
  return word.empty() || std::ranges::find(blanks_, word) != blanks_.end();
}

bool Terms::opens_skipped_row(std::string_view text) const {
  const std::string row = plain_with_colons(text);
  return std::ranges::any_of(skipped_,
                             [&](const std::string& opening) { return row.starts_with(opening); });
}

bool Terms::closes_total(std::string_view text) const {
  const std::string row = plain(text);
  return std::ranges::any_of(totals_,
                             [&](const std::string& total) { return row.ends_with(total); });
}

bool Terms::opens_note(std::string_view text) const {
  const std::string row = plain_with_colons(text);
  return std::ranges::any_of(notes_,
                             [&](const std::string& note) { return row.starts_with(note); });
}

std::vector<std::string> Terms::collective(std::string_view lead) const {
  const auto found = collectives_.find(plain(lead));
  return found == collectives_.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace gongkai
