#include "gongkai/ledger/plain.hpp"

#include "gongkai/ledger/parse_text.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {
namespace {

bool is_quotation(char32_t code) {
  constexpr std::u32string_view kQuotations = U"\"'“”‘’「」『』﹁﹂";
  return kQuotations.find(code) != std::u32string_view::npos;
}

/// Numbers in one character: ①, ⑴, ⒈, ㈠.
bool append_enclosed(std::string& text, char32_t code) {
  const auto number = [&](char32_t first, std::string_view open, std::string_view close) {
    text.append(open).append(std::to_string(code - first + 1)).append(close);
    return true;
  };
  if (code >= 0x2460 && code <= 0x2473) return number(0x2460, "", "");
  if (code >= 0x2474 && code <= 0x2487) return number(0x2474, "(", ")");
  if (code >= 0x2488 && code <= 0x249B) return number(0x2488, "", ".");
  if (code >= 0x3220 && code <= 0x3229) return number(0x3220, "(", ")");
  return false;
}

std::string normal(std::string_view text, bool keep_colons) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto [raw, size] = first_character(text);
    text.remove_prefix(size);
    const char32_t code = folded(raw);
    if (code == U' ' || is_quotation(code) || (code == U':' && !keep_colons)) continue;
    if (append_enclosed(out, code)) continue;
    append(out, code >= U'A' && code <= U'Z' ? code + (U'a' - U'A') : code);
  }
  return out;
}

}  // namespace

std::string plain(std::string_view text) { return normal(text, false); }

std::string plain_with_colons(std::string_view text) { return normal(text, true); }

std::string_view without_number(std::string_view text) {
  const bool bracket = text.starts_with('(');
  std::size_t at = bracket ? 1 : 0;
  const std::size_t begin = at;
  bool arabic = true;
  while (at < text.size()) {
    const auto [code, size] = first_character(text.substr(at));
    if (!is_digit(code) && chinese_digit(code) < 0 && code != U'十') break;
    arabic = arabic && is_digit(code);
    at += size;
  }
  if (at == begin || at == text.size()) return text;
  const auto [code, size] = first_character(text.substr(at));
  const bool closes = code == U')' || (!bracket && (code == U'.' || code == U'、' || code == U','));
  if (closes) at += size;
  if (at == text.size() || (!closes && (bracket || !arabic))) return text;
  return text.substr(at);
}

std::string without_notes(std::string_view text) {
  const auto last_close = text.rfind(')');
  if (last_close == std::string_view::npos) return std::string(text);
  std::string out;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(' && at < last_close)
      ++depth;
    else if (text[at] == ')' && depth > 0)
      --depth;
    else if (depth == 0)
      out.push_back(text[at]);
  }
  return out.empty() ? std::string(text) : out;
}

std::string without(std::string_view text, std::string_view characters) {
  std::string out(text);
  std::erase_if(out, [&](char each) { return characters.find(each) != std::string_view::npos; });
  return out;
}

std::array<std::string, 4> word_forms(std::string_view text) {
  std::string whole = plain(text);
  std::string numberless(without_number(whole));
  std::string noteless = without_notes(numberless);
  std::string both(without_number(without_notes(whole)));
  return {std::move(whole), std::move(numberless), std::move(noteless), std::move(both)};
}

}  // namespace gongkai
