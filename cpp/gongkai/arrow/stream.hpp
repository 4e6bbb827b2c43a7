// The one door to foreign memory: tables in from, and out to, the Arrow C interfaces.
#pragma once

#include "gongkai/arrow/c_data.hpp"
#include "gongkai/arrow/table.hpp"

namespace gongkai::arrow {

/// Reads a stream of record batches to its end into one table. Takes the stream over: it is
/// released exactly once, also when this throws. Offsets, lengths, dictionary indices, buffer
/// counts and UTF-8 are checked before a byte is used; DataError names the column, the batch and
/// the row: "column '收到日期', batch 2, row 1: offset 21 lies beyond the 20 bytes". Formats read:
/// n b c C s S i I l L e f g d (scale 0 to 18 that fits int64, read as double unless scale is 0)
/// u U vu tdD tdm ts*, dictionaries of text; others: "column 'x': Arrow format '+l' is not read".
/// A moment with a zone becomes what the clock of that zone showed; zones are UTC, fixed offsets
/// ("+08:00") and China's, others: "column 'x': time zone 'Europe/Paris' is not read".
Table import_stream(ArrowArrayStream* stream);

/// One record batch (a struct array), taken over in the same way.
Table import_batch(ArrowSchema* schema, ArrowArray* array);

/// Fills `out` with a stream of one batch that owns `table`. Texts go out as large_utf8, Coded as
/// dictionary<int32, large_utf8>, Date as date32, Moments as timestamp[us], truth values as bool.
void export_stream(Table table, ArrowArrayStream* out);

}  // namespace gongkai::arrow
