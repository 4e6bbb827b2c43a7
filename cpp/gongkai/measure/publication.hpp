// Table 二 in its ledger: which column of which kind each of its cells adds up.
#pragma once

#include <span>
#include <string_view>

namespace gongkai {

struct PublicationCell {
  std::string_view kind, column, cell;  ///< "licences", "decisions", "licences"
};

/// In the order of the form.
std::span<const PublicationCell> publication_columns();

}  // namespace gongkai
