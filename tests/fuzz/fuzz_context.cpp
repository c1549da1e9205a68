// SPDX-License-Identifier: MIT
// Any bytes are a context: parsed, by both readers alike, then printed whole by json_encode.
#include "../twig/samevalue.h"
#include "twig/environment.h"
#include "twig/template.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const twig::Environment environment;
    static const auto compiled =
        environment.compile("{{ _context|json_encode }}{% for k, v in _context %}{{ k }}{% endfor %}", "fuzz");
    const std::string_view json(reinterpret_cast<const char *>(data), size);
    if (!readersAgree(json)) std::abort();
    try {
        const twig::Context context = twig::Context::parse(json);
        environment.render(*compiled, context);
    } catch (const twig::ContextError &) {
    } catch (const twig::Error &) {
        // an error is a good answer
    }
    return 0;
}
