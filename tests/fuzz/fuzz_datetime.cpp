// SPDX-License-Identifier: MIT
// Any bytes are a date, a modifier and a format.
#include "twig/environment.h"
#include "twig/template.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const twig::Environment environment;
    static const auto compiled =
        environment.compile("{{ s|date }}{{ '2026-02-28 10:00:00'|date_modify(s)|date('c') }}{{ '2026-02-28'|date(s) }}", "fuzz");
    const std::string text(reinterpret_cast<const char *>(data), size);
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
