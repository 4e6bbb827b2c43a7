// Definitions of rates, as data: what stands above and below the line, and who says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

enum class Rounding : std::uint8_t { half_up, truncate, largest_remainder };

/// One rate. Nobody has laid these down officially, so each names its source.
struct Definition {
  std::string id, name, source;
  std::vector<std::string> numerator,
      denominator;  ///< places, added up; a place after "-" is taken off
  /// Places of rows that a missing notice leaves open: `unknown` may join the denominator, `unsure`
  /// stand in it already and may join the numerator.
  std::vector<std::string> unknown, unsure;
  std::int64_t fixed_point = 1;  ///< what 1 is on both sides: sums of decimals are in millionths
  bool counts_rows = true;       ///< both sides count rows; else there is no interval
  Rounding rounding = Rounding::half_up;  ///< largest_remainder alone rounds half up
  int digits = 2;
  /// What the quotient is multiplied by, and what is printed behind it: 100 and "%", or 10000 and
  /// "件/万人".
  std::int64_t scale = 100;
  std::string unit = "%";
  std::int64_t rankable_from = 10;
  std::string direction = "higher";  ///< which way is better: "higher" or "lower"
  /// Which date's month a row stands in: received, answered, deadline, due, filed, concluded; ""
  /// none.
  std::string month, denominator_month;
};

std::string_view rounding_id(Rounding rounding);
/// The ledgers that both sides count, in the order of their places; a fact and last year have none.
std::vector<std::string_view> ledgers_of(const Definition& definition);
/// A place of a definition without the sign that takes it off.
std::string_view bare(std::string_view place);
/// Reads `[[definition]]` tables in order. Every place is checked.
std::vector<Definition> parse_definitions(std::string_view toml,
                                          std::string_view name = "definitions.toml");
/// The first list with those of the second added or put in place of equal ids.
std::vector<Definition> merge(std::vector<Definition> shipped, std::vector<Definition> own);
/// Throws DataError: "unknown definition 'timely.soon'".
const Definition& definition(const std::vector<Definition>& all, std::string_view id);

}  // namespace gongkai
