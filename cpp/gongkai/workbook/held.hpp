// A value as a sheet holds it: a text, or a number with its format.
#pragma once

#include <string>

#include "gongkai/workbook/style.hpp"

namespace gongkai {

struct Held {
  std::string text;  ///< as it is shown, or nearly so
  double number = 0;
  const char* format = nullptr;  ///< null for a text
  Align align = Align::left;     ///< where it stands by itself
};

Held held(const Value& value);

}  // namespace gongkai
