// SPDX-License-Identifier: MIT
// rendertemplate TEMPLATE CONTEXT: the whole use of the engine. Prints what the template makes of the JSON context.
#include "twig/context.h"
#include "twig/environment.h"
#include "twig/template.h"

#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

std::string read(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(std::string(path) + ": cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: rendertemplate TEMPLATE CONTEXT\n";
        return 2;
    }
    try {
        // One environment serves every thread; a compiled template and a context are immutable and can be kept.
        const twig::Environment environment;
        const auto compiled = environment.compile(read(argv[1]), argv[1]);
        const auto context = twig::Context::parse(read(argv[2]));
        const twig::RenderResult result = environment.render(*compiled, context);
        std::cout << result.text;
        for (const twig::Message &message : result.messages)
            std::cerr << message.templateName << ':' << message.line << ": " << message.text << '\n';
    } catch (const twig::Error &error) {
        std::cerr << error.templateName() << ':' << error.line() << ':' << error.column() << ": " << error.rawMessage() << '\n';
        return 1;
    } catch (const twig::ContextError &error) {
        std::cerr << argv[2] << ':' << error.line() << ':' << error.column() << ": " << error.message() << '\n';
        return 1;
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
