#include "gongkai/workbook/text.hpp"

#include <algorithm>
#include <cctype>

#include "gongkai/workbook/words.hpp"

namespace gongkai {
namespace {

constexpr std::size_t kMostUnits = 32'767;  // UTF-16 units that a cell may hold

std::size_t bytes_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// The first character of a text that is not empty.
std::string_view first_of(std::string_view text) { return text.substr(0, bytes_of(text[0])); }

std::size_t units(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); text.remove_prefix(first_of(text).size()))
    count += first_of(text).size() == 4 ? 2 : 1;
  return count;
}

// Whether a reader would take the text's opening for an escaped character: "_x0041_".
bool opens_escape(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return false;
  return std::ranges::all_of(text.substr(2, 4), [](unsigned char c) { return std::isxdigit(c); });
}

// The character that opens `text`, as it has to be written.
std::string_view written(std::string_view text) {
  if (text[0] == '\0') return "_x0000_";
  if (text.starts_with("\xef\xbf\xbe")) return "_xFFFE_";
  if (text.starts_with("\xef\xbf\xbf")) return "_xFFFF_";
  if (opens_escape(text)) return "_x005F_";
  return first_of(text);
}

// Other control characters are written out later, and then take seven units too.
std::size_t units_written(std::string_view character) {
  const auto byte = static_cast<unsigned char>(character[0]);
  if (byte < 0x20 && byte != '\t' && byte != '\n') return 7;
  return units(character);
}

bool is_wide(std::string_view character) {
  if (character.size() == 4) return true;
  if (character.size() < 3) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(character[at]); };
  const unsigned code = (byte(0) & 0xfu) << 12 | (byte(1) & 0x3fu) << 6 | (byte(2) & 0x3fu);
  // From “ and … on, and everything East Asian; not the half-width forms.
  return code >= 0x2010 && !(code >= 0xff61 && code <= 0xffdc);
}

int width_of_line(std::string_view line) {
  int width = 0;
  for (; !line.empty(); line.remove_prefix(first_of(line).size()))
    width += is_wide(first_of(line)) ? 2 : 1;
  return width;
}

template <class Use>
void each_line(std::string_view text, Use use) {
  for (;;) {
    const auto end = text.find('\n');
    use(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string sheet_text(std::string_view text) {
  const auto mark = word("text", "cut");
  const auto room = kMostUnits - units(mark);
  std::string out;
  std::size_t used = 0, keep = 0;  // `keep`: bytes that leave room for the mark
  while (!text.empty()) {
    const auto character = written(text);
    used += units_written(character);
    if (used > kMostUnits) return out.substr(0, keep).append(mark);
    out += character;
    if (used <= room) keep = out.size();
    text.remove_prefix(first_of(text).size());
  }
  return out;
}

int text_width(std::string_view text) {
  int width = 0;
  each_line(text, [&](std::string_view line) { width = std::max(width, width_of_line(line)); });
  return width;
}

int text_lines(std::string_view text, int width) {
  int lines = 0;
  each_line(text, [&](std::string_view line) {
    lines += std::max(1, (width_of_line(line) + width - 1) / std::max(width, 1));
  });
  return lines;
}

}  // namespace gongkai
