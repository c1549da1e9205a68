// SPDX-License-Identifier: MIT
// Any bytes are a template: lexer, parser, compiler and a whole run with small limits, plain and traced, which print the same.
#include "extensions.h"
#include "twig/environment.h"
#include "twig/template.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view ContextText =
    R"({"email": "a@example.com", "first_name": "O\"Brien", "n": 3, "f": 1.5, "t": true, "z": null,
 "list": [1, "2", {"name": "x"}], "reward": {"id": 1, "amount": "25.00", "expires_at": "2026-05-31 13:59:59"}, "empty": {}})";

twig::RenderOptions options(bool traced)
{
    twig::RenderOptions result;
    result.now = 1772421300;
    result.seed = 1;
    result.trace = traced;
    result.limits.steps = 20'000;
    result.limits.outputBytes = 256 * 1024;
    result.limits.memoryBytes = 16u << 20;
    // Time is the one limit that two runs can reach at different places.
    result.limits.time = std::chrono::milliseconds(0);
    return result;
}

twig::Environment environment()
{
    twig::Settings settings;
    settings.extensions = AllExtensions;
    return twig::Environment(std::move(settings));
}

/// What came out, or what went wrong.
std::string outcome(const twig::Environment &engine, const twig::Template &compiled, const twig::Context &context, bool traced,
                    const twig::RenderOptions &renderOptions)
{
    try {
        const twig::RenderResult result = engine.render(compiled, context, renderOptions);
        std::size_t end = 0;
        for (const twig::OutputPiece &piece : result.trace.pieces) {
            if (piece.begin != end || piece.end < piece.begin) std::abort();
            end = piece.end;
        }
        if (traced && end != result.text.size()) std::abort();
        return result.text;
    } catch (const twig::Error &error) {
        return "Error: " + error.message();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const twig::Environment engine = environment();
    static const twig::Context context = twig::Context::parse(ContextText);
    static const twig::RenderOptions plain = options(false);
    static const twig::RenderOptions traced = options(true);
    try {
        const auto compiled = engine.compile(std::string_view(reinterpret_cast<const char *>(data), size), "fuzz");
        if (outcome(engine, *compiled, context, false, plain) != outcome(engine, *compiled, context, true, traced)) std::abort();
    } catch (const twig::Error &) {
        // an error is a good answer
    }
    return 0;
}
