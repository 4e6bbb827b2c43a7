// Applicants: the kind that is given against the one that the name speaks for.
#include <fmt/format.h>

#include "gongkai/ledger/checks.hpp"

namespace gongkai {

void check_applicants(const Columns& columns, const Terms& terms, Faults& faults) {
  const Stored* applicant = columns.stored("applicant");
  const Stored* stated = columns.stored("applicant_kind");
  if (applicant == nullptr || stated == nullptr) return;
  const Names& names = std::get<Names>(applicant->values);
  const auto& kinds = std::get<std::vector<std::uint8_t>>(stated->values);
  const Choices labels = applicant_kinds();
  for (std::int64_t row = 0; row < columns.rows; ++row) {
    const std::uint8_t given = kinds[static_cast<std::size_t>(row)];
    if (given == 0) continue;
    const std::uint8_t likely = terms.applicant_kind(names[row], given);
    // The name itself is not told: who applied stays in the ledger.
    if (likely != 0 && likely != given)
      faults.add(columns.origin_of(row), columns.schema.index("applicant_kind"),
                 {"ledger.choice", "applicant_name"}, labels[given - 1U].label,
                 fmt::format("“{}”", labels[likely - 1U].label));
  }
}

}  // namespace gongkai
