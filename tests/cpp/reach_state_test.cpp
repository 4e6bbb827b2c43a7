#include "gongkai/measure/reach/state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "gongkai/arrow/stream.hpp"
#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::ThrowsMessage;
using Numbers = std::vector<std::int64_t>;
using testing::terms;

// An invented log: policies, channels, recipients and flags by chance.
struct Log {
  std::vector<std::string> policy, channel, recipient;
  std::vector<std::uint8_t> delivered, opened;

  Log part(std::size_t from, std::size_t until) const {
    const auto cut = [&](const auto& all) {
      return std::decay_t<decltype(all)>(all.begin() + static_cast<std::ptrdiff_t>(from),
                                         all.begin() + static_cast<std::ptrdiff_t>(until));
    };
    return {cut(policy), cut(channel), cut(recipient), cut(delivered), cut(opened)};
  }
};

Log log_of(std::size_t rows, int recipients, std::uint32_t seed) {
  std::mt19937 chance(seed);
  Log log;
  for (std::size_t row = 0; row < rows; ++row) {
    log.policy.push_back(fmt::format("P{}", chance() % 7));
    log.channel.push_back(chance() % 2 == 0 ? "app" : "短信");
    const auto who = chance() % static_cast<unsigned>(recipients);
    log.recipient.push_back(who == 0 ? "" : fmt::format("{:018}", who));
    log.delivered.push_back(chance() % 3 != 0);
    log.opened.push_back(chance() % 4 == 0);
  }
  return log;
}

void add(Reach& reach, const Log& log) {
  const auto texts = [](std::string name, const std::vector<std::string>& all) {
    arrow::Texts column;
    for (const auto& each : all) column.push_back(each);
    return arrow::Column{std::move(name), std::move(column), {}};
  };
  ArrowArrayStream stream;
  arrow::export_stream({{texts("policy", log.policy),
                         texts("channel", log.channel),
                         texts("recipient", log.recipient),
                         {"delivered", log.delivered, {}},
                         {"opened", log.opened, {}}},
                        std::ssize(log.policy)},
                       &stream);
  reach.add(&stream);
}

const ReachSpec kSpec{{{}, {"policy"}, {"channel", "policy"}}, {}};

// Each test has a folder of its own: they run side by side.
std::filesystem::path folder() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  return std::filesystem::path(::testing::TempDir()) /
         fmt::format("reach-{}-{}", ::getpid(), test->name());
}

std::filesystem::path file(const std::string& name) { return folder() / (name + ".reach"); }

class ReachState : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder()); }
  void TearDown() override { std::filesystem::remove_all(folder()); }
};

