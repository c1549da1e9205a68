// SPDX-License-Identifier: MIT
// Any bytes are cut into tokens. They come one behind the other, inside the source, and an error points into it.
#include "twig/error.h"
#include "twig/lexer.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const twig::Source source("fuzz", std::string_view(reinterpret_cast<const char *>(data), size));
    twig::Arena arena;
    std::vector<std::string> deprecations;
    try {
        std::uint32_t before = 0;
        for (const twig::Token &token : twig::Lexer(source, arena, deprecations).tokenize()) {
            if (token.begin < before || token.end < token.begin || token.end > source.code().size()) std::abort();
            before = token.begin;
        }
    } catch (const twig::Error &error) {
        if (error.span().offset + error.span().length > size) std::abort();
    }
    return 0;
}
