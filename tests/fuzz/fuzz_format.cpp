// SPDX-License-Identifier: MIT
// The first line is a format of sprintf(), each further one an argument.
#include "twig/php/format.h"
#include "twig/php/phperror.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace twig::php;
    constexpr std::size_t Limit = 4096;
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::vector<FormatArgument> arguments;
    for (std::size_t at = end; at < text.size(); at = std::min(text.find('\n', at + 1), text.size()))
        arguments.emplace_back(text.substr(at + 1, std::min(text.find('\n', at + 1), text.size()) - at - 1));
    arguments.insert(arguments.end(), {std::int64_t{-3}, -1.25, true, std::monostate{}, FormatCompound{"Array", 1}});
    try {
        // text outside of the conversions is not held back
        if (format(text.substr(0, end), arguments, Limit).size() > Limit + text.size()) std::abort();
    } catch (const PhpError &) {
        // what PHP refuses as well
    } catch (const TextTooLong &) {
        // a width that nobody needs
    }
    return 0;
}
