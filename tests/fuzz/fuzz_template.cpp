// SPDX-License-Identifier: MIT
// Any bytes are a template: lexer, parser, compiler and a whole traced run, with small limits.
#include "twig/environment.h"
#include "twig/template.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

constexpr std::string_view contextText =
    R"({"email": "a@example.com", "first_name": "O\"Brien", "n": 3, "f": 1.5, "t": true, "z": null,
 "list": [1, "2", {"name": "x"}], "reward": {"id": 1, "amount": "25.00", "expires_at": "2026-05-31 13:59:59"}, "empty": {}})";

twig::RenderOptions options()
{
    twig::RenderOptions result;
    result.now = 1772421300;
    result.seed = 1;
    result.trace = true;
    result.limits.steps = 20'000;
    result.limits.outputBytes = 256 * 1024;
    result.limits.memoryBytes = 16u << 20;
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const twig::Environment environment;
    static const twig::Context context = twig::Context::parse(contextText);
    static const twig::RenderOptions renderOptions = options();
    try {
        const auto compiled = environment.compile(std::string_view(reinterpret_cast<const char *>(data), size), "fuzz");
        environment.render(*compiled, context, renderOptions);
    } catch (const twig::Error &) {
        // an error is a good answer
    }
    return 0;
}
