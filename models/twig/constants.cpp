// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/php/unicode.h"

#include <limits>
#include <utility>

namespace twig {

Value phpConstant(std::string_view name)
{
    // PHP 8.4 on 64 bits. Nothing that tells about the machine.
    static constexpr std::pair<std::string_view, std::int64_t> Integers[] = {
        {"JSON_HEX_TAG", 1},
        {"JSON_HEX_AMP", 2},
        {"JSON_HEX_APOS", 4},
        {"JSON_HEX_QUOT", 8},
        {"JSON_FORCE_OBJECT", 16},
        {"JSON_NUMERIC_CHECK", 32},
        {"JSON_UNESCAPED_SLASHES", 64},
        {"JSON_PRETTY_PRINT", 128},
        {"JSON_UNESCAPED_UNICODE", 256},
        {"JSON_PARTIAL_OUTPUT_ON_ERROR", 512},
        {"JSON_PRESERVE_ZERO_FRACTION", 1024},
        {"JSON_UNESCAPED_LINE_TERMINATORS", 2048},
        {"JSON_OBJECT_AS_ARRAY", 1},
        {"JSON_BIGINT_AS_STRING", 2},
        {"JSON_INVALID_UTF8_IGNORE", 1048576},
        {"JSON_INVALID_UTF8_SUBSTITUTE", 2097152},
        {"JSON_THROW_ON_ERROR", 4194304},
        {"JSON_ERROR_NONE", 0},
        {"PHP_INT_MAX", std::numeric_limits<std::int64_t>::max()},
        {"PHP_INT_MIN", std::numeric_limits<std::int64_t>::min()},
        {"PHP_INT_SIZE", 8},
        {"PHP_FLOAT_DIG", 15},
        {"PHP_MAJOR_VERSION", 8},
        {"PHP_MINOR_VERSION", 4},
        {"SORT_REGULAR", 0},
        {"SORT_NUMERIC", 1},
        {"SORT_STRING", 2},
        {"SORT_FLAG_CASE", 8},
        {"SORT_NATURAL", 6},
        {"SORT_ASC", 4},
        {"SORT_DESC", 3},
        {"COUNT_NORMAL", 0},
        {"COUNT_RECURSIVE", 1},
        {"ENT_QUOTES", 3},
        {"ENT_COMPAT", 2},
        {"ENT_NOQUOTES", 0},
        {"ENT_HTML5", 48},
        {"ENT_SUBSTITUTE", 8},
        {"PHP_ROUND_HALF_UP", 1},
        {"PHP_ROUND_HALF_DOWN", 2},
        {"PHP_ROUND_HALF_EVEN", 3},
        {"PHP_ROUND_HALF_ODD", 4},
        {"E_ERROR", 1},
        {"E_WARNING", 2},
        {"E_PARSE", 4},
        {"E_NOTICE", 8},
        {"E_ALL", 30719},
        {"ARRAY_FILTER_USE_KEY", 2},
        {"ARRAY_FILTER_USE_BOTH", 1},
        {"LC_ALL", 6},
        {"STR_PAD_RIGHT", 1},
        {"STR_PAD_LEFT", 0},
        {"PHP_QUERY_RFC1738", 1},
        {"PHP_QUERY_RFC3986", 2},
        {"ArrayObject::STD_PROP_LIST", 1},
        {"ArrayObject::ARRAY_AS_PROPS", 2},
        {"ArrayIterator::STD_PROP_LIST", 1},
        {"ArrayIterator::ARRAY_AS_PROPS", 2}};
    static constexpr std::pair<std::string_view, double> Reals[] = {{"M_PI", 3.14159265358979323846},
                                                                    {"M_E", 2.7182818284590452354},
                                                                    {"M_SQRT2", 1.41421356237309504880},
                                                                    {"PHP_FLOAT_EPSILON", std::numeric_limits<double>::epsilon()},
                                                                    {"PHP_FLOAT_MAX", std::numeric_limits<double>::max()},
                                                                    {"PHP_FLOAT_MIN", std::numeric_limits<double>::min()},
                                                                    {"NAN", std::numeric_limits<double>::quiet_NaN()},
                                                                    {"INF", std::numeric_limits<double>::infinity()}};
    static constexpr std::pair<std::string_view, std::string_view> Texts[] = {{"ATOM", "Y-m-d\\TH:i:sP"},
                                                                              {"COOKIE", "l, d-M-Y H:i:s T"},
                                                                              {"RFC822", "D, d M y H:i:s O"},
                                                                              {"RFC850", "l, d-M-y H:i:s T"},
                                                                              {"RFC1036", "D, d M y H:i:s O"},
                                                                              {"RFC1123", "D, d M Y H:i:s O"},
                                                                              {"RFC7231", "D, d M Y H:i:s \\G\\M\\T"},
                                                                              {"RFC2822", "D, d M Y H:i:s O"},
                                                                              {"RFC3339", "Y-m-d\\TH:i:sP"},
                                                                              {"RFC3339_EXTENDED", "Y-m-d\\TH:i:s.vP"},
                                                                              {"RSS", "D, d M Y H:i:s O"},
                                                                              {"W3C", "Y-m-d\\TH:i:sP"},
                                                                              {"ISO8601", "Y-m-d\\TH:i:sO"},
                                                                              {"ISO8601_EXPANDED", "X-m-d\\TH:i:sP"}};
    if (!name.empty() && name[0] == '\\') name.remove_prefix(1);
    for (const auto &[known, value] : Integers)
        if (known == name) return Value::integer(value);
    for (const auto &[known, value] : Reals)
        if (known == name) return Value::real(value);
    const std::string lower = php::lowerBytes(name);
    if (lower == "true" || lower == "false") return Value::boolean(lower == "true");
    if (lower == "null") return Value::null();
    if (name == "PHP_EOL") return Value::string("\n");
    if (name == "DIRECTORY_SEPARATOR") return Value::string("/");
    // DATE_ATOM and DateTimeInterface::ATOM are the same.
    std::string_view format;
    for (const std::string_view prefix : {std::string_view("DATE_"), std::string_view("DateTimeInterface::"),
                                          std::string_view("DateTime::"), std::string_view("DateTimeImmutable::")})
        if (name.starts_with(prefix)) format = name.substr(prefix.size());
    for (const auto &[known, value] : Texts)
        if (known == format) return Value::string(value);
    return Value::absent();
}

} // namespace twig
