// The statutory clock of a request: receipt, correction, consultation, extension, fee, reply.
#pragma once

#include <string>
#include <vector>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// How the clock of one request stands at the date of count.
struct Clock {
  Due due;             ///< kNever where the clock stands still
  Date done = kNever;  ///< effective reply: delivered, else answered
  bool stands_still =
      false;          ///< a notice to correct or to pay is unanswered at closing or at as_of
  bool known = true;  ///< false: received before the first regime, or no date of receipt
};

/// Reads the events of one row after another.
class Clocks {
 public:
  Clocks(const Ledger& applications, const Law& law, Period period);
  Clock at(std::int64_t row) const;
  /// One line an event, as `why` shows it: "2022-09-01 征求第三方意见，至 2022-09-09 停 6
  /// 个工作日".
  std::vector<std::string> told(std::int64_t row) const;

 private:
  struct Event;
  Date deadline(std::int64_t row, bool earliest, std::vector<std::string>* told) const;
  std::vector<Event> events(std::int64_t row, const Regime& regime, Date closed) const;

  const Law& law_;
  Period period_;
  std::int64_t rows_;
  std::span<const Date> received_, correction_notice_, corrected_, extended_, delayed_until_,
      fee_notice_, fee_paid_, answered_, delivered_;
  std::span<const std::int64_t> extension_days_;
  const Lists<Date>&consult_sent_, &consult_received_, &consult_back_;
  const Lists<std::uint8_t>& consult_kind_;
};

}  // namespace gongkai
