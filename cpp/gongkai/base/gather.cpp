#include "gongkai/base/gather.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

#include "gongkai/base/more.hpp"
#include "gongkai/base/rule.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

// Files, their sheets and tables by number, in the order of their first finding.
class Files {
 public:
  std::int64_t of(const Where& where) {
    const auto next = static_cast<std::int64_t>(numbers_.size());
    return numbers_
        .try_emplace({where.text("file"), where.text("sheet"), where.text("table")}, next)
        .first->second;
  }

 private:
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> numbers_;
};

struct Spot {
  std::int64_t file, row;
  auto operator<=>(const Spot&) const = default;
};

Spot spot(const Finding& finding, Files& files) {
  const std::int64_t row = counts_more(finding) ? kLast : finding.where.number("row").value_or(0);
  return {files.of(finding.where), row};
}

Where without_row(const Where& where) {
  Where out;
  for (const auto& [key, value] : where.parts())
    if (key != "row") out.set(key, value);
  return out;
}

void tell(Gathered& group, std::span<const Finding* const> findings) {
  const auto shown =
      std::span(group.members).first(std::min(group.members.size(), Gathered::kShown));
  const bool rows = group.members.size() > 1 && std::ranges::all_of(shown, [&](std::size_t member) {
                      return findings[member]->where.number("row").has_value();
                    });
  if (rows) group.place = place_words(without_row(findings[shown.front()]->where));
  std::vector<std::pair<std::string_view, std::string>> said;  // words, and the rows they hold for
  for (const std::size_t member : shown) {
    const Finding& finding = *findings[member];
    const auto words = rows ? words_of(finding) : std::string_view(finding.message);
    const auto row = finding.where.text("row");
    const auto same = std::ranges::find(said, words, &decltype(said)::value_type::first);
    if (same == said.end())
      said.emplace_back(words, row);
    else
      same->second += "、" + row;
  }
  group.count = 0;
  for (const std::size_t member : group.members) group.count += places_of(*findings[member]);
  std::int64_t unsaid = group.count;
  for (const std::size_t member : shown) unsaid -= places_of(*findings[member]);
  for (const auto& [words, numbers] : said)
    group.lines.push_back(rows ? fmt::format("第 {} 行：{}", numbers, words) : std::string(words));
  if (unsaid > 0) group.lines.push_back(fmt::format("另有 {} 处，没有一一列出", unsaid));
}

}  // namespace

std::string_view words_of(const Finding& finding) {
  const std::string opening = place_words(finding.where) + "：";
  const std::string_view message = finding.message;
  return message.substr(message.starts_with(opening) ? opening.size() : 0);
}

std::vector<Gathered> gather(std::span<const Finding* const> findings) {
  Files files;
  std::vector<Spot> spots;
  spots.reserve(findings.size());
  for (const Finding* finding : findings) spots.push_back(spot(*finding, files));
  std::vector<std::size_t> order(findings.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t at) { return spots[at]; });

  std::vector<Gathered> groups;
  std::map<std::tuple<std::int64_t, std::string, std::string, Status, Severity, std::string>,
           std::size_t>
      places;
  for (const std::size_t at : order) {
    const auto& [rule, kind, status, where, found, expected, vital, severity, message] =
        *findings[at];
    const auto column = where.text("column") + "\n" + where.text("header") + where.text("section");
    const auto [place, fresh] = places.try_emplace(
        {spots[at].file, rule, std::string(listed_kind(*findings[at])), status, severity, column},
        groups.size());
    if (fresh) groups.emplace_back();
    groups[place->second].members.push_back(at);
  }
  for (Gathered& group : groups) tell(group, findings);
  return groups;
}

}  // namespace gongkai
