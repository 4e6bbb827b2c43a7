#include "gongkai/workbook/package.hpp"

#include <xlsxwriter.h>

#include <cerrno>
#include <clocale>
#include <cstring>
#include <list>
#include <optional>
#include <system_error>
#include <utility>

#include "gongkai/base/error.hpp"
#include "gongkai/workbook/replacement.hpp"
#include "gongkai/workbook/xml_check.hpp"
#include "gongkai/workbook/zip_check.hpp"

namespace gongkai {
namespace {

// Numbers are printed with the locale's decimal point; this thread's is the plain one meanwhile.
class PlainLocale {
 public:
  PlainLocale() : plain_(::newlocale(LC_ALL_MASK, "C", nullptr)) {
    if (plain_ != nullptr) before_ = ::uselocale(plain_);
  }
  ~PlainLocale() {
    if (plain_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(plain_);
  }
  PlainLocale(const PlainLocale&) = delete;
  PlainLocale& operator=(const PlainLocale&) = delete;

 private:
  locale_t plain_, before_ = nullptr;
};

std::time_t midnight(Date date) {
  return std::chrono::duration_cast<std::chrono::seconds>(date.time_since_epoch()).count();
}

}  // namespace

struct Package::Parts {
  explicit Parts(std::filesystem::path path) : replacement(std::move(path)) {
    // Its temporary files stand beside the target, so that a full /tmp does not matter.
    std::string folder = replacement.folder().string();
    lxw_workbook_options options{};
    options.tmpdir = folder.data();
    workbook = workbook_new_opt(replacement.file().c_str(), &options);
    if (workbook == nullptr) fail("no memory for a workbook");
    formats.emplace(workbook);
  }
  ~Parts() {
    if (workbook != nullptr) lxw_workbook_free(workbook);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  [[noreturn]] void fail(std::string_view why) const {
    gongkai::fail<WorkbookError>("{}: {}", replacement.target().string(), why);
  }
  void close();
  void verify() const;

  Replacement replacement;
  lxw_workbook* workbook = nullptr;
  std::optional<Formats> formats;
  std::list<Sheet> sheets;  // stay where they are
};

void Package::Parts::close() {
  const PlainLocale plain;
  errno = 0;
  // Frees the workbook whether it can be written or not.
  const lxw_error error = workbook_close(std::exchange(workbook, nullptr));
  if (error == LXW_NO_ERROR) return;
  const int code = errno;
  std::string why = fmt::format("cannot be written: {}", lxw_strerror(error));
  if (code != 0) why += fmt::format(" ({})", std::generic_category().message(code));
  fail(why);
}

// A full disk loses pieces of the temporary files without a word: what was meant is compared with
// what is there.
void Package::Parts::verify() const {
  const Zip zip(replacement.file());
  for (const char* needed : {"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"})
    if (zip.find(needed) == nullptr) fail(fmt::format("part '{}' was not written", needed));

  for (const ZipPart& part : zip.parts()) {
    const auto xml = zip.unpack(part);
    const auto elements = count_elements(xml);
    const bool texts = part.name == "xl/sharedStrings.xml";
    if (!elements || (texts && !elements->contains("si")) ||
        (texts &&
         xml.find(fmt::format("uniqueCount=\"{}\"", elements->at("si"))) == std::string::npos))
      fail(fmt::format("part '{}' was not written whole", part.name));
  }
  int number = 0;
  for (const Sheet& sheet : sheets) {
    const auto name = fmt::format("xl/worksheets/sheet{}.xml", ++number);
    const ZipPart* part = zip.find(name);
    if (part == nullptr) fail(fmt::format("part '{}' was not written", name));
    const auto elements = count_elements(zip.unpack(*part)).value();
    const auto found = elements.contains("c") ? elements.at("c") : 0;
    if (found != sheet.cells())
      fail(fmt::format("sheet '{}' was written with {} cells, expected {}", sheet.name(), found,
                       sheet.cells()));
  }
}

Package::Package(std::filesystem::path path, const Manifest& manifest)
    : parts_(std::make_unique<Parts>(std::move(path))) {
  auto title = manifest.title, body = manifest.body;
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.company = body.data();
  properties.created = midnight(manifest.date);
  const lxw_error error = workbook_set_properties(parts_->workbook, &properties);
  if (error != LXW_NO_ERROR) parts_->fail(lxw_strerror(error));
}

Package::~Package() = default;

Sheet& Package::sheet(std::string_view name) {
  std::string text(name);
  const lxw_error error = workbook_validate_sheet_name(parts_->workbook, text.c_str());
  if (error != LXW_NO_ERROR) parts_->fail(fmt::format("sheet '{}': {}", name, lxw_strerror(error)));
  auto* const made = workbook_add_worksheet(parts_->workbook, text.c_str());
  if (made == nullptr) parts_->fail(fmt::format("no memory for sheet '{}'", name));
  return parts_->sheets.emplace_back(std::move(text), parts_->workbook, made, &*parts_->formats);
}

void Package::save() {
  parts_->close();
  parts_->verify();
  parts_->replacement.take_place();
}

}  // namespace gongkai
