// Text of a csv or tsv file: records, cells and quotes as in RFC 4180.
#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <future>
#include <map>

#include "gongkai/base/error.hpp"
#include "gongkai/base/tasks.hpp"
#include "gongkai/ledger/intern.hpp"
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
  std::size_t at() const { return at_; }
  void go_to(std::size_t place) { at_ = place; }

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
  // Eight bytes a step: a byte that is none of three leaves no high bit behind.
  void skip_plain() {
    constexpr std::uint64_t kOnes = 0x0101010101010101, kHigh = 0x8080808080808080;
    const std::uint64_t delimiters = kOnes * static_cast<unsigned char>(delimiter_);
    const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHigh; };
    for (std::uint64_t word = 0; at_ + sizeof word <= text_.size(); at_ += sizeof word) {
      std::memcpy(&word, text_.data() + at_, sizeof word);
      if ((has_zero(word ^ delimiters) | has_zero(word ^ kOnes * '\n') |
           has_zero(word ^ kOnes * '\r')) != 0)
        break;
    }
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
    if (const char after = byte(close + 1); after != '"' && is_end(close + 1)) {
      at_ = close + 1;
      return text_.substr(begin, close - begin);
    }
    buffer_.assign(text_.substr(begin, close - begin));
    while (byte(close + 1) == '"' && close + 1 < text_.size()) {
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

  char byte(std::size_t place) const { return place < text_.size() ? text_[place] : '\n'; }
  bool is_end(std::size_t place) const {
    const char c = byte(place);
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
    if (c == '\r' && byte(at_) == '\n' && at_ < text_.size()) ++at_;
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

// One column while its cells come: a code a row and each text once, until there are too many texts
// for that to be worth it. As in arrow::Column, no byte a row is kept while there is no null.
class Gathered {
 public:
  explicit Gathered(std::int64_t nulls) : rows_(nulls) {
    coded_.codes.assign(static_cast<std::size_t>(nulls), 0);
    valid_.assign(static_cast<std::size_t>(nulls), 0);
  }

  void put(std::string_view cell) {
    if (plain_)
      texts_.push_back(cell);
    else
      put_coded(cell);
    if (!valid_.empty()) valid_.push_back(1);
    ++rows_;
  }

  void put_null() {
    if (valid_.empty()) valid_.assign(static_cast<std::size_t>(rows_), 1);
    valid_.push_back(0);
    if (plain_)
      texts_.push_back({});
    else
      coded_.codes.push_back(0);
    ++rows_;
  }

  void append(Gathered below) {
    if (!valid_.empty() || !below.valid_.empty()) {
      valid_.resize(static_cast<std::size_t>(rows_), 1);
      below.valid_.resize(static_cast<std::size_t>(below.rows_), 1);
      valid_.insert(valid_.end(), below.valid_.begin(), below.valid_.end());
    }
    rows_ += below.rows_;
    if (plain_ || below.plain_) {
      make_plain();
      below.make_plain();
      const auto& ends = below.texts_.offsets();
      texts_.append(below.texts_.bytes(), static_cast<std::size_t>(below.rows_),
                    [&](std::size_t row) { return ends[row + 1]; });
      return;
    }
    std::vector<std::int32_t> codes;
    for (std::int64_t code = 0; code < below.coded_.distinct.size(); ++code)
      codes.push_back(index_.add(below.coded_.distinct[code], coded_.distinct));
    coded_.codes.reserve(static_cast<std::size_t>(rows_));
    for (const std::int32_t code : below.coded_.codes)
      coded_.codes.push_back(codes.empty() ? 0 : codes[static_cast<std::size_t>(code)]);
  }

  arrow::Column column() && {
    if (plain_) return {{}, std::move(texts_), std::move(valid_)};
    return {{}, std::move(coded_), std::move(valid_)};
  }

 private:
  static constexpr std::int64_t kFewTexts = 4096, kMostTexts = 1 << 20;

  void put_coded(std::string_view cell) {
    const std::int64_t known = coded_.distinct.size();
    coded_.codes.push_back(index_.add(cell, coded_.distinct));
    const std::int64_t now = coded_.distinct.size();
    if (now > known && now > kFewTexts && (now * 8 > rows_ || now > kMostTexts)) make_plain();
  }

  void make_plain() {
    if (plain_) return;
    plain_ = true;
    for (const std::int32_t code : coded_.codes)
      texts_.push_back(coded_.distinct.size() == 0 ? std::string_view{} : coded_.distinct[code]);
    coded_ = {};
    index_ = {};
  }

  arrow::Coded coded_;
  Index index_;
  bool plain_ = false;
  arrow::Texts texts_;
  std::vector<std::uint8_t> valid_;
  std::int64_t rows_ = 0;
};

// Records that begin in [from, until), and where the next one begins.
struct Records {
  std::vector<Gathered> columns;
  std::int64_t rows = 0;
  std::size_t next = 0;

  void read(Scanner& scanner, std::size_t from, std::size_t until) {
    scanner.go_to(from);
    for (auto end = Scanner::End::record; end != Scanner::End::text && scanner.at() < until;) {
      std::size_t cells = 0;
      do {
        if (cells == columns.size()) columns.emplace_back(rows);
        columns[cells++].put(scanner.next(end));
      } while (end == Scanner::End::cell);
      // A record that is too short leaves nulls.
      for (; cells < columns.size(); ++cells) columns[cells].put_null();
      ++rows;
    }
    next = scanner.at();
  }

  void append(Records&& below) {
    while (columns.size() < below.columns.size()) columns.emplace_back(rows);
    while (below.columns.size() < columns.size()) below.columns.emplace_back(below.rows);
    each_task(columns.size(), true,
              [&](std::size_t at) { columns[at].append(std::move(below.columns[at])); });
    rows += below.rows;
  }

  arrow::Table table() && {
    arrow::Table table;
    table.rows = rows;
    for (Gathered& column : columns) table.columns.push_back(std::move(column).column());
    return table;
  }
};

// Two halves of a long text at once. The lower one begins at the line that follows the middle;
// where that line turns out to be inside a quoted cell, it was read for nothing.
Records read_records(std::string_view text, char delimiter, std::string_view file) {
  constexpr std::size_t kShort = 1 << 22;
  const auto read = [&](Records& records, std::size_t from, std::size_t until) {
    Scanner scanner(text, delimiter, file);
    records.read(scanner, from, until);
  };
  Records upper, lower;
  const std::size_t line = text.size() < kShort ? text.npos : text.find('\n', text.size() / 2);
  if (line == text.npos || line + 1 >= text.size()) {
    read(upper, 0, text.size());
    return upper;
  }
  auto reading = std::async(std::launch::async, read, std::ref(lower), line + 1, text.size());
  read(upper, 0, line + 1);
  if (upper.next == line + 1) {
    reading.get();
    upper.append(std::move(lower));
  } else {
    reading.wait();
    read(upper, upper.next, text.size());
  }
  return upper;
}

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
  if (text.empty()) return {};
  return std::move(read_records(text, named != 0 ? named : find_delimiter(text), file)).table();
}

}  // namespace

arrow::Table parse_csv(std::string_view utf8) { return parse(utf8, ""); }

Checked<Ledger> read_csv(const Schema& schema, std::string_view utf8, const Terms& terms,
                         const Source& source) {
  arrow::Table grid = parse(utf8, source.file);
  const Sheet sheet{.name = "", .grid = &grid, .ragged = true, .spent = &grid};
  return read_sheets(schema, {&sheet, 1}, terms, source);
}

}  // namespace gongkai
