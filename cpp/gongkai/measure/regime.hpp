// Regimes: the time limits of the law, chosen by the date of receipt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/date.hpp"

namespace gongkai {

/// Limits in working days, as one version of the law sets them.
struct Regime {
  std::string id, name, source;
  Date from;                       ///< requests received on or after this day
  int reply_days = 20;             ///< art. 33
  int extension_days = 20;         ///< art. 33, the most
  int correction_notice_days = 7;  ///< art. 30, a later notice does not restart the clock
  int consultation_days = 15;      ///< art. 32, 34: third parties and co-producers
};

class Regimes {
 public:
  /// regimes.toml; regimes in order of `from`.
  static Regimes parse(std::string_view toml);
  /// The regime of a request received on that day, or null before the first.
  const Regime* at(Date received) const;
  const std::vector<Regime>& all() const { return regimes_; }

 private:
  std::vector<Regime> regimes_;
};

}  // namespace gongkai
