// SPDX-License-Identifier: MIT
#include "twig/extensions/unicodeobject.h"

#include "twig/extensions/unicodemethod.h"
#include "twig/extensions/unicodetext.h"
#include "twig/php/unicode.h"

#include <map>

namespace twig {

namespace {

/// "isEmpty", "empty" and "EMPTY" are the same to Twig.
const UnicodeMethod *methodOf(std::string_view name)
{
    static const std::map<std::string_view, const UnicodeMethod *> Methods = [] {
        std::map<std::string_view, const UnicodeMethod *> all;
        for (const auto part : {unicodeSearchMethods(), unicodeAddMethods(), unicodeCutMethods(), unicodeChangeMethods()})
            for (const UnicodeMethod &method : part)
                all.emplace(method.name, &method);
        return all;
    }();
    const std::string lower = php::lowerBytes(name);
    auto found = Methods.find(lower);
    if (found == Methods.end()) found = Methods.find("is" + lower);
    return found == Methods.end() ? nullptr : found->second;
}

} // namespace

Value unicodeValue(Runtime &runtime, std::string_view text, UnicodeObject::Case letters)
{
    return Value::object(runtime.arena().create<UnicodeObject>(runtime.arena().copy(text), letters));
}

bool hasUnicodeMethod(std::string_view name)
{
    return methodOf(name) != nullptr;
}

std::string_view unicodeMethodName(std::string_view name)
{
    return methodOf(name)->name;
}

Value callUnicodeMethod(Runtime &runtime, const UnicodeObject &text, std::string_view name, std::span<const Value> arguments,
                        std::span<const std::string_view> names)
{
    const UnicodeMethod &method = *methodOf(name);
    runtime.step(1 + text.text.size() / 64);
    return method.run(text, MethodArguments(runtime, method.name, method.parameters, arguments, names));
}

} // namespace twig
