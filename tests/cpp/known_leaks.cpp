// A leak that is not ours: libxlsxwriter 1.1.4 loses the text of a validation by a formula.

extern "C" const char* __lsan_default_suppressions() { return "leak:lxw_strdup\n"; }
