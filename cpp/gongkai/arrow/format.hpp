// What a column of an Arrow schema holds, read from its format string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gongkai/arrow/c_data.hpp"

namespace gongkai::arrow {

enum class Kind : std::uint8_t {
  nothing,
  truth,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float16,
  float32,
  float64,
  decimal,
  utf8,
  large_utf8,
  utf8_view,
  date32,
  date64,
  moment,
};

struct Format {
  Kind kind = Kind::nothing;     ///< of the values; of a dictionary's entries where `coded`
  bool coded = false;            ///< rows are places in a dictionary
  Kind index = Kind::nothing;    ///< of those places
  std::string unread = {};       ///< Arrow format of entries that are no texts: all rows are null
  int scale = 0;                 ///< digits after the point of a decimal
  std::int64_t per_second = 1;   ///< ticks of a moment: 1, 1000, 1000000 or 1000000000
  std::int64_t zone_micros = 0;  ///< what leads from UTC to the clock on the wall
};

/// Throws DataError where the format is none that is read: "column 'x': Arrow format '+l' is not
/// read", "column 'x': time zone 'Europe/Paris' is not read", "column 'x': a dictionary of '+l' is
/// not read".
Format format_of(const ArrowSchema& schema, std::string_view column);

}  // namespace gongkai::arrow
