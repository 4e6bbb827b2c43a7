#include "gongkai/base/config.hpp"

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace gongkai {

struct Config::Node {
  std::shared_ptr<const toml::table> file;  // owns what `table` points into
  const toml::table* table;
  std::string name;
  int line;

  const toml::node* find(std::string_view key) const { return table->get(key); }
};

namespace {

std::string place(std::string_view name, int line) {
  return name.empty() ? fmt::format("line {}", line) : fmt::format("{} line {}", name, line);
}

int line_of(const toml::source_region& source, int otherwise) {
  return source.begin.line > 0 ? static_cast<int>(source.begin.line) : otherwise;
}

// A value as it is quoted in a message.
std::string quoted(const toml::node& node) {
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  if (const auto* text = node.as_string()) return fmt::format("'{}'", text->get());
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value;
  });
  return fmt::format("'{}'", out.str());
}

// A TOML date, or the text of one; a date with a time is no date.
std::optional<Date> read_date(const toml::node& node) {
  if (const auto* text = node.as_string()) return parse_iso(text->get());
  if (const auto* date = node.as_date())
    return civil(date->get().year, date->get().month, date->get().day);
  return {};
}

}  // namespace

Config Config::parse(std::string_view toml, std::string_view name) {
  try {
    const auto file = std::make_shared<const toml::table>(toml::parse(toml));
    return Config(std::make_shared<const Node>(Node{file, file.get(), std::string(name), 1}));
  } catch (const toml::parse_error& error) {
    constexpr std::string_view kOpening = "Error while parsing ";
    const std::string at = place(name, line_of(error.source(), 1));
    const std::string_view what = error.description();
    if (!what.starts_with(kOpening)) fail<DataError>("{}: unreadable: {}", at, what);
    fail<DataError>("{}: unreadable {}", at, what.substr(kOpening.size()));
  }
}

bool Config::has(std::string_view key) const { return node_->find(key) != nullptr; }

std::vector<std::string> Config::keys() const {
  std::vector<const toml::key*> found;
  for (const auto& [key, value] : *node_->table) found.push_back(&key);
  std::ranges::stable_sort(found, {}, [](const toml::key* key) {
    return std::pair(key->source().begin.line, key->source().begin.column);
  });
  std::vector<std::string> keys;
  for (const toml::key* key : found) keys.emplace_back(key->str());
  return keys;
}

int Config::line() const { return node_->line; }

int Config::line(std::string_view key) const {
  const auto found = node_->table->find(key);
  return found == node_->table->end() ? line() : line_of(found->first.source(), line());
}

void Config::allow(std::initializer_list<std::string_view> allowed) const {
  for (const std::string& key : keys())
    if (std::ranges::find(allowed, key) == allowed.end())
      fail_at(key, fmt::format("unknown key '{}'", key));
}

void Config::fail_at(std::string_view key, std::string_view message) const {
  fail<DataError>("{}: {}", place(node_->name, line(key)), message);
}

void Config::fail_type(std::string_view key, std::string_view expected) const {
  const toml::node* node = node_->find(key);
  const std::string found = node == nullptr ? "missing" : quoted(*node);
  fail_at(key, fmt::format("'{}' is {}, expected {}", key, found, expected));
}

std::string Config::text(std::string_view key) const {
  const toml::node* node = node_->find(key);
  if (node == nullptr || !node->is_string()) fail_type(key, "a text");
  return node->as_string()->get();
}

std::string Config::text(std::string_view key, std::string_view otherwise) const {
  return has(key) ? text(key) : std::string(otherwise);
}

std::int64_t Config::integer(std::string_view key) const {
  const toml::node* node = node_->find(key);
  if (node == nullptr || !node->is_integer()) fail_type(key, "a whole number");
  return node->as_integer()->get();
}

std::int64_t Config::integer(std::string_view key, std::int64_t otherwise) const {
  return has(key) ? integer(key) : otherwise;
}

bool Config::truth(std::string_view key, bool otherwise) const {
  const toml::node* node = node_->find(key);
  if (node == nullptr) return otherwise;
  if (!node->is_boolean()) fail_type(key, "true or false");
  return node->as_boolean()->get();
}

std::optional<double> Config::real(std::string_view key) const {
  const toml::node* node = node_->find(key);
  if (node == nullptr) return {};
  if (!node->is_number()) fail_type(key, "a number");
  return node->value<double>();
}

Date Config::date(std::string_view key) const {
  const toml::node* node = node_->find(key);
  const auto date = node == nullptr ? std::nullopt : read_date(*node);
  if (!date) fail_type(key, "a date");
  return *date;
}

std::optional<Date> Config::maybe_date(std::string_view key) const {
  return has(key) ? std::optional(date(key)) : std::nullopt;
}

std::vector<std::string> Config::texts(std::string_view key) const {
  std::vector<std::string> texts;
  if (!has(key)) return texts;
  const toml::array* list = node_->find(key)->as_array();
  if (list == nullptr) fail_type(key, "a list of texts");
  for (const toml::node& item : *list) {
    if (!item.is_string())
      fail<DataError>("{}: {} in '{}', expected a text",
                      place(node_->name, line_of(item.source(), line(key))), quoted(item), key);
    texts.push_back(item.as_string()->get());
  }
  return texts;
}

std::vector<Date> Config::dates(std::string_view key) const {
  std::vector<Date> dates;
  if (!has(key)) return dates;
  const toml::array* list = node_->find(key)->as_array();
  if (list == nullptr) fail_type(key, "a list of dates");
  for (const toml::node& item : *list) {
    const auto date = read_date(item);
    if (!date)
      fail<DataError>("{}: {} is not a date", place(node_->name, line_of(item.source(), line(key))),
                      quoted(item));
    dates.push_back(*date);
  }
  return dates;
}

Config Config::table(std::string_view key) const {
  static const toml::table kEmpty;
  const toml::node* node = node_->find(key);
  if (node != nullptr && !node->is_table()) fail_type(key, "a table");
  const toml::table* table = node == nullptr ? &kEmpty : node->as_table();
  return Config(std::make_shared<const Node>(Node{node_->file, table, node_->name, line(key)}));
}

std::vector<Config> Config::tables(std::string_view key) const {
  std::vector<Config> tables;
  if (!has(key)) return tables;
  const toml::array* list = node_->find(key)->as_array();
  if (list == nullptr) fail_type(key, "a list of tables");
  for (const toml::node& item : *list) {
    if (!item.is_table()) fail_type(key, "a list of tables");
    const int line_of_item = line_of(item.source(), line(key));
    tables.push_back(Config(std::make_shared<const Node>(
        Node{node_->file, item.as_table(), node_->name, line_of_item})));
  }
  return tables;
}

bool Config::is_text(std::string_view key) const {
  return has(key) && node_->find(key)->is_string();
}

bool Config::is_table(std::string_view key) const {
  return has(key) && node_->find(key)->is_table();
}

}  // namespace gongkai
