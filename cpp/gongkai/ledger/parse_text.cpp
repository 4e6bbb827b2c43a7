#include "gongkai/ledger/parse_text.hpp"

namespace gongkai {
namespace {

// U+2F00 to U+2FD5, which copies out of PDF files are full of.
constexpr std::u32string_view kRadicals =
    U"一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山"
    U"巛工己巾干"
    U"幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜"
    U"瓦甘生用田"
    U"疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角"
    U"言谷豆豕豸"
    U"貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥"
    U"麻黃黍黑黹"
    U"黽鼎鼓鼠鼻齊齒龍龜龠";
static_assert(kRadicals.size() == 0x2FD6 - 0x2F00);

constexpr char32_t kBroken = 0xFFFD;

}  // namespace

Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {kBroken, 1};
  auto code = static_cast<char32_t>(lead & (0x7F >> size));
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return {kBroken, 1};
    code = code << 6 | static_cast<char32_t>(byte(at) & 0x3F);
  }
  return {code, size};
}

char32_t folded(char32_t code) {
  if (code < 0x80) {
    if (code == U'[') return U'(';
    if (code == U']') return U')';
    return code <= U' ' ? U' ' : code;
  }
  if (code >= 0xFF01 && code <= 0xFF5E) return folded(code - 0xFEE0);
  if (code >= 0x2F00 && code < 0x2FD6) return kRadicals[code - 0x2F00];
  if (code >= 0x2000 && code <= 0x200F) return U' ';
  if (code >= 0x2010 && code <= 0x2015) return U'-';
  switch (code) {
    case 0x00A0:
    case 0x202F:
    case 0x205F:
    case 0x2060:
    case 0x3000:
    case 0xFEFF:
      return U' ';
    case U'−':
    case U'─':
    case U'﹣':
      return U'-';
    case U'【':
    case U'〔':
    case U'〖':
    case U'﹙':
      return U'(';
    case U'】':
    case U'〕':
    case U'〗':
    case U'﹚':
      return U')';
    case U'。':
    case U'｡':
      return U'.';
    case U'﹪':
      return U'%';
    case U'○':
    case U'◯':
      return U'〇';
    default:
      return code;
  }
}

void append(std::string& text, char32_t code) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      put(0xE0 | code >> 12);
    } else {
      put(0xF0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3F));
    }
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

int chinese_digit(char32_t code) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  if (code == U'零') return 0;
  if (code == U'两') return 2;
  const auto at = kDigits.find(code);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

FoldedCell::FoldedCell(std::string_view text) {
  bool space = false;
  while (!text.empty()) {
    const auto [raw, bytes] = first_character(text);
    text.remove_prefix(bytes);
    const char32_t code = folded(raw);
    if (code == U' ') {
      space = true;
      continue;
    }
    const bool apart = space && size_ > 0 && is_digit(characters_[size_ - 1]) && is_digit(code);
    space = false;
    if (size_ + (apart ? 2 : 1) > characters_.size()) {
      fits_ = false;
      return;
    }
    if (apart) characters_[size_++] = U' ';
    characters_[size_++] = code;
  }
}

bool Cursor::take(char32_t code) {
  if (rest_.empty() || rest_.front() != code) return false;
  rest_.remove_prefix(1);
  return true;
}

bool Cursor::take(std::u32string_view word) {
  if (!rest_.starts_with(word)) return false;
  rest_.remove_prefix(word.size());
  return true;
}

bool Cursor::take_any(std::initializer_list<std::u32string_view> words) {
  for (const auto word : words)
    if (take(word)) return true;
  return false;
}

std::optional<Cursor::Number> Cursor::number() {
  constexpr char32_t kTen = U'十';
  std::size_t size = 0;
  Number number;
  bool ten = false;
  for (; size < rest_.size(); ++size) {
    const char32_t code = rest_[size];
    if (is_digit(code)) continue;
    // A Latin O is a zero among Chinese digits only.
    if (number.chinese && (code == U'O' || code == U'o')) continue;
    if (code == kTen)
      ten = true;
    else if (chinese_digit(code) < 0)
      break;
    number.chinese = true;
  }
  constexpr std::size_t kLongest = 14;
  if (size == 0 || size > kLongest) return {};
  const auto value_of = [](char32_t code) -> std::int64_t {
    if (is_digit(code)) return code - U'0';
    return code == U'O' || code == U'o' ? 0 : chinese_digit(code);
  };
  const auto run = rest_.substr(0, size);
  if (ten) {
    const auto at = run.find(kTen);
    if (at > 1 || size - at > 2) return {};
    const std::int64_t tens = at == 0 ? 1 : value_of(run[0]);
    const std::int64_t ones = at + 1 == size ? 0 : value_of(run[at + 1]);
    if (tens <= 0 || ones < 0) return {};
    number.value = tens * 10 + ones;
    number.digits = 2;
  } else {
    for (const char32_t code : run) number.value = number.value * 10 + value_of(code);
    number.digits = static_cast<int>(size);
  }
  rest_.remove_prefix(size);
  return number;
}

}  // namespace gongkai
