// Headers and labels without what offices put around them: numbers, notes, stars.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace gongkai {

/// plain() that leaves colons where they are: 注：… opens a remark, 注册日期 does not.
std::string plain_with_colons(std::string_view text);

// What follows takes plain text.

/// Without "3.", "(一)" or "一、" in front; all of it where nothing else is there.
std::string_view without_number(std::string_view text);
/// Without bracketed notes; all of it where nothing else is there.
std::string without_notes(std::string_view text);
std::string without(std::string_view text, std::string_view characters);

/// The forms in which a word, as written, is looked up, the nearest to it first.
std::array<std::string, 4> word_forms(std::string_view text);

}  // namespace gongkai
