// SPDX-License-Identifier: MIT
// PHP's functions on texts and numbers: the first byte chooses, the rest is the input. Nothing may crash, hang or throw but
// PhpError.
#include "twig/php/compare.h"
#include "twig/php/escape.h"
#include "twig/php/jsonstring.h"
#include "twig/php/numbers.h"
#include "twig/php/phperror.h"
#include "twig/php/rounding.h"
#include "twig/php/text.h"
#include "twig/php/unicode.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace twig::php;

namespace {

void texts(std::string_view text)
{
    const std::string_view half = text.substr(text.size() / 2);
    stripTags(text, half);
    wordWrap(text, 7, "\n", true);
    trim(text, TrimSet(half));
    const std::pair<std::string_view, std::string_view> pairs[] = {{half, "x"}, {text.substr(0, 1), half.substr(0, 2)}};
    replacePairs(text, pairs);
    if (find(text, half) != text.find(half)) std::abort();
    explode(half.empty() ? "," : half.substr(0, 1), text, -2);
}

void unicode(std::string_view text)
{
    upper(text);
    lower(text);
    title(text);
    substring(text, -3, 2);
    splitCharacters(text, 2);
    reverseCharacters(text);
    std::string out;
    appendEscapedHtml(out, text);
    appendJsonString(out, text, JsonFlag::InvalidUtf8Substitute);
    appendEscaped(out, text, "js", "UTF-8");
}

void numbers(std::string_view text)
{
    std::string out;
    double value = stringToDouble(text);
    if (text.size() >= sizeof value) std::memcpy(&value, text.data(), sizeof value);
    appendDouble(out, value);
    appendDoubleExact(out, value);
    appendNumberFormat(out, value, static_cast<std::int64_t>(text.size()) - 4, ".", ",");
    roundHalfUp(value, 3, RoundingRule::Before84);
    compareStrings(text, text.substr(text.size() / 2));
    doubleToInteger(value);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
    try {
        switch (data[0] % 3) {
        case 0: texts(text); break;
        case 1: unicode(text); break;
        default: numbers(text); break;
        }
    } catch (const PhpError &) {
        // What PHP refuses as well.
    }
    return 0;
}
