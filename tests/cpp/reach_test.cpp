#include "gongkai/measure/reach.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <optional>
#include <set>

#include "gongkai/arrow/stream.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach/hash.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::ThrowsMessage;
using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

arrow::Column texts(std::string name, const Texts& values) {
  arrow::Texts column;
  std::vector<std::uint8_t> valid;
  for (const auto& value : values) {
    column.push_back(value == "-" ? "" : value);
    valid.push_back(value != "-");
  }
  return {std::move(name), std::move(column), std::move(valid)};
}

arrow::Column numbers(std::string name, Numbers values) {
  return {std::move(name), std::move(values), {}};
}

arrow::Column truths(std::string name, std::vector<std::uint8_t> values) {
  return {std::move(name), std::move(values), {}};
}

arrow::Table table(std::vector<arrow::Column> columns, std::int64_t rows) {
  return {std::move(columns), rows};
}

std::int64_t add(Reach& reach, arrow::Table rows) {
  ArrowArrayStream stream;
  arrow::export_stream(std::move(rows), &stream);
  return reach.add(&stream);
}

ReachCounts counted(ReachSpec spec, arrow::Table rows, ReachMeans means = {.seed = 1}) {
  Reach reach(std::move(spec), testing::terms(), means);
  add(reach, std::move(rows));
  return reach.finish();
}

Numbers counts(const ReachCounts& counts, std::string_view column) {
  return std::get<Numbers>(counts.table.find(column)->values);
}

Texts keys(const ReachCounts& counts, std::string_view column) {
  const arrow::Column& found = *counts.table.find(column);
  Texts keys;
  for (std::int64_t row = 0; row < counts.table.rows; ++row)
    keys.push_back(found.is_null(row) ? "-"
                                      : std::string(std::get<arrow::Texts>(found.values)[row]));
  return keys;
}

// One enterprise reached by SMS, app and hall counts once in reach and three times in contacts.
TEST(Reach, CountsARecipientOnceAndEachContact) {
  const auto found =
      counted({{{}, {"policy"}, {"channel"}}, {}},
              table({texts("policy", {"P1", "P1", "P1", "P2", "P1"}),
                     texts("channel", {"短信", "app", "大厅", "app", "app"}),
                     texts("recipient", {"甲公司", "甲公司", "甲公司", "甲公司", "-"}),
                     truths("delivered", {1, 1, 0, 1, 1}), truths("opened", {0, 1, 0, 0, 1})},
                    5));
  EXPECT_THAT(keys(found, "by"),
              ElementsAre("", "policy", "policy", "channel", "channel", "channel"));
  EXPECT_THAT(keys(found, "policy"), ElementsAre("-", "P1", "P2", "-", "-", "-"));
  EXPECT_THAT(keys(found, "channel"), ElementsAre("-", "-", "-", "app", "大厅", "短信"));
  EXPECT_THAT(counts(found, "events"), ElementsAre(5, 4, 1, 3, 1, 1));
  EXPECT_THAT(counts(found, "recipients"), ElementsAre(1, 1, 1, 1, 1, 1));
  EXPECT_THAT(counts(found, "null_recipients"), ElementsAre(1, 1, 0, 1, 0, 0));
  EXPECT_THAT(counts(found, "delivered"), ElementsAre(1, 1, 1, 1, 0, 1));
  EXPECT_THAT(counts(found, "opened"), ElementsAre(1, 1, 0, 1, 0, 0));
  EXPECT_TRUE(found.table.find("applied")->is_null(0));
  EXPECT_FALSE(found.table.find("opened")->is_null(0));
  EXPECT_TRUE(found.faults.empty());
}

TEST(Reach, BothDeliveredAndEligibleMeansInOneEvent) {
  const auto found =
      counted({{{}}, {}}, table({numbers("recipient", {1, 1, 2}), truths("delivered", {1, 0, 1}),
                                 truths("eligible", {0, 1, 1})},
                                3));
  EXPECT_THAT(counts(found, "delivered"), ElementsAre(2));
  EXPECT_THAT(counts(found, "eligible"), ElementsAre(2));
  EXPECT_THAT(counts(found, "delivered_eligible"), ElementsAre(1));
}

TEST(Reach, NamesWhoOpenedWithoutDelivery) {
  const auto found =
      counted({{{"policy"}}, {}},
              table({texts("policy", {"P1", "P1", "P2", "P2"}), numbers("recipient", {-7, 8, 9, 9}),
                     truths("delivered", {0, 0, 0, 1}), truths("opened", {1, 1, 1, 0})},
                    4));
  ASSERT_EQ(found.faults.size(), 1U);  // the recipient of P2 had it delivered another time
  EXPECT_EQ(found.faults[0].row, 0);
  EXPECT_EQ(found.faults[0].count, 2);
  EXPECT_THAT(found.faults[0].recipients, ElementsAre("-7", "8"));
}

