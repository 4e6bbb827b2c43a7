// Regimes: the time limits of the law, chosen by the date of receipt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/calendar.hpp"
#include "gongkai/measure/fee.hpp"

namespace gongkai {

/// What a correction that was asked for does: the period begins anew when it comes, or the days
/// from the notice until then are taken out.
enum class Correction : std::uint8_t { restart, pause };

/// Limits in working days, as one version of the law sets them.
struct Regime {
  std::string id, name, source;
  Date from;                ///< requests received on or after this day
  int reply_days = 20;      ///< art. 33
  int extension_days = 20;  ///< art. 33, the most
  Correction correction = Correction::restart;
  std::optional<int> correction_notice_days;  ///< art. 30, a later notice changes nothing
  std::optional<int> consultation_days;       ///< art. 32, 34: third parties and co-producers
};

/// Any other period within which something is to be done: an answer, a review, a publication.
struct Limit {
  std::string id, name, source;  ///< "response.simple_inquiry", "publication"
  Date from = kUndated;          ///< what came on or after this day
  int days = 0;
  bool working = true;  ///< working days; else calendar days, ending on the next working day where
                        ///< the last one is a day off
};
/// When the period ends that began after the day of `came`; a range where a missing notice may move
/// it.
Due ends(const Limit& limit, Date came, const Calendar& calendar);

class Regimes {
 public:
  /// regimes.toml; regimes, and limits and fees of one id, in order of `from`.
  static Regimes parse(std::string_view toml);
  /// The regime of a request received on that day, or null before the first.
  const Regime* at(Date received) const;
  const std::vector<Regime>& all() const { return regimes_; }
  /// The limit of that id for what came on that day, or null where none is laid down.
  const Limit* limit(std::string_view id, Date came) const;
  /// The fee of that id ("items", "pages") for what came on that day, or null before the first;
  /// kNever: the latest.
  const FeeRule* fee(std::string_view id, Date came) const;

 private:
  std::vector<Regime> regimes_;
  std::vector<Limit> limits_;
  std::vector<FeeRule> fees_;
};

}  // namespace gongkai
