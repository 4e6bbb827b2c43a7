// Many requests, read and counted by both halves at once and asked for from several threads: run
// under the thread sanitizer, which ends the program at the first race.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <future>
#include <string>
#include <vector>

#include "gongkai/arrow/utf8.hpp"
#include "gongkai/ledger/ledger.hpp"
#include "gongkai/measure/books.hpp"
#include "gongkai/measure/books_table.hpp"

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

}  // namespace

int main() {
  const auto law = load_law(GONGKAI_TEMPLATES);
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
  return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