TEST(Reach, ReadsMonthsPackagesAndWordsAsOfficesWriteThem) {
  const auto found =
      counted({{{"month"}, {"package"}}, {{"package", {"policy", {{"P1", "助企纾困"}}}}}},
              table({texts("policy", {"P1", "P2", "P1"}),
                     texts("sent", {"2022.3.1", "2022年4月2日", "明年"}),
                     texts("recipient", {"007", "7", "7"}), texts("opened", {"是", "×", "也许"})},
                    3));
  EXPECT_THAT(keys(found, "month"), ElementsAre("2022-03", "2022-04", "-", "-", "-"));
  EXPECT_THAT(keys(found, "package"), ElementsAre("-", "-", "-", "助企纾困", "-"));
  EXPECT_THAT(counts(found, "recipients"), ElementsAre(1, 1, 1, 2, 1));
  EXPECT_THAT(counts(found, "opened"), ElementsAre(1, 0, 0, 1, 0));
  ASSERT_EQ(found.unread.size(), 2U);
  EXPECT_EQ(found.unread[0].column + found.unread[0].text, "sent明年");
  EXPECT_EQ(found.unread[1].column + found.unread[1].text, "opened也许");
  EXPECT_EQ(found.unread[1].rows, 1);
}

TEST(Reach, OfNothingIsZeroForTheWhole) {
  const auto found =
      counted({{{}, {"policy"}}, {}}, table({texts("policy", {}), texts("recipient", {})}, 0));
  EXPECT_THAT(counts(found, "events"), ElementsAre(0));
}

// Numbers as keys stay numbers, in their order.
TEST(Reach, KeepsWholeNumbersAsKeys) {
  const auto found =
      counted({{{"policy"}}, {}},
              table({numbers("policy", {10, 9, -1}), numbers("recipient", {1, 1, 1})}, 3));
  EXPECT_THAT(counts(found, "policy"), ElementsAre(-1, 9, 10));
}

