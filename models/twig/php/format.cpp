// SPDX-License-Identifier: MIT
#include "twig/php/format.h"

#include "twig/php/numbers.h"
#include "twig/php/phperror.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace twig::php {
namespace {

constexpr std::int64_t LargestInt = std::numeric_limits<int>::max();
constexpr std::int64_t DefaultPrecision = 6;
constexpr std::int64_t LargestPrecision = 53;

[[noreturn]] void throwValue(const std::string &message)
{
    throw PhpError("ValueError", message);
}

int numberOf(const FormatCompound &compound, std::string_view type)
{
    if (compound.warnings && !compound.className.empty())
        compound.warnings->push_back("Object of class " + std::string(compound.className) + " could not be converted to " +
                                     std::string(type));
    return compound.number;
}

std::int64_t integerOf(const FormatArgument &argument)
{
    if (const auto *value = std::get_if<std::int64_t>(&argument)) return *value;
    if (const auto *value = std::get_if<double>(&argument)) return doubleToInteger(*value);
    if (const auto *value = std::get_if<std::string_view>(&argument)) return stringToInteger(*value);
    if (const auto *value = std::get_if<FormatCompound>(&argument)) return numberOf(*value, "int");
    const auto *value = std::get_if<bool>(&argument);
    return value != nullptr && *value ? 1 : 0;
}

double realOf(const FormatArgument &argument)
{
    if (const auto *value = std::get_if<double>(&argument)) return *value;
    if (const auto *value = std::get_if<std::string_view>(&argument)) return stringToDouble(*value);
    if (const auto *value = std::get_if<FormatCompound>(&argument)) return numberOf(*value, "float");
    return static_cast<double>(integerOf(argument));
}

std::string textOf(const FormatArgument &argument)
{
    if (const auto *value = std::get_if<std::string_view>(&argument)) return std::string(*value);
    if (const auto *value = std::get_if<FormatCompound>(&argument)) {
        if (!value->hasText)
            throw PhpError("Error", "Object of class " + std::string(value->className) + " could not be converted to string");
        if (value->warnings && value->className.empty()) value->warnings->push_back("Array to string conversion");
        return std::string(value->text);
    }
    if (const auto *value = std::get_if<double>(&argument)) return doubleToString(*value);
    if (const auto *value = std::get_if<std::int64_t>(&argument)) return std::to_string(*value);
    const auto *value = std::get_if<bool>(&argument);
    return value != nullptr && *value ? "1" : "";
}

/// What stands between "%" and the letter.
struct Specification
{
    char padding = ' ';
    bool left = false;
    bool sign = false;
    std::int64_t width = 0;
    bool hasPrecision = false; ///< "%.5f" and "%.*f" but not "%.f"
    std::int64_t precision = 0;
};

/// Goes once through the format. Missing arguments are counted to the end, since the message names how many are wanted.
class Formatter
{
public:
    Formatter(std::string_view format, std::span<const FormatArgument> arguments, std::size_t limit)
        : m_format(format)
        , m_arguments(arguments)
        , m_limit(limit)
    {}

    std::string run()
    {
        while (m_at < m_format.size()) {
            const std::size_t percent = std::min(m_format.find('%', m_at), m_format.size());
            m_out += m_format.substr(m_at, percent - m_at);
            m_at = percent + 1;
            if (percent == m_format.size()) break;
            if (current() == '%') {
                m_out += '%';
                ++m_at;
            } else {
                readSpecification();
            }
        }
        if (m_missing >= 0) {
            throw PhpError("ArgumentCountError", std::to_string(m_missing + 2) + " arguments are required, " +
                                                     std::to_string(m_arguments.size() + 1) + " given");
        }
        return std::move(m_out);
    }

private:
    char current() const { return m_at < m_format.size() ? m_format[m_at] : '\0'; }
    bool atDigit() const { return current() >= '0' && current() <= '9'; }

    /// \return nullopt when the number is too large for an int
    std::optional<std::int64_t> readNumber()
    {
        std::int64_t value = 0;
        for (; atDigit(); ++m_at)
            value = std::min<std::int64_t>(value * 10 + (current() - '0'), LargestInt);
        return value < LargestInt ? std::optional(value) : std::nullopt;
    }

    /// "3$". \return nullopt when there is none
    std::optional<std::int64_t> readArgumentNumber()
    {
        std::size_t end = m_at;
        while (end < m_format.size() && m_format[end] >= '0' && m_format[end] <= '9')
            ++end;
        if (end == m_format.size() || m_format[end] != '$') return std::nullopt;
        const auto number = readNumber();
        if (number.value_or(0) <= 0) {
            throwValue("Argument number specifier must be greater than zero and less than 2147483647");
        }
        ++m_at;
        return *number - 1;
    }

