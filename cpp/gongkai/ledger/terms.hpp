// Accepted words: the headers and labels that offices write, from terms.toml.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/ledger/schema.hpp"

namespace gongkai {

/// Brings text to the form in which headers and labels are compared: full-width and compatibility
/// characters to their plain ones, no spaces, line breaks, quotation marks or colons, Latin in
/// lower case.
std::string plain(std::string_view text);

/// A header of a file and the column it was taken for.
struct HeaderMatch {
  std::string column;  ///< "" where unknown
  bool weak = false;   ///< taken only where no other header means the column (序号 for case_no)
  bool exact = false;  ///< the id or the first header; false: found by an alias
};

class Terms {
 public:
  /// terms.toml: `[applications.headers] received = ["收件日期", …]`,
  /// `[applications.weak_headers]`,
  /// `[applications.words.outcome] "refused.public_safety" = ["危及三安全一稳定", …]`,
  /// `[disputes.details.outcome]` finer results that keep their own words, `[collective]` leads,
  /// `[applicant_names]` last words of organisations by kind, `[blank]` words, `[skip]` row
  /// openings (合计, 备注 …). Unknown ledger, column or choice: DataError with line.
  static Terms parse(std::string_view toml);
  /// The same with the aliases of a year's `[headers]` added: `[headers.applications] "收文日" =
  /// "received"` or `[headers] "收文日" = "received"` for every ledger that has the column.
  Terms with_headers(std::string_view year_toml) const;

  HeaderMatch header(const Schema& schema, std::string_view header) const;
  /// Byte of the choice that `text` means in that column (id, label with or without its number, or
  /// an accepted word), 0 where none. `detail` is set where the word is finer than the choice.
  std::uint8_t choice(const Schema& schema, const Field& field, std::string_view text,
                      bool* detail = nullptr) const;
  /// Byte of the applicant kind that the last word of a name speaks for (…律师事务所), 0 where none
  /// does, where the name may be a person's, or where a word of the `given` kind stands in it, too.
  std::uint8_t applicant_kind(std::string_view name, std::uint8_t given) const;
  bool is_blank(std::string_view text) const;  ///< "", nbsp, /, -, —, 无, …
  bool opens_skipped_row(std::string_view text) const;  ///< 合计, 小计, 总计, 备注, 注：, 填表人 …
  bool closes_total(std::string_view text) const;  ///< 县教育局小计
  bool opens_note(std::string_view text) const;    ///< 备注, 注：, …: more of it may follow
  /// Unit kinds that a collective lead stands for (各镇（街道）: town); empty where it is no
  /// collective.
  std::vector<std::string> collective(std::string_view lead) const;

 private:
  std::map<std::string, std::map<std::string, HeaderMatch>> headers_;  // by ledger
  std::map<std::string, std::map<std::string, std::pair<std::uint8_t, bool>>>
      words_;  // by ledger.column
  std::vector<std::string> blanks_, skipped_, totals_, notes_;
  std::vector<std::pair<std::string, std::uint8_t>> applicant_names_;
  std::map<std::string, std::vector<std::string>> collectives_;
};

}  // namespace gongkai
