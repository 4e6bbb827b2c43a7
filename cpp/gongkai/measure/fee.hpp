// Information processing fees: by requests or by pages, each further one dearer in bands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/config.hpp"
#include "gongkai/base/date.hpp"
#include "gongkai/base/finding.hpp"

namespace gongkai {

class Ledger;
struct Law;

/// What is counted above `above` costs `yuan` each, up to where the next band begins.
struct FeeBand {
  std::int64_t above = 0, yuan = 0;
};

/// The numbers of one band that a count reaches: first to last, and what they cost together.
struct FeePart {
  std::int64_t first, last, each, yuan;
};

/// One way to charge, as one version of the law has it (《政府信息公开信息处理费管理办法》, art.
/// 3–5).
struct FeeRule {
  std::string id, name, unit, source;  ///< "items", "按件计收", "件"
  Date from;                           ///< of what was received on or after this day
  std::vector<FeeBand> bands;          ///< what no band reaches is free
  std::int64_t every = 0, more = 0;    ///< the last band goes on in steps of `every`, each `more`
                                       ///< dearer; 0: it has no steps
  /// Band by band; empty where nothing is charged. Throws DataError: "fee: -1 items, expected 0 to
  /// 100000".
  std::vector<FeePart> parts(std::int64_t number) const;
  std::int64_t yuan(std::int64_t number) const;
};

/// `[[fee]] id, name, unit, source, from, every, more` with `[[fee.band]] above, yuan`.
FeeRule read_fee(const Config& table);

/// Amounts of the ledger that neither rule gives: by requests, those that the same applicant made
/// in the same calendar month counted together in the order of their receipt, or by the pages of
/// the request.
std::vector<Finding> fee_findings(const Ledger& applications, const Law& law);

}  // namespace gongkai
