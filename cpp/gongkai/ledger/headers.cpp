#include "gongkai/ledger/headers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gongkai/ledger/parse.hpp"

namespace gongkai {
namespace {

// Columns that may be taken for one field, those by a sure header before those by a weak one.
struct Candidates {
  std::vector<int> sure, weak;
};

std::string quoted(std::span<const std::string> headers, std::span<const int> columns) {
  std::string words;
  for (const int column : columns) {
    if (!words.empty()) words += "和";
    words += fmt::format("“{}”", trim(headers[static_cast<std::size_t>(column)]));
  }
  return words;
}

// Headers that were lost when the file was saved in an encoding without them, joined by 、.
std::string lost(std::span<const std::string> headers) {
  std::string words;
  for (const std::string& header : headers) {
    if (!is_lost(header)) continue;
    if (!words.empty()) words += "、";
    words += trim(header);
  }
  return words;
}

bool may_be_missing(const Schema& schema, const Field& field) {
  return !field.required || (field.id == "unit" && schema.id != "units");
}

}  // namespace

std::string one_line(std::string_view header) {
  std::string text(trim(header));
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r'; });
  return text;
}

bool is_lost(std::string_view text) {
  bool marks = false;
  while (!text.empty()) {
    const auto next = [&](std::string_view mark) {
      if (!text.starts_with(mark)) return false;
      text.remove_prefix(mark.size());
      return true;
    };
    if (next("?") || next("？") || next("\uFFFD"))
      marks = true;
    else if (!next(" ") && !next("(") && !next(")") && !next("（") && !next("）"))
      return false;
  }
  return marks;
}

std::vector<int> match_headers(const Schema& schema, const Terms& terms,
                               std::span<const std::string> headers,
                               const std::function<bool(int)>& is_empty, std::int64_t whole,
                               Faults& faults) {
  std::vector<Candidates> candidates(schema.fields.size());
  std::vector<int> unknown;
  std::vector<bool> exact(headers.size(), false);
  for (int column = 0; column < static_cast<int>(headers.size()); ++column) {
    const std::string& header = headers[static_cast<std::size_t>(column)];
    const HeaderMatch match = trim(header).empty() ? HeaderMatch{} : terms.header(schema, header);
    exact[static_cast<std::size_t>(column)] = match.exact;
    const int field = match.column.empty() ? -1 : schema.index(match.column);
    if (field < 0) {
      unknown.push_back(column);
      continue;
    }
    Candidates& of_field = candidates[static_cast<std::size_t>(field)];
    (match.weak ? of_field.weak : of_field.sure).push_back(column);
  }

  std::vector<int> taken(schema.fields.size(), -1);
  for (std::size_t at = 0; at < candidates.size(); ++at) {
    auto& [sure, weak] = candidates[at];
    const Field& field = schema.fields[at];
    if (!sure.empty()) {
      unknown.insert(unknown.end(), weak.begin(), weak.end());
      weak.clear();
    }
    const std::vector<int>& columns = sure.empty() ? weak : sure;
    // Of two columns none is taken: either may be the wrong one. Two weak headers of a column that
    // need not be there (姓名, 企业名称) are no fault that stops a report.
    const bool vital = !sure.empty() || field.required;
    if (columns.size() == 1) taken[at] = columns.front();
    if (columns.size() > 1)
      faults.add(whole, static_cast<int>(at), {"ledger.header", "twice", vital},
                 quoted(headers, columns), fmt::format("只有一列“{}”", field.header));
    if (columns.empty() && !may_be_missing(schema, field))
      faults.add(whole, static_cast<int>(at), {"ledger.column", "missing", true}, "", field.header);
  }

  for (std::size_t at = 0; at < taken.size(); ++at)
    if (taken[at] >= 0 && !exact[static_cast<std::size_t>(taken[at])])
      faults.add(whole, static_cast<int>(at), {"ledger.column", "alias"},
                 one_line(headers[static_cast<std::size_t>(taken[at])]), schema.fields[at].header);

  if (const std::string found = lost(headers); !found.empty())
    faults.add(whole, -1, {"ledger.column", "lost"}, found, "本台账的列名");
  std::ranges::sort(unknown);
  for (const int column : unknown) {
    const std::string_view header = trim(headers[static_cast<std::size_t>(column)]);
    if (is_lost(header)) continue;
    if (!header.empty())
      faults.add(whole, -1, {"ledger.column", "unknown"}, header, "本台账的列名", header);
    else if (!is_empty(column))
      faults.add(whole, -1, {"ledger.column", "nameless"}, fmt::format("第 {} 列", column + 1),
                 "本台账的列名");
  }
  return taken;
}

}  // namespace gongkai
