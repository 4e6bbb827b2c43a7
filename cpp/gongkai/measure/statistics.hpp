// Statistics over counts: places in a ranking, shares of one whole, spreads of working days.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/books.hpp"

namespace gongkai {

/// The place of each rate of one definition, best first; equal shares have one place, and the next
/// is as far down as there are rates before it: 1, 2, 2, 4. Shares are compared exactly. Nothing
/// where the rate cannot be ranked.
std::vector<std::optional<std::int64_t>> places(std::span<const Rate> rates);

/// The parts of one whole as percent texts that add up to 100: each is cut off, and the steps
/// that are left go to the largest remainders, of equal ones to the first. "—" where the whole is
/// 0. Requires counts >= 0.
std::vector<std::string> shares_of_whole(std::span<const std::int64_t> counts, int digits);
/// `total` in whole parts in proportion to the weights, by the same method; all to the first where
/// the weights are 0. A negative total is shared out like a positive one. Requires weights >= 0.
std::vector<std::int64_t> apportioned(std::int64_t total, std::span<const std::int64_t> weights);

/// How many rows of a group took how many working days.
struct Spread {
  Key group;
  std::map<std::int64_t, std::int64_t> histogram;  ///< rows by days
  std::int64_t unknown = 0;                        ///< rows whose days nobody can tell yet

  std::int64_t rows() const;  ///< without the unknown ones
  /// The nearest rank: the least number of days within which `percent` of the rows were done; the
  /// least of all at 0. Nothing without rows. Requires 0 <= percent <= 100.
  std::optional<std::int64_t> percentile(int percent) const;
};

/// Working days from receipt (day 0) to the effective reply, of requests answered in the period;
/// months are those of the reply. Corrections and consultations are not taken out. Unknown where a
/// notice that is not published may move the number, or the calendar does not reach back.
std::vector<Spread> reply_days(const Books& books, const std::vector<std::string>& by);

/// How many rows one place counts in each group, and under {} where `by` is empty; `month` is the
/// date whose month counts. Groups of 0 are left out. Throws DataError as `Books::rates` does.
std::vector<std::pair<Key, std::int64_t>> counts_by(const Books& books, std::string_view place,
                                                    const std::vector<std::string>& by,
                                                    std::string_view month);

}  // namespace gongkai
