// SPDX-License-Identifier: MIT
// libFuzzer target: the first byte chooses the function, the rest is its input. Nothing may crash, hang or throw but a PhpError.
#include "twig/php/compare.h"
#include "twig/php/datetime.h"
#include "twig/php/encoding.h"
#include "twig/php/escape.h"
#include "twig/php/format.h"
#include "twig/php/jsonstring.h"
#include "twig/php/numbers.h"
#include "twig/php/phperror.h"
#include "twig/php/rounding.h"
#include "twig/php/text.h"
#include "twig/php/unicode.h"

#include <cstdint>
#include <cstring>

using namespace twig::php;

namespace {

constexpr Instant Now{1764072000, 500000};

void dates(std::string_view text)
{
    const DateTime time = DateTime::parse(text, *Zone::find("Europe/Paris"), Now);
    time.format("D, d M Y N jS z W t L B G u v e I O P p T c r U x X");
    const DateTime shifted = time.modified(text, Now);
    shifted.diff(time).format("%R %y %m %d %h %i %s %f %a");
}

void formats(std::string_view text)
{
    const FormatArgument arguments[] = {std::int64_t{3}, -1.25, text, true, std::monostate{}};
    // Widths beyond four digits only cost time.
    if (text.find_first_of("0123456789") == std::string_view::npos || text.size() < 12) twig::php::format(text, arguments);
}

void texts(std::string_view text)
{
    const std::string_view half = text.substr(text.size() / 2);
    stripTags(text, half);
    wordWrap(text, 7, "\n", true);
    trim(text, TrimSet(half));
    const std::pair<std::string_view, std::string_view> pairs[] = {{half, "x"}, {text.substr(0, 1), half.substr(0, 2)}};
    replacePairs(text, pairs);
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
        switch (data[0] % 7) {
        case 0: dates(text); break;
        case 1: formats(text); break;
        case 2: texts(text); break;
        case 3: unicode(text); break;
        case 4: numbers(text); break;
        case 5: DateInterval::parse(text).format(text); break;
        case 6: Zone::parse(text).at(static_cast<std::int64_t>(size) * 1'000'000'007); break;
        }
    } catch (const PhpError &) {
        // What PHP refuses as well.
    }
    return 0;
}
