// Books over invented ledgers, in tests.
#pragma once

#include <map>
#include <string>

#include "gongkai/measure/books.hpp"
#include "measure_help.hpp"

namespace gongkai::testing {

using Texts = std::map<std::string, std::string>;

inline Books books_of(const Texts& ledgers, std::string_view duties = "",
                      std::string_view as_of = "2022-12-31") {
  BooksOf of{"某县", {}, shipped_law(), until(as_of), {}, parse_duties(duties)};
  for (const auto& [name, csv] : ledgers) of.ledgers.emplace(name, read(name, csv).value);
  return Books(std::move(of));
}

inline std::string key_text(const Key& key) {
  std::string out;
  for (const auto& [column, value] : key) out += (out.empty() ? "" : "+") + value;
  return out;
}

/// "above/below text" of the whole, or "group above/below text" of each group.
inline std::vector<std::string> rates_of(const Books& books, std::string_view id,
                                         const std::vector<std::string>& by = {}) {
  static const auto kAll = parse_definitions(template_text("definitions.toml"));
  std::vector<std::string> out;
  for (const auto& [key, rate] : books.rates(definition(kAll, id), by)) {
    const auto side = [](Figure figure) {
      return is_number(figure) ? fmt::format("{}", figure.value)
                               : std::string(state_id(figure.state));
    };
    out.push_back(fmt::format("{}{}{}/{} {}", key_text(key), key.empty() ? "" : " ",
                              side(rate.numerator), side(rate.denominator), rate.text()));
  }
  return out;
}

}  // namespace gongkai::testing
