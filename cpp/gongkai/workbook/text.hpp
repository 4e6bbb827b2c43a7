// Texts as a sheet can hold them, and how wide they are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gongkai {

/// The text with what a sheet would read otherwise written out: NUL, U+FFFE, U+FFFF and a literal
/// "_x0041_". A text past 32,767 characters is cut and says so. Requires UTF-8.
std::string sheet_text(std::string_view text);

/// Width in characters of the widest line: a Chinese character counts two.
int text_width(std::string_view text);
/// Lines that the text takes in a column of that width, its own line breaks included.
int text_lines(std::string_view text, int width);

}  // namespace gongkai
