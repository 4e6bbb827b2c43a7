#include "gongkai/base/rule.hpp"

#include <algorithm>
#include <optional>

#include "gongkai/base/config.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/base/more.hpp"

namespace gongkai {
namespace {

Severity read_severity(const Config& config) {
  const std::string id = config.text("severity");
  for (const Severity severity : {Severity::fatal, Severity::serious, Severity::hint})
    if (severity_id(severity) == id) return severity;
  config.fail_at("severity", fmt::format("unknown severity '{}'", id));
}

// Quotation marks inside quotation marks are single ones (GB/T 15834).
std::string inner_quotes(std::string_view words) {
  constexpr std::string_view kOpen = "“", kClose = "”";
  std::string text;
  while (!words.empty()) {
    const bool open = words.starts_with(kOpen), close = words.starts_with(kClose);
    text += open ? "‘" : close ? "’" : words.substr(0, 1);
    words.remove_prefix(open || close ? kOpen.size() : 1);
  }
  return text;
}

// The words with `found` and `expected` in their places; nothing where another {…} stands in them.
std::optional<std::string> filled(std::string_view words, std::string_view found,
                                  std::string_view expected) {
  std::string text;
  while (!words.empty()) {
    const std::size_t brace = words.find_first_of("{}");
    text += words.substr(0, brace);
    if (brace == std::string_view::npos) break;
    words.remove_prefix(brace);
    const auto take = [&](std::string_view name, std::string_view value) {
      if (!words.starts_with(name)) return false;
      text += text.ends_with("“") ? inner_quotes(value) : std::string(value);
      words.remove_prefix(name.size());
      return true;
    };
    if (!take("{found}", found) && !take("{expected}", expected)) return {};
  }
  return text;
}

Words read_words(const Config& kinds, const std::string& kind, Severity otherwise) {
  Words words{otherwise, {}};
  if (kinds.is_table(kind)) {
    const Config table = kinds.table(kind);
    table.allow({"severity", "text"});
    if (table.has("severity")) words.severity = read_severity(table);
    words.text = table.text("text");
  } else {
    words.text = kinds.text(kind);
  }
  if (!filled(words.text, "", ""))
    kinds.fail_at(kind, fmt::format("'{}' has a brace that is neither {{found}} nor {{expected}}",
                                    words.text));
  return words;
}

Rule read_rule(const Config& config) {
  config.allow({"id", "name", "severity", "checks", "source", "kinds"});
  Rule rule{config.text("id"),     config.text("name"),   config.text("checks"),
            config.text("source"), read_severity(config), {}};
  const Config kinds = config.table("kinds");
  for (const std::string& kind : kinds.keys())
    rule.kinds.emplace(kind, read_words(kinds, kind, rule.severity));
  return rule;
}

// The official words for a part where they are there, else the part as it is.
std::string words_of(const Where& where, std::string_view part) {
  const std::string label = where.text(fmt::format("{}_label", part));
  return label.empty() ? where.text(part) : label;
}

std::string table_name(const std::string& id) {
  if (id == "table2") return "表二";
  if (id == "table3") return "表三";
  if (id == "table4") return "表四";
  return id;
}

std::string quote(const std::string& words) {
  return words.empty() ? "" : "“" + inner_quotes(words) + "”";
}

// Row and column of a report's cell, or of a ledger.
std::string cell(const Where& where) {
  if (!where.text("table").empty()) {
    const std::string row = quote(words_of(where, "row"));
    const std::string column = quote(words_of(where, "column"));
    return row.empty() || column.empty() ? row + column : row + "·" + column;
  }
  const std::string row = where.text("row");
  const std::string header = where.text("header");
  const std::string column = quote(header.empty() ? words_of(where, "column") : header);
  if (row.empty()) return column.empty() ? "" : column + "列";
  return fmt::format("第 {} 行{}", row, column);
}

}  // namespace

// Of prose only the section is told: a sentence may hold what must not be shown.
std::string place_words(const Where& where) {
  const std::string sheet = where.text("sheet");
  std::string place;
  for (const std::string& part :
       {where.text("file"), sheet.empty() ? "" : "《" + sheet + "》",
        table_name(where.text("table")), cell(where), quote(words_of(where, "section"))}) {
    if (!place.empty() && !part.empty()) place += ' ';
    place += part;
  }
  return place;
}

Rules Rules::parse(std::string_view toml) {
  const Config config = Config::parse(toml, "rules.toml");
  config.allow({"rule"});
  Rules rules;
  for (const Config& table : config.tables("rule")) {
    Rule rule = read_rule(table);
    if (std::ranges::find(rules.rules_, rule.id, &Rule::id) != rules.rules_.end())
      table.fail_at("id", fmt::format("rule '{}' stands here twice", rule.id));
    rules.rules_.push_back(std::move(rule));
  }
  return rules;
}

const Rule& Rules::at(std::string_view id) const {
  const auto rule = std::ranges::find(rules_, id, &Rule::id);
  if (rule == rules_.end()) fail<DataError>("unknown rule '{}'", id);
  return *rule;
}

Finding Rules::tell(Finding finding) const {
  const Rule& rule = at(finding.rule);
  const std::string kind(listed_kind(finding));
  const auto listed = rule.kinds.find(kind);
  const auto words = kind == finding.kind ? listed : rule.kinds.find("more");
  if (listed == rule.kinds.end() || words == rule.kinds.end())
    fail<DataError>("rule '{}': unknown kind '{}'", rule.id, finding.kind);
  finding.severity = finding.vital ? Severity::fatal : listed->second.severity;
  const std::string where = place_words(finding.where);
  finding.message = where.empty() ? "" : where + "：";
  finding.message += filled(words->second.text, finding.found, finding.expected).value();
  return finding;
}

std::vector<Finding> Rules::tell(std::vector<Finding> findings) const {
  for (Finding& finding : findings) finding = tell(std::move(finding));
  return findings;
}

}  // namespace gongkai
