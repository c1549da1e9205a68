// SPDX-License-Identifier: MIT
#include "goldenrows.h"

#include "twig/php/numbers.h"
#include "twig/php/phperror.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>

namespace golden {
namespace {

std::string decode(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 >= text.size()) {
            out += text[i];
        } else if (text[i + 1] == 'c') {
            out += ',';
            ++i;
        } else if (text[i + 1] == 'e') {
            ++i; // an empty item of a list
        } else {
            unsigned value = 0;
            std::from_chars(text.data() + i + 2, text.data() + i + 4, value, 16);
            out += static_cast<char>(value);
            i += 3;
        }
    }
    return out;
}

std::vector<std::string> split(const std::string &line, char separator)
{
    std::vector<std::string> parts(1);
    for (const char c : line) {
        if (c == separator) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

std::string answerOf(const Function &function, const Row &row)
{
    try {
        return function(row);
    } catch (const twig::php::PhpError &error) {
        return "!" + field(error.phpClass() + ": " + error.message());
    }
}

} // namespace

std::string Row::text(std::size_t i) const
{
    return isNull(i) ? std::string() : decode(m_fields.at(i));
}

std::int64_t Row::integer(std::size_t i) const
{
    std::int64_t value = 0;
    const std::string &text = m_fields.at(i);
    // PHP has no literal for the smallest int and exports an expression.
    if (text == "-9223372036854775807-1") return std::numeric_limits<std::int64_t>::min();
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

double Row::real(std::size_t i) const
{
    const std::string &text = m_fields.at(i);
    if (text == "NAN") return std::nan("");
    if (text == "INF" || text == "-INF") return text[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    return twig::php::stringToDouble(text);
}

bool Row::isInteger(std::size_t i) const
{
    const std::string &text = m_fields.at(i);
    return text == "-9223372036854775807-1" || text.find_first_of(".eEIN") == std::string::npos;
}

std::vector<std::string> Row::list(std::size_t i) const
{
    const std::string &text = m_fields.at(i);
    if (text == "[]") return {};
    std::vector<std::string> items = split(text.substr(1, text.size() - 2), ',');
    for (std::string &item : items)
        item = decode(item);
    return items;
}

std::string field(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
            out += c;
        } else {
            char buffer[8];
            std::snprintf(buffer, sizeof buffer, "\\x%02x", static_cast<unsigned>(byte));
            out += buffer;
        }
    }
    return out;
}

std::string field(bool value)
{
    return value ? "true" : "false";
}
std::string field(std::int64_t value)
{
    return std::to_string(value);
}

std::string field(double value)
{
    std::string out;
    twig::php::appendDoubleExact(out, value, 'E', true);
    return out;
}

std::string field(const std::vector<std::string> &list)
{
    std::string out = "[";
    for (const std::string &item : list) {
        if (out.size() > 1) out += ',';
        if (item.empty()) out += "\\e";
        for (const char c : field(std::string_view(item))) {
            if (c == ',') {
                out += "\\c";
            } else {
                out += c;
            }
        }
    }
    return out + "]";
}

int run(const std::string &module, const std::unordered_map<std::string, Function> &functions)
{
    const char *folder = std::getenv("GOLDEN_DIR");
    const std::string path = folder != nullptr ? folder : TESTS_DIR "/golden/php";
    std::ifstream file(path + "/" + module + ".tsv", std::ios::binary);
    if (!file) return -1;
    const char *wanted = std::getenv("GOLDEN_SHOW");
    const int shown = wanted != nullptr ? std::atoi(wanted) : 20;
    int failures = 0;
    int rows = 0;
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> fields = split(line, '\t');
        const std::string name = fields.front();
        const std::string expected = fields.back();
        const auto function = functions.find(name);
        if (function == functions.end()) {
            std::fprintf(stderr, "%s.tsv: nothing runs \"%s\"\n", module.c_str(), name.c_str());
            return -1;
        }
        ++rows;
        const std::string got = answerOf(function->second, Row({fields.begin() + 1, fields.end() - 1}));
        if (got == expected) continue;
        if (++failures <= shown) std::fprintf(stderr, "%s\n    got: %s\n", line.c_str(), got.c_str());
    }
    std::fprintf(stderr, "%s: %d rows, %d differ\n", module.c_str(), rows, failures);
    return rows == 0 ? -1 : failures;
}

} // namespace golden