    /// The argument with this number, or the next one. \return nullptr when it is missing
    const FormatArgument *argumentAt(std::optional<std::int64_t> number)
    {
        const std::int64_t index = number ? *number : m_next++;
        if (index < static_cast<std::int64_t>(m_arguments.size())) return &m_arguments[static_cast<std::size_t>(index)];
        m_missing = std::max(m_missing, index);
        return nullptr;
    }

    void readFlags(Specification &spec)
    {
        for (;; ++m_at) {
            switch (current()) {
            case '0': spec.padding = '0'; break;
            case ' ': spec.padding = ' '; break;
            case '-': spec.left = true; break;
            case '+': spec.sign = true; break;
            case '\'':
                if (m_at + 1 >= m_format.size()) throwValue("Missing padding character");
                spec.padding = m_format[++m_at];
                break;
            default: return;
            }
        }
    }

    /// "*" or "*3$". \return nullptr when the argument is missing
    const std::int64_t *readStar(const char *what, std::int64_t least)
    {
        ++m_at;
        const FormatArgument *argument = argumentAt(readArgumentNumber());
        if (argument == nullptr) return nullptr;
        const auto *value = std::get_if<std::int64_t>(argument);
        if (value == nullptr) throwValue(std::string(what) + " must be an integer");
        if (*value < least || *value > LargestInt) {
            throwValue(std::string(what) + " must be between " + std::to_string(least) + " and 2147483647");
        }
        return value;
    }

    std::int64_t readLimited(const char *what)
    {
        const auto number = readNumber();
        if (!number) throwValue(std::string(what) + " must be between 0 and 2147483647");
        return *number;
    }

    /// \return false when an argument is missing
    bool readWidth(Specification &spec)
    {
        if (current() == '*') {
            const std::int64_t *width = readStar("Width", 0);
            if (width == nullptr) return false;
            spec.width = *width;
        } else if (atDigit()) {
            spec.width = readLimited("Width");
        }
        return true;
    }

    bool readPrecision(Specification &spec)
    {
        if (current() != '.') return true;
        ++m_at;
        if (current() == '*') {
            const std::int64_t *precision = readStar("Precision", -1);
            if (precision == nullptr) return false;
            spec.precision = *precision;
            spec.hasPrecision = true;
        } else if (atDigit()) {
            spec.precision = readLimited("Precision");
            spec.hasPrecision = true;
        }
        return true;
    }

    void readSpecification()
    {
        Specification spec;
        std::optional<std::int64_t> number;
        const bool letter = (current() | 0x20) >= 'a' && (current() | 0x20) <= 'z';
        if (!letter) {
            number = readArgumentNumber();
            readFlags(spec);
            if (!readWidth(spec) || !readPrecision(spec)) return;
        }
        if (current() == 'l') ++m_at;
        const FormatArgument *argument = argumentAt(number);
        // PHP goes on at the letter itself, which is then plain text.
        if (argument == nullptr) return;
        const char conversion = current();
        if (spec.hasPrecision && spec.precision == -1 && std::string_view("gGhH").find(conversion) == std::string_view::npos) {
            throwValue("Precision -1 is only supported for %g, %G, %h and %H");
        }
        convert(conversion, *argument, spec);
        ++m_at;
    }

    void convert(char conversion, const FormatArgument &argument, const Specification &spec)
    {
        switch (conversion) {
        case 's': appendPadded(textOf(argument), spec, false, spec.hasPrecision); break;
        case 'd': appendSigned(integerOf(argument), spec); break;
        case 'u': appendUnsigned(static_cast<std::uint64_t>(integerOf(argument)), spec); break;
        case 'e':
        case 'E':
        case 'f':
        case 'F': appendReal(realOf(argument), conversion, spec); break;
        case 'g':
        case 'G':
        case 'h':
        case 'H': appendGeneral(realOf(argument), conversion, spec); break;
        case 'c': m_out += static_cast<char>(integerOf(argument)); break;
        case 'b': appendBase(integerOf(argument), 2, false, spec); break;
        case 'o': appendBase(integerOf(argument), 8, false, spec); break;
        case 'x': appendBase(integerOf(argument), 16, false, spec); break;
        case 'X': appendBase(integerOf(argument), 16, true, spec); break;
        case '%': m_out += '%'; break;
        default:
            if (m_at >= m_format.size()) throwValue("Missing format specifier at end of string");
            // PHP's message ends at a NUL byte.
            throwValue(conversion == '\0' ? "Unknown format specifier \""
                                          : std::string("Unknown format specifier \"") + conversion + '"');
        }
    }

