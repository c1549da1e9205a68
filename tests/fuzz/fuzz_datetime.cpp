// SPDX-License-Identifier: MIT
// Any bytes are a date, a modifier, a format, an interval and a zone: PHP's grammar by itself, then through the filters.
#include "twig/environment.h"
#include "twig/php/datetime.h"
#include "twig/php/phperror.h"
#include "twig/template.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace twig::php;

constexpr Instant Now{1764072000, 500000};

template <typename Ask>
void ask(Ask question)
{
    try {
        question();
    } catch (const PhpError &) {
        // what PHP refuses as well
    }
}

void grammar(std::string_view text)
{
    ask([text] {
        const DateTime time = DateTime::parse(text, *Zone::find("Europe/Paris"), Now);
        time.format("D, d M Y N jS z W t L B G u v e I O P p T c r U x X");
        time.modified(text, Now).diff(time).format("%R %y %m %d %h %i %s %f %a");
    });
    ask([text] { DateInterval::parse(text).format(text); });
    ask([text] { Zone::parse(text).at(static_cast<std::int64_t>(text.size()) * 1'000'000'007); });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const twig::Environment environment;
    static const auto compiled =
        environment.compile("{{ s|date }}{{ '2026-02-28 10:00:00'|date_modify(s)|date('c') }}{{ '2026-02-28'|date(s) }}", "fuzz");
    const std::string text(reinterpret_cast<const char *>(data), size);
    grammar(text);
    const nlohmann::json json = {{"s", text}};
    twig::RenderOptions options;
    options.now = 1772421300;
    try {
        environment.render(*compiled, twig::Context::parse(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)),
                           options);
    } catch (const twig::Error &) {
        // an error is a good answer
    }
    return 0;
}
