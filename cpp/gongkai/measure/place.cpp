// Takes the address of a number apart.
#include "gongkai/measure/place.hpp"

#include <algorithm>
#include <array>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/measure.hpp"
#include "gongkai/measure/split.hpp"

namespace gongkai {
namespace {

struct SourceShape {
  std::string_view source;
  std::size_t fewest, most;  // parts
};
constexpr std::array kSources{SourceShape{"table2", 1, 2},  SourceShape{"table3", 2, 2},
                              SourceShape{"table4", 2, 2},  SourceShape{"fee", 1, 1},
                              SourceShape{"sum", 2, 2},     SourceShape{"duty", 2, 2},
                              SourceShape{"fact", 1, 1},    SourceShape{"rate", 1, 2},
                              SourceShape{"finding", 1, 1}, SourceShape{"reach", 1, 1}};

bool is_measure(std::string_view source) {
  return std::ranges::any_of(measures(), [&](const auto& each) { return each.id == source; });
}

/// What is named twice would be counted twice, and of a name there is only one.
void check_alternatives(const Place& place, std::size_t part) {
  const auto& names = place.parts.back();
  for (auto name = names.begin(); name != names.end(); ++name)
    if (std::find(names.begin(), name, *name) != name)
      fail<DataError>("place '{}': '{}' stands twice in part {}", place.text, *name, part);
  constexpr std::array kNamed{"sum", "duty", "fact", "rate", "finding", "reach"};
  if (names.size() > 1 && std::ranges::find(kNamed, place.source) != kNamed.end())
    fail<DataError>("place '{}': one name is expected after '{}', found {}", place.text,
                    place.source, names.size());
}

}  // namespace

Place parse_place(std::string_view text) {
  Place out;
  out.text = text;
  auto rest = text;
  if (const auto query = rest.find('?'); query != std::string_view::npos) {
    for (const auto pair : split(rest.substr(query + 1), '&')) {
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || equals == 0)
        fail<DataError>("place '{}': '{}' is no group, expected 'column=value'", text, pair);
      out.key[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
    }
    rest = rest.substr(0, query);
  }
  if (const auto at = rest.find('@'); at != std::string_view::npos) {
    if (rest.substr(at) != "@previous")
      fail<DataError>("place '{}': '{}' is not '@previous'", text, rest.substr(at));
    out.previous = true;
    rest = rest.substr(0, at);
  }
  const auto pieces = split(rest, '/');
  out.source = pieces.front();
  const bool of_measure = is_measure(out.source);
  const auto* shape = std::ranges::find(kSources, out.source, &SourceShape::source);
  if (!of_measure && shape == kSources.end())
    fail<DataError>("place '{}': unknown source '{}'", text, out.source);
  const auto fewest = of_measure ? 1 : shape->fewest, most = of_measure ? 1 : shape->most;
  const auto found = pieces.size() - 1;
  if (found < fewest || found > most)
    fail<DataError>(
        "place '{}': expected {} parts after '{}', found {}", text,
        fewest == most ? fmt::format("{}", fewest) : fmt::format("{} or {}", fewest, most),
        out.source, found);
  for (std::size_t part = 1; part < pieces.size(); ++part) {
    const auto names = of_measure ? std::vector{pieces[part]} : split(pieces[part], '|');
    out.parts.emplace_back(names.begin(), names.end());
    if (std::ranges::any_of(out.parts.back(), &std::string::empty))
      fail<DataError>("place '{}': part {} is empty", text, part);
    check_alternatives(out, part);
  }
  return out;
}

std::vector<std::string> alternatives(const std::vector<std::string>& part,
                                      const std::vector<std::string>& all) {
  return part.size() == 1 && part.front() == "*" ? all : part;
}

}  // namespace gongkai