    /// `signedText`: the text begins with a sign, which goes before zeros.
    void appendPadded(std::string_view text, const Specification &spec, bool signedText, bool cut = false)
    {
        if (cut) text = text.substr(0, static_cast<std::size_t>(std::max<std::int64_t>(spec.precision, 0)));
        const auto width = static_cast<std::size_t>(spec.width);
        if (std::max(width, text.size()) > m_limit - std::min(m_out.size(), m_limit)) throw TextTooLong{m_limit};
        const std::size_t missing = width > text.size() ? width - text.size() : 0;
        if (spec.left) {
            m_out += text;
            m_out.append(missing, spec.padding);
            return;
        }
        if (signedText && spec.padding == '0' && !text.empty()) {
            m_out += text[0];
            text.remove_prefix(1);
        }
        m_out.append(missing, spec.padding);
        m_out += text;
    }

    /// Zeros behind a whole number would make another one of it.
    static Specification forInteger(Specification spec)
    {
        if (spec.left && spec.padding == '0') spec.padding = ' ';
        return spec;
    }

    void appendSigned(std::int64_t value, const Specification &spec)
    {
        std::string text = spec.sign && value >= 0 ? "+" : "";
        appendInteger(text, value);
        appendPadded(text, forInteger(spec), value < 0 || spec.sign);
    }

    void appendUnsigned(std::uint64_t value, const Specification &spec)
    {
        appendPadded(std::to_string(value), forInteger(spec), false);
    }

    void appendBase(std::int64_t value, int base, bool upper, const Specification &spec)
    {
        char buffer[72];
        char *end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::uint64_t>(value), base).ptr;
        if (upper) std::transform(buffer, end, buffer, [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
        Specification used = spec;
        // With a precision PHP prints nothing of the number at all.
        used.precision = 0;
        appendPadded(std::string_view(buffer, static_cast<std::size_t>(end - buffer)), used, false, spec.hasPrecision);
    }

    /// INF and NAN, for which PHP has no width; a sign before zeros takes the place of their first letter.
    /// \return whether that was all
    bool appendNotFinite(double value, const Specification &spec)
    {
        if (std::isfinite(value)) return false;
        std::string text = std::isnan(value) ? "NaN" : value < 0 ? "-INF" : "INF";
        if (value < 0 || spec.sign) {
            if (spec.padding == '0' && !spec.left) text[0] = value < 0 ? '-' : '+';
        }
        m_out += text;
        return true;
    }

    void appendReal(double value, char conversion, const Specification &spec)
    {
        if (appendNotFinite(value, spec)) return;
        const auto precision =
            static_cast<int>(spec.hasPrecision ? std::min(spec.precision, LargestPrecision) : DefaultPrecision);
        const bool scientific = conversion == 'e' || conversion == 'E';
        char buffer[512];
        char *end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value),
                                  scientific ? std::chars_format::scientific : std::chars_format::fixed, precision)
                        .ptr;
        std::string text = value < 0 ? "-" : spec.sign ? "+" : "";
        text.append(buffer, static_cast<std::size_t>(end - buffer));
        if (scientific) {
            // The exponent has no more digits than it needs, and its letter is the one asked for.
            const std::size_t at = text.find('e');
            const std::size_t digits = text[at + 2] == '0' ? at + 3 : at + 2;
            text = text.substr(0, at) + conversion + text[at + 1] + text.substr(digits);
        }
        appendPadded(text, spec, value < 0 || spec.sign);
    }

    void appendGeneral(double value, char conversion, const Specification &spec)
    {
        if (appendNotFinite(value, spec)) return;
        std::int64_t precision = spec.hasPrecision ? std::min(spec.precision, LargestPrecision) : DefaultPrecision;
        if (precision == 0) precision = 1;
        std::string text;
        const char letter = conversion == 'G' || conversion == 'H' ? 'E' : 'e';
        appendDoubleRounded(text, value, static_cast<int>(precision), letter);
        const bool negative = text[0] == '-';
        if (!negative && spec.sign) text.insert(0, 1, '+');
        appendPadded(text, spec, negative || spec.sign);
    }

    std::string_view m_format;
    std::span<const FormatArgument> m_arguments;
    std::size_t m_limit;
    std::string m_out;
    std::size_t m_at = 0;
    std::int64_t m_next = 0;
    std::int64_t m_missing = -1;
};

} // namespace

std::string format(std::string_view format, std::span<const FormatArgument> arguments, std::size_t limit)
{
    return Formatter(format, arguments, limit).run();
}

} // namespace twig::php
