// Reads the templates that counting asks.
#include "gongkai/measure/law.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "gongkai/base/config.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail<DataError>("{}: cannot be opened", path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

YearChoices parse_choices(std::string_view year_toml) {
  YearChoices out;
  const auto year = Config::parse(year_toml, "year.toml");
  if (year.has("issued")) out.issued = year.date("issued");
  const auto disputes = year.table("disputes");
  const auto counted = disputes.text("counted", "in_hand");
  if (counted != "in_hand" && counted != "filed")
    disputes.fail_at("counted",
                     fmt::format("'counted' is '{}', expected 'in_hand' or 'filed'", counted));
  out.disputes_in_hand = counted == "in_hand";
  return out;
}

Law load_law(const std::filesystem::path& templates, std::string_view year_toml) {
  const auto folder = templates / "calendar";
  if (!std::filesystem::is_directory(folder))
    fail<DataError>("{}: no such folder", folder.string());
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<NamedText> calendar;
  for (const auto& file : files) calendar.push_back({file.filename().string(), read_text(file)});
  return {Calendar::parse(calendar), Regimes::parse(read_text(templates / "regimes.toml")),
          Terms::parse(read_text(templates / "terms.toml")).with_headers(year_toml),
          parse_choices(year_toml)};
}

}  // namespace gongkai
