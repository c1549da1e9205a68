// SPDX-License-Identifier: MIT
#pragma once

#include "twig/extensions/methodcall.h"
#include "twig/extensions/unicodetext.h"
#include "twig/php/phperror.h"

#include <string>
#include <string_view>
#include <utility>

// How the methods of what the filter "u" makes end.
namespace twig::unicodeanswer {

[[noreturn]] inline void failArgument(std::string message)
{
    throw php::PhpError("Symfony\\Component\\String\\Exception\\InvalidArgumentException", std::move(message));
}

/// The text as it is.
inline Value plain(const MethodArguments &call, std::string_view text)
{
    return unicodeValue(call.runtime(), text);
}

/// The text in normal form.
inline Value normal(const MethodArguments &call, std::string_view text)
{
    return unicodeValue(call.runtime(), normalizedText(text));
}

} // namespace twig::unicodeanswer
