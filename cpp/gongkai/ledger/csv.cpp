// Text of a csv or tsv file: records, cells and quotes as in RFC 4180.
#include <algorithm>
#include <array>
#include <map>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/sheet.hpp"

namespace gongkai {
namespace {

constexpr std::array kDelimiters = {',', '\t', ';'};

// Walks over a text cell by cell.
class Scanner {
 public:
  enum class End : std::uint8_t { cell, record, text };

  Scanner(std::string_view text, char delimiter, std::string_view file)
      : text_(text), delimiter_(delimiter), file_(file) {}

  bool done() const { return at_ >= text_.size(); }

  // The next cell, and what ended it. Cells with doubled quotes are put together in a buffer that
  // the next call uses again.
  std::string_view next(End& end) {
    std::string_view cell;
    if (!done() && text_[at_] == '"') {
      cell = quoted();
    } else {
      const std::size_t begin = at_;
      skip_plain();
      cell = text_.substr(begin, at_ - begin);
    }
    end = finish();
    return cell;
  }

 private:
  void skip_plain() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == delimiter_ || c == '\n' || c == '\r') return;
      ++at_;
    }
  }

  std::string_view quoted() {
    const std::size_t opened = at_++;
    const std::size_t begin = at_;
    std::size_t close = quote_from(begin, opened);
    // Most quoted cells are one piece.
    if (const char after = at(close + 1); after != '"' && is_end(close + 1)) {
      at_ = close + 1;
      return text_.substr(begin, close - begin);
    }
    buffer_.assign(text_.substr(begin, close - begin));
    while (at(close + 1) == '"' && close + 1 < text_.size()) {
      const std::size_t from = close + 2;
      close = quote_from(from, opened);
      buffer_ += '"';
      buffer_ += text_.substr(from, close - from);
    }
    // What follows a closing quote is kept, as offices' programs do.
    at_ = close + 1;
    const std::size_t rest = at_;
    skip_plain();
    buffer_ += text_.substr(rest, at_ - rest);
    return buffer_;
  }

  char at(std::size_t place) const { return place < text_.size() ? text_[place] : '\n'; }
  bool is_end(std::size_t place) const {
    const char c = at(place);
    return c == delimiter_ || c == '\n' || c == '\r';
  }

  std::size_t quote_from(std::size_t from, std::size_t opened) const {
    const std::size_t found = text_.find('"', from);
    if (found != std::string_view::npos) return found;
    const auto line =
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(opened), '\n');
    fail<DataError>("{}{}line {}: the quote that opens here is not closed", file_,
                    file_.empty() ? "" : " ", line);
  }

  End finish() {
    if (done()) return End::text;
    const char c = text_[at_++];
    if (c == delimiter_) return End::cell;
    if (c == '\r' && at(at_) == '\n' && at_ < text_.size()) ++at_;
    return done() ? End::text : End::record;
  }

  std::string_view text_;
  char delimiter_;
  std::string_view file_;
  std::size_t at_ = 0;
  std::string buffer_;
};

// How many of the first records have the most usual number of delimiters, and that number.
std::pair<std::size_t, std::size_t> regularity(std::string_view text, char delimiter) {
  constexpr std::size_t kRecords = 30;
  std::map<std::size_t, std::size_t> records;
  std::size_t seen = 0, count = 0;
  bool quoted = false, filled = false;
  for (std::size_t at = 0; at <= text.size() && seen < kRecords; ++at) {
    const char c = at < text.size() ? text[at] : '\n';
    if (c == '"') quoted = !quoted;
    if (quoted && at < text.size()) continue;
    if (c == '\n' || c == '\r') {
      if (filled) ++seen;
      if (count > 0) ++records[count];
      count = 0;
      filled = false;
    } else {
      filled = true;
      if (c == delimiter) ++count;
    }
  }
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& [number, times] : records) best = std::max(best, {times, number});
  return best;
}

char find_delimiter(std::string_view text) {
  char best = kDelimiters.front();
  std::pair<std::size_t, std::size_t> most{0, 0};
  for (const char delimiter : kDelimiters) {
    const auto regular = regularity(text, delimiter);
    if (regular > most) {
      most = regular;
      best = delimiter;
    }
  }
  return best;
}

// Columns that grow as records come; a record that is too short or too long leaves nulls. As in
// arrow::Column, no byte a row is kept while there is no null.
class Gathered {
 public:
  void put(std::size_t place, std::string_view cell) {
    if (place == texts_.size()) {
      texts_.emplace_back();
      valid_.emplace_back(static_cast<std::size_t>(rows_), 0);
      for (std::int64_t row = 0; row < rows_; ++row) texts_.back().push_back({});
    }
    texts_[place].push_back(cell);
    if (!valid_[place].empty()) valid_[place].push_back(1);
  }

  void end_record(std::size_t cells) {
    for (std::size_t place = cells; place < texts_.size(); ++place) {
      texts_[place].push_back({});
      if (valid_[place].empty()) valid_[place].assign(static_cast<std::size_t>(rows_), 1);
      valid_[place].push_back(0);
    }
    ++rows_;
  }

  arrow::Table table() && {
    arrow::Table table;
    table.rows = rows_;
    for (std::size_t place = 0; place < texts_.size(); ++place) {
      table.columns.push_back({{}, std::move(texts_[place]), std::move(valid_[place])});
    }
    return table;
  }

 private:
  std::vector<arrow::Texts> texts_;
  std::vector<std::vector<std::uint8_t>> valid_;
  std::int64_t rows_ = 0;
};

// The delimiter that a first line of Excel's own names ("sep=;"); that line is no record.
char take_named_delimiter(std::string_view& text) {
  constexpr std::string_view kName = "sep=";
  if (!text.starts_with(kName) || text.size() < kName.size() + 2) return 0;
  const std::string_view rest = text.substr(kName.size() + 1);
  if (rest.front() != '\n' && rest.front() != '\r') return 0;
  const char delimiter = text[kName.size()];
  text = rest.substr(rest.starts_with("\r\n") ? 2 : 1);
  return delimiter;
}

arrow::Table parse(std::string_view text, std::string_view file) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  const char named = take_named_delimiter(text);
  Gathered columns;
  if (text.empty()) return std::move(columns).table();
  Scanner scanner(text, named != 0 ? named : find_delimiter(text), file);
  for (auto end = Scanner::End::record; end != Scanner::End::text;) {
    std::size_t cells = 0;
    do columns.put(cells++, scanner.next(end));
    while (end == Scanner::End::cell);
    columns.end_record(cells);
  }
  return std::move(columns).table();
}

}  // namespace

arrow::Table parse_csv(std::string_view utf8) { return parse(utf8, ""); }

Checked<Ledger> read_csv(const Schema& schema, std::string_view utf8, const Terms& terms,
                         const Source& source) {
  const arrow::Table grid = parse(utf8, source.file);
  const Sheet sheet{.name = "", .grid = &grid, .ragged = true};
  return read_sheets(schema, {&sheet, 1}, terms, source);
}

}  // namespace gongkai
