// Any bytes as a zip file and as an XML part, as a writer reads back what it wrote.
#include "fuzz.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "gongkai/workbook/xml_check.hpp"
#include "gongkai/workbook/zip_check.hpp"

using namespace gongkai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  if (const auto elements = count_elements(text))
    for (const auto& [name, count] : *elements) fuzz::require(count > 0);
  static const auto path =
      std::filesystem::temp_directory_path() / fmt::format("gongkai-fuzz-{}.zip", getpid());
  std::ofstream(path, std::ios::binary) << text;
  fuzz::no_crash([&] {
    const Zip zip(path);
    for (const auto& part : zip.parts())
      fuzz::no_crash([&] { fuzz::require(zip.unpack(part).size() == part.size); });
  });
  std::filesystem::remove(path);
  return 0;
}