// 40,000 policies by 3,000 units need other places in a word, and more groups than have a row each.
TEST(Reach, FindsRoomForKeysThatBecomeMany) {
  constexpr std::int64_t kRows = 120'000;
  Numbers policies, units, channels, days, recipients;
  std::set<std::pair<std::int64_t, std::int64_t>> pairs;
  for (std::int64_t row = 0; row < kRows; ++row) {
    policies.push_back(row * 7 % 40'000);
    units.push_back(row * 13 % 3'000);
    channels.push_back(row % 9);
    days.push_back(row % 367);
    recipients.push_back(row % 5);
    pairs.emplace(policies.back(), units.back());
  }
  for (const std::size_t memory : {std::size_t{0}, std::size_t{1} << 16}) {
    const auto found = counted(
        {{{"policy", "unit", "channel", "day"}, {"policy", "unit"}, {"unit"}, {}}, {}},
        table({numbers("policy", policies), numbers("unit", units), numbers("channel", channels),
               numbers("day", days), numbers("recipient", recipients)},
              kRows),
        {.memory_bytes = memory, .seed = 3});
    const Numbers events = counts(found, "events"), reached = counts(found, "recipients");
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> sums;  // groups, events
    const Texts by = keys(found, "by");
    for (std::size_t row = 0; row < by.size(); ++row) {
      ++sums[by[row]].first;
      sums[by[row]].second += events[row];
    }
    EXPECT_EQ(sums["policy,unit"].first, std::ssize(pairs));
    for (const auto& [name, sum] : sums) EXPECT_EQ(sum.second, kRows) << name;
    EXPECT_EQ(sums["unit"].first, 3'000);
    EXPECT_EQ(reached.back(), 5);
  }
}

// Recipients that share all upper and all lower bits of their hash.
TEST(Reach, CountsRecipientsThatWereChosenToCollide) {
  constexpr std::uint64_t kSeed = 77;
  Numbers recipients;
  for (std::uint64_t number = 0; number < 50'000; ++number)
    recipients.push_back(static_cast<std::int64_t>(
        reach::unmixed(std::uint64_t{0xABC} << 52 | number << 24, reach::hash_key(kSeed))));
  Numbers twice = recipients;
  twice.insert(twice.end(), recipients.begin(), recipients.end());
  const auto found =
      counted({{{}}, {}}, table({numbers("recipient", twice)}, 100'000), {.seed = kSeed});
  EXPECT_THAT(counts(found, "recipients"), ElementsAre(50'000));
  EXPECT_THAT(counts(found, "events"), ElementsAre(100'000));
}

// One recipient of nearly everything, with memory for a part of it only: the same words are put
// together on the way.
TEST(Reach, CountsOneRecipientOfNearlyEverything) {
  constexpr std::int64_t kRows = 200'000;
  Texts recipients(kRows, "330521199001011234"), channels(kRows, "app");
  recipients[5] = "甲公司";
  channels[7] = "短信";
  for (const int threads : {1, 2}) {
    const auto found =
        counted({{{"channel"}}, {}},
                table({texts("channel", channels), texts("recipient", recipients)}, kRows),
                {.memory_bytes = 1 << 16, .threads = threads, .seed = 5});
    EXPECT_THAT(counts(found, "events"), ElementsAre(kRows - 1, 1));
    EXPECT_THAT(counts(found, "recipients"), ElementsAre(2, 1));
  }
}

TEST(Reach, LeavesNothingInTheFolder) {
  const std::filesystem::path folder =
      fmt::format("{}reach_spill-{}", ::testing::TempDir(), ::getpid());
  std::filesystem::create_directories(folder);
  Texts recipients;
  for (int number = 0; number < 50'000; ++number)
    recipients.push_back(fmt::format("{:018}", number));
  const auto found = counted({{{}}, {}}, table({texts("recipient", recipients)}, 50'000),
                             {.memory_bytes = 1 << 16, .folder = folder});
  EXPECT_THAT(counts(found, "recipients"), ElementsAre(50'000));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove(folder);
}

TEST(Reach, SaysWhatCannotBe) {
  const auto whole = [] { return table({numbers("recipient", {1})}, 1); };
  const auto fails = [&](ReachSpec spec, arrow::Table rows) {
    return [=] { counted(spec, rows); };
  };
  EXPECT_THAT(fails({{}, {}}, whole()),
              ThrowsMessage<DataError>("no grouping, expected at least one"));
  EXPECT_THAT(fails({{{"unit", "unit"}}, {}}, whole()),
              ThrowsMessage<DataError>("a grouping names 'unit' twice"));
  EXPECT_THAT(fails({{{"unit"}}, {}}, whole()), ThrowsMessage<DataError>("no column 'unit'"));
  EXPECT_THAT(fails({{{}}, {}}, table({texts("policy", {"P1"})}, 1)),
              ThrowsMessage<DataError>("no column 'recipient'"));
  EXPECT_THAT(
      fails({{{}}, {}}, table({truths("recipient", {1})}, 1)),
      ThrowsMessage<DataError>("column 'recipient': it holds neither texts nor whole numbers"));
  EXPECT_THAT(fails({{{"unit"}}, {}}, table({truths("unit", {1}), numbers("recipient", {1})}, 1)),
              ThrowsMessage<DataError>("column 'unit': truth values are not read here"));

  Reach reach({{{}}, {}}, testing::terms(), {});
  add(reach, whole());
  EXPECT_THAT([&] { add(reach, table({texts("recipient", {"1"})}, 1)); },
              ThrowsMessage<DataError>("column 'recipient': texts after whole numbers"));
  EXPECT_THAT(
      [&] { add(reach, whole()); },
      ThrowsMessage<DataError>("nothing can be added: it was finished, or an error ended it"));
}

TEST(Reach, SaysThatTheSpillFileCannotBeMade) {
  Texts recipients(50'000, "330521199001011234");
  EXPECT_THAT(
      [&] {
        counted({{{}}, {}}, table({texts("recipient", recipients)}, 50'000),
                {.memory_bytes = 1 << 16, .folder = "/nowhere/at/all"});
      },
      ThrowsMessage<WorkbookError>(
          "/nowhere/at/all: cannot make the spill file: No such file or directory"));
}

TEST(Reach, EndsWhereProgressThrows) {
  Reach reach({{{}}, {}}, testing::terms(), {});
  add(reach, table({numbers("recipient", Numbers(100, 1))}, 100));
  struct Stop {};
  // Counting so little may be over before anybody asks; what was thrown must come out if it was.
  bool asked = false;
  try {
    reach.finish([&](std::int64_t) {
      asked = true;
      throw Stop();
    });
    EXPECT_FALSE(asked);
  } catch (const Stop&) {
    EXPECT_TRUE(asked);
  }
}

}  // namespace
}  // namespace gongkai
