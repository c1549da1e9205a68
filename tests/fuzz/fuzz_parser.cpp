// SPDX-License-Identifier: MIT
// Any bytes are compiled, with every extension known and everything escaped. An error points into the source.
#include "twig/environment.h"
#include "twig/template.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

twig::Settings settings()
{
    using twig::Extension;
    twig::Settings result;
    result.autoescape = twig::Escaping::Html;
    result.extensions = {Extension::StringLoader, Extension::Sandbox, Extension::Debug,
                         Extension::Intl,         Extension::String,  Extension::Html};
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const twig::Environment environment(settings());
    try {
        environment.compile(std::string_view(reinterpret_cast<const char *>(data), size), "fuzz");
    } catch (const twig::Error &error) {
        if (error.span().offset + error.span().length > size) std::abort();
    }
    return 0;
}
