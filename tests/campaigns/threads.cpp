// Many requests, read and counted by both halves at once and asked for from several threads, and
// pushes counted by four: run under the thread sanitizer, which ends the program at the first race.
#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gongkai/arrow/stream.hpp"
#include "gongkai/arrow/utf8.hpp"
#include "gongkai/ledger/ledger.hpp"
#include "gongkai/measure/books.hpp"
#include "gongkai/measure/books_table.hpp"
#include "gongkai/measure/reach.hpp"

using namespace gongkai;

namespace {

constexpr int kRows = 250'000;  // more than one thread would look at alone

/// Invented requests: received on every day of two years, every tenth extended or corrected.
std::string csv() {
  std::string text =
      "申请编号,承办单位,申请人类型,收到日期,补正告知日期,补正收到日期,延期告知日期,"
      "答复日期,答复结果\n";
  const Date first = *civil(2021, 7, 1);
  for (int row = 0; row < kRows; ++row) {
    const Date received = first + Days(row % 540);
    const auto after = [&](int days, bool is_there) {
      return is_there ? iso(received + Days(days)) : std::string();
    };
    const bool closed = row % 11 != 0;
    text += fmt::format("{},第{}局,{},{},{},{},{},{},{}\n", row, row % 60,
                        row % 3 == 0 ? "商业企业" : "自然人", iso(received),
                        after(3, row % 10 == 1), after(12, row % 10 == 1), after(18, row % 10 == 2),
                        after(15 + row % 40, closed), closed ? "予以公开" : "");
  }
  return text;
}

struct Answer {
  std::vector<std::int64_t> counts;
  std::vector<Date> due;
  std::string rate;
  bool operator==(const Answer&) const = default;
};

Answer ask(const Books& books, const Definition& timely) {
  const auto tally = tally_table(books, "applications", {"unit", "month"});
  const auto due = deadline_table(books, "applications");
  return {std::get<std::vector<std::int64_t>>(tally.find("count")->values),
          std::get<std::vector<Date>>(due.find("latest")->values), books.rate(timely).text()};
}

bool count_requests(const Law& law) {
  const std::string text = csv();
  const bool is_text = arrow::is_utf8(text);
  const auto read = read_csv(schema("applications"), text, law.terms, {"a.csv", "", 2022});
  Definition timely;
  timely.id = "timely.due";
  timely.numerator = {"reply/*.in.earlier|on_time"};
  timely.denominator = {"reply/*.in.*"};
  const Books books({"某县", {{"applications", read.value}}, law, year_period(2022), {}});
  std::vector<std::future<Answer>> asked;
  for (int thread = 0; thread < 4; ++thread)
    asked.push_back(std::async(std::launch::async, [&] { return ask(books, timely); }));
  const auto first = asked[0].get();
  bool same = is_text && !first.counts.empty() && first.due.size() == kRows;
  for (std::size_t thread = 1; thread < asked.size(); ++thread)
    same = asked[thread].get() == first && same;
  std::printf("%d requests, %zu counts, %s: four threads %s\n", kRows, first.counts.size(),
              first.rate.c_str(), same ? "agree" : "DIFFER");
  return same;
}

/// Invented pushes: many policies of the second half are new to the layout of the first.
ArrowArrayStream pushes(int half, bool as_text, std::set<std::pair<int, int>>& pairs) {
  std::vector<std::int64_t> policies, channels, numbers;
  arrow::Texts names;
  std::vector<std::uint8_t> delivered, opened;
  for (int row = 0; row < kRows; ++row) {
    const int policy = row * 7 % (half == 0 ? 20 : 60'000), recipient = row * 31 % 5'000;
    pairs.emplace(policy, recipient);
    policies.push_back(policy);
    channels.push_back(row % 3);
    numbers.push_back(recipient);
    names.push_back(fmt::format("第{}户", recipient));
    delivered.push_back(row % 2 == 0);
    opened.push_back(row % 5 == 0);
  }
  arrow::Table table{{{"policy", std::move(policies), {}}}, kRows};
  for (const auto* name : {"channel", "unit", "town", "agent", "batch"})
    table.columns.push_back({name, channels, {}});
  if (as_text)
    table.columns.push_back({"recipient", std::move(names), {}});
  else
    table.columns.push_back({"recipient", std::move(numbers), {}});
  table.columns.push_back({"delivered", std::move(delivered), {}});
  table.columns.push_back({"opened", std::move(opened), {}});
  ArrowArrayStream stream;
  arrow::export_stream(std::move(table), &stream);
  return stream;
}

/// By four threads, the second half by way of a state; with little memory records are spilled.
bool count_pushes(const Law& law, std::size_t memory, bool as_text) {
  // Six keys leave each nine bits at first, too few for the policies of the second half.
  const ReachSpec spec{{{"policy"}, {"channel", "policy", "unit", "town", "agent", "batch"}, {}},
                       {}};
  const ReachMeans means{.memory_bytes = memory, .threads = 4};
  const auto file =
      std::filesystem::temp_directory_path() / fmt::format("threads-{}.reach", ::getpid());
  const auto told = [](std::int64_t) {};
  std::set<std::pair<int, int>> pairs;
  Reach other(spec, law.terms, means);
  auto second = pushes(1, as_text, pairs);
  other.add(&second, told);
  other.partial(file, {"2022", "second", 0}, false, told);
  Reach reach(spec, law.terms, means);
  auto first = pushes(0, as_text, pairs);
  reach.add(&first, told);
  reach.add_state(file, told);
  const auto counts = reach.finish(told);
  std::filesystem::remove(file);
  const auto& recipients =
      std::get<std::vector<std::int64_t>>(counts.table.find("recipients")->values);
  const auto& by = std::get<arrow::Texts>(counts.table.find("by")->values);
  std::size_t sum = 0;
  for (std::int64_t row = 0; row < counts.table.rows; ++row)
    if (by[row] == "policy") sum += static_cast<std::size_t>(recipients[row]);
  const bool same = sum == pairs.size() && recipients.back() == 5'000;
  std::printf("%d pushes to %s within %zu bytes: %zu recipients by policy %s\n", 2 * kRows,
              as_text ? "texts" : "numbers", memory, sum, same ? "are right" : "ARE WRONG");
  return same;
}

}  // namespace

int main() {
  const auto law = load_law(GONGKAI_TEMPLATES);
  bool same = count_requests(law);
  for (const std::size_t memory : {std::size_t{1} << 30, std::size_t{1} << 18})
    for (const bool as_text : {false, true}) same = count_pushes(law, memory, as_text) && same;
  return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
