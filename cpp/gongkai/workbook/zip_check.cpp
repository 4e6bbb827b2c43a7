#include "gongkai/workbook/zip_check.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

constexpr std::string_view kLocal = "PK\3\4", kEntry = "PK\1\2", kEnd = "PK\5\6";
constexpr std::size_t kLocalSize = 30, kEntrySize = 46, kEndSize = 22;

// Little-endian numbers at an offset; the caller has seen to it that they are there.
std::uint16_t short_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  return static_cast<std::uint16_t>(byte(0) | byte(1) << 8);
}
std::uint32_t long_at(std::string_view bytes, std::size_t at) {
  return short_at(bytes, at) | std::uint32_t{short_at(bytes, at + 2)} << 16;
}

bool stands(std::string_view bytes, std::size_t at, std::string_view mark, std::size_t size) {
  return at <= bytes.size() && bytes.size() - at >= size && bytes.substr(at, 4) == mark;
}

// Inflates a raw stream; "" where it is broken or longer than `size`.
std::string inflated(std::string_view packed, std::size_t size) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
  std::string out, in(packed);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  std::array<char, 1 << 16> chunk;
  int code = Z_OK;
  while (code == Z_OK && out.size() <= size) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(chunk.data(), chunk.size() - stream.avail_out);
  }
  const bool whole = code == Z_STREAM_END && stream.avail_in == 0;
  if (inflateEnd(&stream) != Z_OK || !whole) return {};
  return out;
}

}  // namespace

Zip::Zip(const std::filesystem::path& path) : name_(path.string()) {
  std::ifstream file(path, std::ios::binary);
  bytes_.assign(std::istreambuf_iterator<char>(file), {});
  if (!file) fail<WorkbookError>("{}: cannot be read", name_);

  const auto end = bytes_.rfind(kEnd);
  if (end == std::string::npos || !stands(bytes_, end, kEnd, kEndSize))
    fail<WorkbookError>("{}: the zip has no directory", name_);
  const std::size_t count = short_at(bytes_, end + 10);
  std::size_t at = long_at(bytes_, end + 16);
  for (std::size_t i = 0; i < count; ++i) {
    if (!stands(bytes_, at, kEntry, kEntrySize))
      fail<WorkbookError>("{}: the zip's directory breaks off after {} of {} parts", name_, i,
                          count);
    const std::size_t name = short_at(bytes_, at + 28);
    parts_.push_back({bytes_.substr(at + kEntrySize, name), short_at(bytes_, at + 10),
                      long_at(bytes_, at + 16), long_at(bytes_, at + 20), long_at(bytes_, at + 24),
                      long_at(bytes_, at + 42), long_at(bytes_, at + 12)});
    at += kEntrySize + name + short_at(bytes_, at + 30) + short_at(bytes_, at + 32);
  }
}

const ZipPart* Zip::find(std::string_view name) const {
  const auto found = std::ranges::find(parts_, name, &ZipPart::name);
  return found == parts_.end() ? nullptr : &*found;
}

std::string Zip::unpack(const ZipPart& part) const {
  const std::string_view bytes = bytes_;
  std::string out;
  bool whole = stands(bytes, part.offset, kLocal, kLocalSize);
  if (whole) {
    const std::size_t data = part.offset + kLocalSize + short_at(bytes, part.offset + 26) +
                             short_at(bytes, part.offset + 28);
    whole = data <= bytes.size() && bytes.size() - data >= part.packed;
    if (whole && part.method == 0) out = bytes.substr(data, part.packed);
    if (whole && part.method == Z_DEFLATED)
      out = inflated(bytes.substr(data, part.packed), part.size);
  }
  const auto crc =
      crc32(0, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(out.size()));
  if (!whole || out.size() != part.size || crc != part.crc)
    fail<WorkbookError>("{}: part '{}' is damaged", name_, part.name);
  return out;
}

}  // namespace gongkai
