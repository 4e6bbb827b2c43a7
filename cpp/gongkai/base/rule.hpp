// Rules as data: the severity and the Chinese words of every finding, from rules.toml.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/finding.hpp"

namespace gongkai {

/// What is said of one kind of finding, with {found} and {expected} where those belong.
struct Words {
  Severity severity;
  std::string text;
};

struct Rule {
  std::string id, name, checks, source;
  Severity severity;  ///< where the kind says no other
  std::map<std::string, Words> kinds;
};

/// The place as messages open with it: "applications.csv 第 3 行“收到日期”", "表三
/// “（一）予以公开”·“总计”"; "" where nothing is said of it.
std::string place_words(const Where& where);

class Rules {
 public:
  /// rules.toml. Throws DataError: "rules.toml line 7: unknown severity 'bad'", a rule twice, a
  /// text with an unknown {…}.
  static Rules parse(std::string_view toml);
  const std::vector<Rule>& all() const { return rules_; }
  /// Throws DataError: "unknown rule 'table3.flaw'".
  const Rule& at(std::string_view id) const;
  /// Fills severity (fatal where vital) and message. The message opens with the place:
  /// "applications.csv 第 3 行“收到日期”：…", "表三 “（一）予以公开”·“总计”：…".
  Finding tell(Finding finding) const;
  std::vector<Finding> tell(std::vector<Finding> findings) const;

 private:
  std::vector<Rule> rules_;
};

}  // namespace gongkai
