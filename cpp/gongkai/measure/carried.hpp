// Numbers that rows carry besides being counted: scores, cases, quantities, weights.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "gongkai/measure/measure.hpp"
#include "gongkai/measure/sums.hpp"

namespace gongkai {

/// The cells of `sum/<ledger>/<cell>`; empty for a ledger whose rows carry nothing that adds.
/// ratings: score, scored (how many have one), cases; events: quantity; tasks: weight and
/// weighted_progress; pushes: payable and paid, in 分.
std::span<const std::string> carried_cells(std::string_view ledger);
/// Decimals are summed in millionths, so that sums are exact; cases are whole, money is in 分.
bool in_millionths(std::string_view cell);

/// Sums over the rows of the year. A blank among them makes its sum blank. A task that is done has
/// all of its progress; one that is done later than the date of count had an unknown part of it.
Sums carried_sums(const Ledger& ledger, const Groups& groups, const Law& law, Period period);

/// Whether a row carries anything: most pushes are about no money.
bool carries(const Ledger& ledger, std::int64_t row);

/// What a row carries in that cell, in Chinese: "权重 2，完成进度 80%".
Teller carried_teller(const Ledger& ledger, std::string_view cell);

}  // namespace gongkai
