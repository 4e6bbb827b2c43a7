// Dates in the order in which things can happen.
#include <fmt/format.h>

#include <array>

#include "gongkai/ledger/checks.hpp"

namespace gongkai {
namespace {

struct Pair {
  std::string_view ledger, earlier, later;
  bool vital = false;
  std::string_view kind = "before";
};

constexpr std::array kPairs = {
    Pair{"applications", "received", "answered", true},
    Pair{"applications", "received", "correction_notice"},
    Pair{"applications", "correction_notice", "corrected"},
    Pair{"applications", "received", "consult_sent"},
    Pair{"applications", "consult_sent", "consult_received"},
    Pair{"applications", "consult_sent", "consult_back"},
    Pair{"applications", "consult_received", "consult_back"},
    Pair{"applications", "received", "extended"},
    Pair{"applications", "extended", "answered"},
    Pair{"applications", "received", "delayed_until"},
    Pair{"applications", "received", "fee_notice"},
    Pair{"applications", "fee_notice", "fee_paid"},
    Pair{"applications", "answered", "delivered"},
    Pair{"disputes", "filed", "concluded", true},
    Pair{"disputes", "filed", "rectified"},
    // A paper is explained together with its issue; what comes before explains a draft.
    Pair{"policies", "issued", "interpreted", false, "early_interpretation"},
    Pair{"responses", "opened", "closed"},
    Pair{"responses", "opened", "published"},
    Pair{"responses", "closed", "published"},
    Pair{"disclosures", "formed", "due"},
    Pair{"disclosures", "formed", "published"},
    Pair{"units", "valid_from", "valid_to"},
};

// What belongs to the items of `to`, one to one.
struct Pairing {
  std::string_view ledger, column, to;
};
constexpr std::array kPairings = {
    Pairing{"applications", "consult_kind", "consult_sent"},
    Pairing{"applications", "consult_received", "consult_sent"},
    Pairing{"applications", "consult_back", "consult_sent"},
};

// The dates of one row: one, or an item for each consultation.
std::span<const Date> dates_of(const Stored& stored, std::int64_t row) {
  if (const auto* lists = std::get_if<Lists<Date>>(&stored.values)) return (*lists)[row];
  return std::span(std::get<std::vector<Date>>(stored.values))
      .subspan(static_cast<std::size_t>(row), 1);
}

std::int64_t items_of(const Stored& stored, std::int64_t row) {
  if (const auto* dates = std::get_if<Lists<Date>>(&stored.values))
    return static_cast<std::int64_t>((*dates)[row].size());
  return static_cast<std::int64_t>(std::get<Lists<std::uint8_t>>(stored.values)[row].size());
}

bool is_before(Date later, Date earlier) {
  return later < earlier && later != kUndated && earlier != kNever;
}

void check_pair(const Columns& columns, const Pair& pair, Faults& faults) {
  const Stored* earlier = columns.stored(pair.earlier);
  const Stored* later = columns.stored(pair.later);
  if (earlier == nullptr || later == nullptr) return;
  const int place = columns.schema.index(pair.later);
  const auto tell = [&](std::int64_t row, Date second, Date first) {
    const bool plain = pair.kind == "before";
    faults.add(columns.origin_of(row), place, {"ledger.order", pair.kind, pair.vital}, iso(second),
               fmt::format("{}“{}”{}{}", plain ? "不早于" : "", earlier->header, plain ? "" : " ",
                           iso(first)));
  };
  const auto* first = std::get_if<std::vector<Date>>(&earlier->values);
  const auto* second = std::get_if<std::vector<Date>>(&later->values);
  if (first != nullptr && second != nullptr) {
    for (std::size_t at = 0; at < first->size(); ++at)
      if (is_before((*second)[at], (*first)[at]))
        tell(static_cast<std::int64_t>(at), (*second)[at], (*first)[at]);
    return;
  }
  for (std::int64_t row = 0; row < columns.rows; ++row) {
    const auto afters = dates_of(*later, row);
    if (afters.empty()) continue;
    const auto befores = dates_of(*earlier, row);
    for (std::size_t at = 0; at < afters.size(); ++at) {
      const std::size_t other = first != nullptr ? 0 : at;
      if (other < befores.size() && is_before(afters[at], befores[other]))
        tell(row, afters[at], befores[other]);
    }
  }
}

void check_pairing(const Columns& columns, const Pairing& pairing, Faults& faults) {
  const Stored* items = columns.stored(pairing.column);
  const Stored* to = columns.stored(pairing.to);
  if (items == nullptr) return;
  for (std::int64_t row = 0; row < columns.rows; ++row) {
    const std::int64_t many = items_of(*items, row);
    if (many == 0) continue;
    const std::int64_t most = to == nullptr ? 0 : items_of(*to, row);
    if (many > most)
      faults.add(
          columns.origin_of(row), columns.schema.index(pairing.column),
          {"ledger.order", "unpaired"}, fmt::format("{} 项", many),
          fmt::format("不多于“{}”的 {} 项",
                      to == nullptr ? columns.schema.field(pairing.to).header : to->header, most));
  }
}

}  // namespace

void check_order(const Columns& columns, Faults& faults) {
  for (const Pair& pair : kPairs)
    if (pair.ledger == columns.schema.id) check_pair(columns, pair, faults);
  for (const Pairing& pairing : kPairings)
    if (pairing.ledger == columns.schema.id) check_pairing(columns, pairing, faults);
}

}  // namespace gongkai
