// The cells of everything with a deadline, and the rule that fills them.
#include "gongkai/measure/timed.hpp"

#include <array>

namespace gongkai {
namespace {

constexpr std::array kCame{"old", "new"};
constexpr std::array kDue{"before", "in", "after", "none", "unsure"};
constexpr std::array kDone{"earlier", "on_time", "late", "open", "paused", "unsure"};

}  // namespace

std::span<const std::string> timed_cells() {
  static const std::vector<std::string> cells = [] {
    std::vector<std::string> out{"outside", "unclassified"};
    for (const auto* came : kCame)
      for (const auto* due : kDue)
        for (const auto* done : kDone) out.push_back(fmt::format("{}.{}.{}", came, due, done));
    return out;
  }();
  return cells;
}

}  // namespace gongkai
