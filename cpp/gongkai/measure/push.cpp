// Sorts pushes by what became of the message.
#include "gongkai/measure/push.hpp"

#include <array>

#include "gongkai/ledger/truth.hpp"
#include "gongkai/measure/each_row.hpp"

namespace gongkai {
namespace {

constexpr Cell kFirst = 2;
// By truth value: blank, no, yes.
constexpr std::array<std::string_view, 3> kDelivered{"unknown", "undelivered", "delivered"},
    kOpened{"unknown", "unopened", "opened"};

Cells classify(const Ledger& ledger, const Law&, Period period, Rows rows) {
  const auto sent = ledger.dates("sent");
  const auto delivered = ledger.choices("delivered"), opened = ledger.choices("opened");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (is_dated(sent[row]) && !is_within(sent[row], period)) return kOutside;
    return static_cast<Cell>(kFirst + delivered[row] * kOpened.size() + opened[row]);
  });
}

Teller because(const Ledger& ledger, const Law&, Period) {
  return [&ledger](std::int64_t row) {
    struct Said {
      std::string_view column;
      std::array<std::string_view, 3> words;  // by truth value
    };
    static constexpr std::array kSaid{
        Said{"delivered", {"未写是否送达", "未送达", "已送达"}},
        Said{"opened", {"未写是否打开", "未打开", "已打开"}},
        Said{"watched", {"", "", "已看完"}},
        Said{"eligible", {"", "不符合条件", "符合条件"}},
        Said{"applied", {"", "", "已申报"}},
        Said{"redeemed", {"", "", "已兑现"}},
    };
    const auto at = static_cast<std::size_t>(row);
    const Date sent = ledger.dates("sent")[at];
    auto out = fmt::format("{} {}", is_dated(sent) ? iso(sent) : "未写推送时间",
                           ledger.names("channel")[row]);
    for (const auto& each : kSaid)
      if (const auto word = each.words[ledger.choices(each.column)[at]]; !word.empty())
        out.append("，").append(word);
    return out;
  };
}

}  // namespace

Measure push_measure() {
  static const std::vector<std::string> cells = [] {
    std::vector<std::string> out{"outside", "unclassified"};
    for (const auto delivered : kDelivered)
      for (const auto opened : kOpened) out.push_back(fmt::format("{}.{}", delivered, opened));
    return out;
  }();
  return {"pushes", "pushes", cells, classify, nullptr, because};
}

}  // namespace gongkai
