// A leak that is not ours: libxlsxwriter 1.1.4 loses the text of a validation by a formula. The
// sanitizer looks this function up by its name, so it is not hidden.

extern "C" [[gnu::visibility("default")]] const char* __lsan_default_suppressions() {
  return "leak:lxw_strdup\n";
}