std::filesystem::path state(const std::string& name, const Log& log, bool only_counts = false,
                            const ReachSpec& spec = kSpec, ReachMeans means = {}) {
  Reach reach(spec, terms(), means);
  add(reach, log);
  reach.partial(file(name), {"2022", name, 0}, only_counts);
  return file(name);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Every column of the answer as text.
std::string told(const ReachCounts& counts) {
  std::string out;
  for (const auto& column : counts.table.columns)
    for (std::int64_t row = 0; row < counts.table.rows; ++row) {
      const auto at = static_cast<std::size_t>(row);
      if (column.is_null(row))
        out += "- ";
      else if (const auto* numbers = std::get_if<Numbers>(&column.values))
        out += fmt::format("{} ", (*numbers)[at]);
      else
        out += fmt::format("{} ", std::get<arrow::Texts>(column.values)[row]);
    }
  for (const auto& fault : counts.faults) out += fmt::format("{} {};", fault.row, fault.count);
  return out;
}

std::string answer(const std::vector<std::filesystem::path>& states,
                   const ReachSpec& spec = kSpec) {
  Reach reach(spec, terms(), {});
  for (const auto& each : states) reach.add_state(each);
  return told(reach.finish());
}

std::string answer(const Log& log, const ReachSpec& spec = kSpec) {
  Reach reach(spec, terms(), {});
  add(reach, log);
  return told(reach.finish());
}

std::filesystem::path merged(const std::string& name,
                             const std::vector<std::filesystem::path>& states) {
  Reach reach(kSpec, terms(), {});
  for (const auto& each : states) reach.add_state(each);
  reach.partial(file(name), {}, false);
  return file(name);
}

TEST_F(ReachState, OfPartsAnswersAsTheWhole) {
  const Log log = log_of(5'000, 300, 1);
  const auto a = state("a", log.part(0, 1'000)), b = state("b", log.part(1'000, 1'700)),
             c = state("c", log.part(1'700, 5'000));
  EXPECT_EQ(answer({a, b, c}), answer(log));
  EXPECT_EQ(answer({c, a, b}), answer(log));
}

TEST_F(ReachState, MergesInAnyOrderToTheSameBytes) {
  const Log log = log_of(3'000, 200, 2);
  const auto a = state("a", log.part(0, 900)), b = state("b", log.part(900, 2'000)),
             c = state("c", log.part(2'000, 3'000));
  const std::string once = bytes_of(merged("abc", {a, b, c}));
  EXPECT_EQ(bytes_of(merged("cab", {c, a, b})), once);
  EXPECT_EQ(bytes_of(merged("left", {merged("ab", {a, b}), c})), once);
  EXPECT_EQ(bytes_of(merged("right", {a, merged("bc", {b, c})})), once);
}

TEST_F(ReachState, DoesNotDependOnMemoryThreadsOrChance) {
  const Log log = log_of(20'000, 3'000, 3);
  const std::string bytes = bytes_of(state("one", log, false, kSpec, {.threads = 1, .seed = 4}));
  for (const std::size_t memory : {std::size_t{1} << 14, std::size_t{1} << 18})
    EXPECT_EQ(bytes_of(state("one", log, false, kSpec, {.memory_bytes = memory, .threads = 2})),
              bytes);
}

TEST_F(ReachState, IsNeverCountedTwice) {
  const Log log = log_of(1'000, 50, 4);
  const auto a = state("a", log.part(0, 400)), b = state("b", log.part(400, 1'000));
  Reach reach(kSpec, terms(), {});
  EXPECT_TRUE(reach.add_state(a));
  EXPECT_FALSE(reach.add_state(a));
  EXPECT_TRUE(reach.add_state(b));
  EXPECT_FALSE(reach.add_state(merged("ab", {a, b})));
  EXPECT_EQ(told(reach.finish()), answer(log));

  Reach some(kSpec, terms(), {});
  some.add_state(a);
  const auto both = merged("ab", {a, b});
  EXPECT_THAT(
      [&] { some.add_state(both); },
      ThrowsMessage<DataError>(fmt::format(
          "{}: holds partition 'a' of job '2022', which was added before, and partition 'b' "
          "of job '2022', which was not",
          both.string())));
}

TEST_F(ReachState, OfCountsAddsWhereNoRecipientIsInTwo) {
  const Log log = log_of(4'000, 100, 5);
  Log even, odd;
  for (std::size_t row = 0; row < log.policy.size(); ++row) {
    Log& to = log.recipient[row].empty() || log.recipient[row].back() % 2 == 0 ? even : odd;
    to.policy.push_back(log.policy[row]);
    to.channel.push_back(log.channel[row]);
    to.recipient.push_back(log.recipient[row]);
    to.delivered.push_back(log.delivered[row]);
    to.opened.push_back(log.opened[row]);
  }
  EXPECT_EQ(answer({state("even", even, true), state("odd", odd, true)}), answer(log));

  Reach reach(kSpec, terms(), {});
  reach.add_state(file("even"));
  EXPECT_THAT([&] { reach.partial(file("x"), {}, false); },
              ThrowsMessage<DataError>(
                  "a state that holds counts alone was added: only counts can be written"));
}

TEST_F(ReachState, TellsNobodyWhoTheRecipientsAre) {
  Log log = log_of(500, 40, 6);
  ReachSpec spec = kSpec;
  spec.identity = "0123456789abcdef";
  const auto a = state("hidden-a", log.part(0, 200), false, spec),
             b = state("hidden-b", log.part(200, 500), false, spec);
  for (const auto& recipient : log.recipient)
    if (!recipient.empty()) {
      EXPECT_EQ(bytes_of(a).find(recipient), std::string::npos);
    }
  const std::string hidden = answer({a, b}, spec), open = answer(log);
  EXPECT_EQ(hidden.substr(0, hidden.rfind("- ")), open.substr(0, open.rfind("- ")));

  ReachSpec other = spec;
  other.identity = "fedcba9876543210";
  Reach reach(other, terms(), {});
  EXPECT_THROW(reach.add_state(a), DataError);
  EXPECT_THAT(
      [&] {
        Reach({{{}}, {}, "short"}, terms(), {});
      },
      ThrowsMessage<DataError>("the key of identities has 5 bytes, expected 16"));
}

TEST_F(ReachState, OfNumbersKeepsThemNumbers) {
  const auto table = [](Numbers recipients) {
    ArrowArrayStream stream;
    const auto rows = std::ssize(recipients);
    arrow::export_stream({{{"recipient", std::move(recipients), {}}}, rows}, &stream);
    return stream;
  };
  const ReachSpec whole{{{}}, {}};
  Reach first(whole, terms(), {});
  auto stream = table({-5, 7, 7});
  first.add(&stream);
  first.partial(file("numbers"), {"j", "p", 0}, false);
  Reach second(whole, terms(), {});
  second.add_state(file("numbers"));
  stream = table({7, 8});
  second.add(&stream);
  const auto counts = second.finish();
  EXPECT_THAT(std::get<Numbers>(counts.table.find("recipients")->values), ElementsAre(3));
  EXPECT_THAT(std::get<Numbers>(counts.table.find("events")->values), ElementsAre(5));
}

TEST_F(ReachState, IsRefusedWhereItIsNotWhatWasWritten) {
  const auto good = state("good", log_of(300, 20, 7));
  const std::string bytes = bytes_of(good);
  const auto refused = [&](std::string changed) {
    std::ofstream(file("bad"), std::ios::binary) << changed;
    Reach reach(kSpec, terms(), {});
    try {
      reach.add_state(file("bad"));
    } catch (const DataError& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  EXPECT_EQ(refused("x"), fmt::format("{}: no state of a reach", file("bad").string()));
  for (std::size_t size = 16; size < bytes.size(); size += 97)
    EXPECT_NE(refused(bytes.substr(0, size)), "taken") << size;
  for (std::size_t at = 0; at < bytes.size(); at += 61) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 4);
    EXPECT_NE(refused(changed), "taken") << at;
  }
  EXPECT_EQ(refused(bytes + "x"), fmt::format("{}: the state is damaged: it goes on after its end",
                                              file("bad").string()));
  const std::size_t records = bytes.find("records "), end = bytes.rfind("end     ");
  EXPECT_EQ(refused(bytes.substr(0, records) + bytes.substr(end)),
            fmt::format("{}: the state is damaged: a block is missing", file("bad").string()));
  Reach other({{{"policy"}}, {}}, terms(), {});
  EXPECT_THAT([&] { other.add_state(good); },
              ThrowsMessage<DataError>(
                  fmt::format("{}: counted by another specification, found\nby\nby \"policy\"\nby "
                              "\"channel\", \"policy\"\nexpected\nby \"policy\"\n",
                              good.string())));
}

// Whoever can make checksums can make a state: what no count writes must not be counted.
TEST_F(ReachState, IsRefusedWhereNoCountCanHaveWrittenIt) {
  using namespace reach;
  const auto taken = [&](StateHead head, const std::string& recipient, std::uint64_t word,
                         StateEvents events, const std::string& identity) {
    const ReachSpec by_policy{{{"policy"}}, {}, identity};
    {
      Reach empty(by_policy, terms(), {});
      empty.partial(file("empty"), {}, false);
    }
    head.spec = StateReader(file("empty")).head().spec;
    head.labels = {{"P1"}};
    head.whole = {0};
    head.parts = {{"2022", "made", 0}};
    StateWriter out(file("made"), head);
    if (events.events > 0) out.events({events});
    if (!recipient.empty()) out.record({recipient, word});
    out.close();
    Reach reach(by_policy, terms(), {});
    add(reach, log_of(10, 3, 9));
    try {
      reach.add_state(file("made"));
    } catch (const DataError& error) {
      const std::string text = error.what();
      return text.substr(text.rfind(": ") + 2);
    }
    return std::string("taken");
  };
  const std::string eight(8, 'x'), key = "0123456789abcdef";
  const std::string never = "it holds what no count writes";
  const std::uint64_t word = std::uint64_t{1} << kFlagBits;
  EXPECT_EQ(taken({.names = "text"}, "甲", word, {word, 1, 0}, ""), "taken");
  EXPECT_EQ(taken({.names = ""}, eight, word, {}, ""), never);
  EXPECT_EQ(taken({.names = "text", .only_counts = true}, "甲", word, {}, ""), never);
  EXPECT_EQ(taken({.names = "text"}, "甲", word << 1, {}, ""), "no such code");
  EXPECT_EQ(taken({.names = "text"}, "", 0, {word, 1, 2}, ""), never);
  EXPECT_EQ(taken({.names = "text"}, "", 0, {word, ~std::uint64_t{0}, 0}, ""), never);
  EXPECT_EQ(taken({.names = "whole"}, eight, word, {}, key), "recipients are numbers");
  EXPECT_EQ(taken({.names = "whole"}, eight, word, {}, ""),
            "recipients are whole numbers, expected texts as before");
  EXPECT_EQ(taken({.names = "text", .unread = {{7, "x", 1}}}, "", 0, {}, ""), "no such column");
  EXPECT_EQ(taken({.names = "text", .unread = {{1, "x", -1}}}, "", 0, {}, ""),
            "its head cannot be read");
}

// Codes of the second half need another layout than those of the first; all threads write at once.
TEST_F(ReachState, IsAddedToEventsOfANarrowerLayout) {
  const ReachSpec spec{{{"policy", "unit", "town", "agent", "channel", "batch"}, {"policy"}, {}},
                       {}};
  const auto rows = [](int from, int until, int policies) {
    std::vector<std::vector<std::int64_t>> all(7);
    for (int row = from; row < until; ++row) {
      all[0].push_back(row * 7 % policies);
      for (std::size_t at = 1; at < 6; ++at) all[at].push_back(row % static_cast<int>(at + 1));
      all[6].push_back(row * 31 % 500);
    }
    std::vector<arrow::Column> columns;
    for (std::size_t at = 0;
         const auto* name : {"policy", "unit", "town", "agent", "channel", "batch", "recipient"})
      columns.push_back({name, all[at++], {}});
    ArrowArrayStream stream;
    arrow::export_stream({std::move(columns), until - from}, &stream);
    return stream;
  };
  constexpr int kRows = 60'000;
  Reach late(spec, terms(), {.memory_bytes = 1 << 18, .threads = 4});
  auto stream = rows(kRows, 2 * kRows, 20'000);
  late.add(&stream);
  late.partial(file("late"), {"2022", "late", 0}, false);
  Reach apart(spec, terms(), {.memory_bytes = 1 << 18, .threads = 4});
  stream = rows(0, kRows, 20);
  apart.add(&stream);
  apart.add_state(file("late"));
  Reach whole(spec, terms(), {});
  stream = rows(0, kRows, 20);
  whole.add(&stream);
  stream = rows(kRows, 2 * kRows, 20'000);
  whole.add(&stream);
  EXPECT_EQ(told(apart.finish()), told(whole.finish()));
}

TEST_F(ReachState, TellsProgressThatNeverFalls) {
  const Log log = log_of(200'000, 50'000, 10);
  Reach reach(kSpec, terms(), {.threads = 2});
  add(reach, log);
  std::int64_t before = 0;
  int calls = 0;
  reach.partial(file("told"), {"2022", "told", 0}, false, [&](std::int64_t rows) {
    EXPECT_GE(rows, before);
    before = rows;
    ++calls;
  });
  EXPECT_GE(before, 199'000);  // those without a recipient are counted beside
  EXPECT_GE(calls, 2);
  Reach stopped(kSpec, terms(), {.threads = 2});
  EXPECT_THROW(stopped.add_state(file("told"), [](std::int64_t) { throw DataError("stop"); }),
               DataError);
  EXPECT_THAT(
      [&] { stopped.finish(); },
      ThrowsMessage<DataError>("nothing can be counted: it was finished, or an error ended it"));
}

TEST_F(ReachState, NeedsANameForItsEvents) {
  Reach reach(kSpec, terms(), {});
  const Log log = log_of(3, 3, 8);
  add(reach, log);
  for (const ReachPart& part : {ReachPart{}, ReachPart{"2022", "", 0}})
    EXPECT_THAT([&] { reach.partial(file("nameless"), part, false); },
                ThrowsMessage<DataError>("events were added, and no job and partition names them"));
  EXPECT_EQ(told(reach.finish()), answer(log));  // what was forgotten costs nothing
}

// One office has no column of deliveries, the other has: nobody of the first was delivered to.
TEST_F(ReachState, OfCountsTellsHowManyOpenedWithoutDelivery) {
  const auto rows = [](std::vector<std::int64_t> recipients, bool delivered) {
    const auto size = recipients.size();
    std::vector<arrow::Column> columns{{"recipient", std::move(recipients), {}},
                                       {"opened", std::vector<std::uint8_t>(size, 1), {}}};
    if (delivered) columns.push_back({"delivered", std::vector<std::uint8_t>(size, 1), {}});
    ArrowArrayStream stream;
    arrow::export_stream({std::move(columns), static_cast<std::int64_t>(size)}, &stream);
    return stream;
  };
  const ReachSpec whole{{{}}, {}};
  for (const bool delivered : {false, true}) {
    Reach reach(whole, terms(), {});
    auto stream = delivered ? rows({1, 2}, true) : rows({3, 4, 5}, false);
    reach.add(&stream);
    reach.partial(file(delivered ? "with" : "without"), {"j", delivered ? "a" : "b", 0}, true);
  }
  Reach both(whole, terms(), {});
  both.add_state(file("with"));
  both.add_state(file("without"));
  const auto counts = both.finish();
  ASSERT_EQ(counts.faults.size(), 1U);
  EXPECT_EQ(counts.faults[0].count, 3);
  EXPECT_TRUE(counts.faults[0].recipients.empty());  // no state of counts says who
}

TEST_F(ReachState, CarriesCellsThatNobodyCouldRead) {
  const auto opened = [](const std::vector<std::string>& cells) {
    arrow::Texts texts;
    Numbers recipients;
    for (const auto& cell : cells) {
      texts.push_back(cell);
      recipients.push_back(std::ssize(recipients));
    }
    ArrowArrayStream stream;
    arrow::export_stream(
        {{{"recipient", recipients, {}}, {"opened", texts, {}}}, std::ssize(cells)}, &stream);
    return stream;
  };
  const auto unread = [&](bool only_counts, const std::string& identity) {
    const ReachSpec whole{{{}}, {}, identity};
    for (const std::string name : {"a", "b"}) {
      Reach reach(whole, terms(), {});
      auto stream = name == "a" ? opened({"是", "也许", "张某"}) : opened({"也许", "否"});
      reach.add(&stream);
      reach.partial(file(name), {"j", name, 0}, only_counts);
    }
    Reach both(whole, terms(), {});
    both.add_state(file("a"));
    both.add_state(file("b"));
    auto stream = opened({"也许"});
    both.add(&stream);
    std::string told;
    for (const auto& each : both.finish().unread)
      told += fmt::format("{} {} {};", each.column, each.text, each.rows);
    return told;
  };
  EXPECT_EQ(unread(false, ""), "opened 也许 3;opened 张某 1;");
  // What stands in the wrong column may be a name, which no such state tells.
  EXPECT_EQ(unread(true, ""), "opened  4;");
  EXPECT_EQ(unread(false, "0123456789abcdef"), "opened  4;");
  EXPECT_EQ(bytes_of(file("a")).find("张某"), std::string::npos);
}

TEST_F(ReachState, TellsGroupingsApartWhateverTheirNames) {
  const auto with = [](std::vector<std::string> grouping) {
    const ReachSpec spec{{std::move(grouping)}, {}};
    Reach reach(spec, terms(), {});
    reach.partial(file("empty"), {}, false);
    return file("empty");
  };
  const ReachSpec one{{{"a, b"}}, {}};
  Reach reach(one, terms(), {});
  EXPECT_THROW(reach.add_state(with({"a", "b"})), DataError);
  EXPECT_TRUE(reach.add_state(with({"a, b"})));
}

TEST_F(ReachState, SaysNothingOfWordsWithoutEvents) {
  arrow::Coded policies;
  policies.distinct.push_back("P1");
  policies.distinct.push_back("SECRET");
  policies.codes = {0, 0};
  ArrowArrayStream stream;
  arrow::export_stream({{{"policy", std::move(policies), {}}, {"recipient", Numbers{1, 2}, {}}}, 2},
                       &stream);
  Reach reach({{{"policy"}}, {}}, terms(), {});
  reach.add(&stream);
  reach.partial(file("coded"), {"j", "p", 0}, false);
  EXPECT_EQ(bytes_of(file("coded")).find("SECRET"), std::string::npos);
}

}  // namespace
}  // namespace gongkai
