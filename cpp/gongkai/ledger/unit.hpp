// The units of a body: who stands under whom, and of which kind.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/date.hpp"
#include "gongkai/ledger/ledger.hpp"

namespace gongkai {

struct Unit {
  std::string name, parent, kind;  ///< kind: id of unit_kinds(), "" where not given
  Date valid_from = kUndated, valid_to = kNever;
  std::vector<std::string> successors;  ///< several where it was split
};

class Units {
 public:
  /// Without a ledger the body alone is known.
  Units(std::string body, const Ledger* units);
  const std::string& body() const { return body_; }
  const std::vector<Unit>& all() const { return units_; }
  /// The unit of that name, or null.
  const Unit* find(std::string_view name) const;
  /// Units that a printed lead stands for: itself, or those of the kinds that a collective names.
  std::vector<std::string> resolve(std::string_view lead, const Terms& terms) const;

 private:
  std::string body_;
  std::vector<Unit> units_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

}  // namespace gongkai
