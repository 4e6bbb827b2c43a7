// The ledgers as data: which columns each has, how they are headed and what may stand in them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gongkai/ledger/vocabulary.hpp"

namespace gongkai {

enum class Type : std::uint8_t {
  name,      ///< text kept once: keys, units, people, free words
  date,      ///< kNever where blank; kUndated where only "是" is given
  deadline,  ///< a date in which "9月底前" and "全年" may stand; open-ended ones are kNever
  choice,    ///< of a closed list
  truth,     ///< 0 blank, 1 no, 2 yes; a date means yes
  count,     ///< whole number
  amount,    ///< money; the header's unit (元 or 万元) is the field's; kept in 分
  share,     ///< 0 to 1 in millionths (progress)
  decimal,   ///< in millionths (weights, targets)
};

/// "name", "date", "deadline", "choice" …
std::string_view type_id(Type type);

struct Field {
  std::string_view id, header;  ///< "received", "收到日期": the header we write
  Type type = Type::name;
  bool required =
      false;  ///< a file without the column is refused (fatal), `unit` alone may be missing
  bool several = false;  ///< a cell holds a list
  bool vital = false;    ///< a row whose value cannot be placed cannot be counted (fatal)
  Choices choices = {};
  std::int64_t scale = 1;  ///< 分 per unit written, for Type::amount
};

struct Schema {
  std::string_view id, name;          ///< "applications", "依申请公开台账"
  std::vector<std::string_view> key;  ///< columns that together name a row; empty where none do
  std::vector<Field> fields;
  /// The field of that id. Throws DataError: "ledger applications has no column 'colour'".
  const Field& field(std::string_view id) const;
  int index(std::string_view id) const;  ///< place of the field, -1 where there is none
};

/// Throws DataError: "unknown ledger 'cases'".
const Schema& schema(std::string_view ledger);
std::span<const Schema> schemas();

}  // namespace gongkai
