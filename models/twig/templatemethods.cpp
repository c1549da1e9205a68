// SPDX-License-Identifier: MIT
#include "twig/templatemethods.h"

#include "twig/convert.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig {

namespace {

enum class Method { None, Render, RenderBlock, HasBlock, BlockNames, Name };

Method methodOf(std::string_view name)
{
    static constexpr std::pair<std::string_view, Method> Names[] = {{"render", Method::Render},
                                                                    {"renderblock", Method::RenderBlock},
                                                                    {"hasblock", Method::HasBlock},
                                                                    {"getblocknames", Method::BlockNames},
                                                                    {"gettemplatename", Method::Name}};
    const std::string lower = php::lowerBytes(name);
    for (const auto &[full, method] : Names) {
        const bool isGetter = full.substr(0, 3) == "get" || full.substr(0, 3) == "has";
        if (lower == full || (isGetter && lower == full.substr(3))) return method;
    }
    return Method::None;
}

const Array *contextArgument(std::span<const Value> arguments, std::size_t index, std::string_view function)
{
    if (index >= arguments.size()) return nullptr;
    if (!arguments[index].isArray()) failType(arguments[index], {function, static_cast<int>(index) + 1, "context"}, "array");
    return arguments[index].arrayValue();
}

std::string blockArgument(Runtime &runtime, std::span<const Value> arguments, std::string_view function)
{
    if (arguments.empty())
        throw php::PhpError("ArgumentCountError",
                            "Too few arguments to function " + std::string(function) + "(), 0 passed and at least 1 expected");
    if (arguments[0].isNull() || arguments[0].isArray() || arguments[0].isObject())
        failType(arguments[0], {function, 1, "name"}, "string");
    return std::string(textOf(runtime, arguments[0]));
}

/// What the method prints, which PHP puts together here.
template <typename Print>
Value printed(Runtime &runtime, Print print)
{
    try {
        return Value::string(runtime.capture(print));
    } catch (const PrintFailure &failure) {
        throw php::PhpError("Error", failure.error.rawMessage());
    }
}

Value blockNames(Runtime &runtime, Instance &instance, const Scope &scope)
{
    Array *names = runtime.newArray();
    for (Instance *at = &instance; at; at = runtime.parentOf(*at, scope)) {
        for (const BlockReference &block : at->blocks()) {
            const Value name = Value::string(block.name);
            bool known = false;
            for (std::uint32_t i = 0; i < names->size(); ++i)
                known = known || names->valueAt(i).text() == block.name;
            if (!known) names->append(runtime.arena(), name);
        }
    }
    return Value::array(names);
}

} // namespace

bool hasTemplateMethod(std::string_view name)
{
    return methodOf(name) != Method::None;
}

std::string templateMethodName(std::string_view name)
{
    switch (methodOf(name)) {
    case Method::BlockNames: return "getblocknames";
    case Method::Name: return "gettemplatename";
    case Method::HasBlock: return "hasblock";
    default: return php::lowerBytes(name);
    }
}

Value callTemplateMethod(Runtime &runtime, const TemplateObject &object, std::string_view name, std::span<const Value> arguments)
{
    static const NameTable NoNames;
    Instance &instance = *runtime.loadValue(Value::object(&object), nullptr);
    const auto scopeOf = [&](const Array *context) {
        return Scope{&NoNames, nullptr, runtime.layer(context, nullptr, runtime.globals())};
    };
    switch (methodOf(name)) {
    case Method::Render: {
        const Array *context = contextArgument(arguments, 0, "Twig\\TemplateWrapper::render");
        return printed(runtime, [&] { runtime.display(instance, runtime.layer(context, nullptr, runtime.globals()), nullptr); });
    }
    case Method::RenderBlock: {
        const std::string block = blockArgument(runtime, arguments, "Twig\\TemplateWrapper::renderBlock");
        const Scope scope = scopeOf(contextArgument(arguments, 1, "Twig\\TemplateWrapper::renderBlock"));
        return printed(runtime, [&] { runtime.displayBlock(instance, block, scope, nullptr, true); });
    }
    case Method::HasBlock: {
        const std::string block = blockArgument(runtime, arguments, "Twig\\TemplateWrapper::hasBlock");
        const Scope scope = scopeOf(contextArgument(arguments, 1, "Twig\\TemplateWrapper::hasBlock"));
        return Value::boolean(runtime.hasBlock(instance, block, scope, nullptr));
    }
    case Method::BlockNames:
        return blockNames(runtime, instance, scopeOf(contextArgument(arguments, 0, "Twig\\TemplateWrapper::getBlockNames")));
    case Method::Name: return runtime.string(instance.name());
    case Method::None: break;
    }
    return Value::absent();
}

} // namespace twig
