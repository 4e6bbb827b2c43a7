// The list of measures, and patterns over their cells.
#include "gongkai/measure/measure.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "gongkai/measure/disclosure.hpp"
#include "gongkai/measure/dispute.hpp"
#include "gongkai/measure/dispute_time.hpp"
#include "gongkai/measure/event.hpp"
#include "gongkai/measure/flow.hpp"
#include "gongkai/measure/policy.hpp"
#include "gongkai/measure/push.hpp"
#include "gongkai/measure/rating.hpp"
#include "gongkai/measure/reply.hpp"
#include "gongkai/measure/response.hpp"
#include "gongkai/measure/review.hpp"
#include "gongkai/measure/split.hpp"
#include "gongkai/measure/target.hpp"
#include "gongkai/measure/task.hpp"

namespace gongkai {
namespace {

bool matches(std::string_view segment, std::string_view pattern) {
  return pattern == "*" ||
         std::ranges::any_of(split(pattern, '|'), [&](auto one) { return one == segment; });
}

}  // namespace

std::span<const Measure> measures() {
  static const std::array all{
      flow_measure(),       reply_measure(),   legal_review_measure(), dispute_measure(),
      conclude_measure(),   rectify_measure(), task_measure(),         target_measure(),
      policy_measure(),     push_measure(),    response_measure(),     answer_measure(),
      disclosure_measure(), event_measure(),   rating_measure(),
  };
  return all;
}

const Measure& measure(std::string_view id) {
  const auto found = std::ranges::find(measures(), id, &Measure::id);
  if (found == measures().end()) fail<DataError>("unknown measure '{}'", id);
  return *found;
}

CellSet cells_like(const Measure& of, std::string_view pattern) {
  const auto wanted = split(pattern, '.');
  CellSet out;
  std::set<std::pair<std::size_t, std::string_view>> found;  // segments, by their place
  for (std::size_t cell = 0; cell < of.cells.size(); ++cell) {
    auto segments = split(of.cells[cell], '.');
    // A leading * stands for one or more segments.
    if (wanted.front() == "*" && segments.size() > wanted.size())
      segments.erase(segments.begin(), segments.end() - static_cast<std::ptrdiff_t>(wanted.size()));
    const bool is_named = cell >= kUnclassified + 1u || pattern == of.cells[cell];
    if (!is_named || !std::ranges::equal(segments, wanted, matches)) continue;
    out.set(cell);
    for (std::size_t at = 0; at < segments.size(); ++at) found.emplace(at, segments[at]);
  }
  // A name misspelt beside a right one would quietly count less.
  for (std::size_t at = 0; at < wanted.size(); ++at)
    for (const auto name : split(wanted[at], '|'))
      if (out.none() || (name != "*" && !found.contains({at, name})))
        fail<DataError>("measure {} has no cell '{}'", of.id, out.none() ? pattern : name);
  return out;
}

}  // namespace gongkai
