// A ledger as a table for other programs: typed columns with official labels.
#include <functional>

#include "gongkai/ledger/ledger.hpp"

namespace gongkai {
namespace {

/// Texts of `rows` rows, each told by `tell`; an empty one is null.
arrow::Column texts(std::string_view name, std::int64_t rows,
                    const std::function<std::string(std::int64_t)>& tell) {
  arrow::Texts values;
  std::vector<std::uint8_t> valid;
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto text = tell(row);
    values.push_back(text);
    valid.push_back(text.empty() ? 0 : 1);
  }
  return {std::string(name), std::move(values), std::move(valid)};
}

template <class Items, class Tell>
std::string joined(const Items& items, const Tell& tell) {
  std::string out;
  for (std::size_t at = 0; at < items.size(); ++at)
    out += (at == 0 ? "" : "、") + std::string(tell(items[at]));
  return out;
}

arrow::Column dates(std::string_view name, std::span<const Date> values) {
  std::vector<std::uint8_t> valid;
  for (const Date date : values) valid.push_back(is_dated(date) ? 1 : 0);
  return {std::string(name), std::vector<Date>(values.begin(), values.end()), std::move(valid)};
}

arrow::Column truths(std::string_view name, std::span<const std::uint8_t> values) {
  std::vector<std::uint8_t> yes, valid;
  for (const auto value : values) {
    yes.push_back(value == 2 ? 1 : 0);
    valid.push_back(value == 0 ? 0 : 1);
  }
  return {std::string(name), std::move(yes), std::move(valid)};
}

arrow::Column numbers(const Field& field, std::span<const std::int64_t> values) {
  std::vector<std::uint8_t> valid;
  for (const auto value : values) valid.push_back(value == kBlank ? 0 : 1);
  if (field.type == Type::count)
    return {std::string(field.id), std::vector<std::int64_t>(values.begin(), values.end()),
            std::move(valid)};
  const double unit = field.type == Type::amount ? static_cast<double>(field.scale) : 1e6;
  std::vector<double> out;
  for (const auto value : values)
    out.push_back(value == kBlank ? 0.0 : static_cast<double>(value) / unit);
  return {std::string(field.id), std::move(out), std::move(valid)};
}

arrow::Column column(const Ledger& ledger, const Field& field) {
  const auto rows = ledger.size();
  const auto choice = [&](std::uint8_t byte) {
    return byte == 0 ? std::string_view() : field.choices[byte - 1u].label;
  };
  switch (field.type) {
    case Type::name:
      if (!field.several) {
        const auto& names = ledger.names(field.id);
        return texts(field.id, rows, [&](std::int64_t row) { return std::string(names[row]); });
      } else {
        const auto& lists = ledger.name_lists(field.id);
        const auto name = [&](std::int32_t code) {
          return code < 0 ? std::string_view() : lists.distinct[code];
        };
        return texts(field.id, rows,
                     [&](std::int64_t row) { return joined(lists.codes[row], name); });
      }
    case Type::date:
    case Type::deadline:
      if (!field.several) return dates(field.id, ledger.dates(field.id));
      return texts(field.id, rows,
                   [&](std::int64_t row) { return joined(ledger.date_lists(field.id)[row], iso); });
    case Type::choice:
      if (!field.several)
        return texts(field.id, rows, [&](std::int64_t row) {
          return std::string(choice(ledger.choices(field.id)[static_cast<std::size_t>(row)]));
        });
      return texts(field.id, rows, [&](std::int64_t row) {
        return joined(ledger.choice_lists(field.id)[row], choice);
      });
    case Type::truth:
      return truths(field.id, ledger.choices(field.id));
    default:
      return numbers(field, ledger.numbers(field.id));
  }
}

}  // namespace

arrow::Table to_table(const Ledger& ledger) {
  arrow::Table out;
  out.rows = ledger.size();
  for (const auto& field : ledger.schema().fields)
    if (ledger.has(field.id)) out.columns.push_back(column(ledger, field));
  return out;
}

}  // namespace gongkai
