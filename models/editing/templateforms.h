// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/target.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A template found in one of the forms in which people have it.
struct FoundTemplate
{
    enum class Form {
        EscapedText, ///< as in an API body: `{\"a\": 1}`, with or without quotes around it
        ApiBody,     ///< Omneo's target as JSON
        Curl         ///< a curl command with either in its data
    };
    Form form = Form::EscapedText;
    std::string source; ///< the template, unescaped
};

/// Nothing when the text is a plain template, or none at all. Pure; any thread.
std::optional<FoundTemplate> templateInside(std::string_view text);

/// The words of a command line as a POSIX shell reads them: quotes, backslashes, lines that go on. Variables stay as they are
/// written. Nothing when a quote is open.
std::optional<std::vector<std::string>> shellWords(std::string_view command);
/// A word in single quotes.
std::string shellQuoted(std::string_view word);

/// The template as a JSON string, with its quotes.
std::string escapedTemplate(const Target &target);
/// The body of Omneo's "create target" request, over several lines.
std::string apiBody(const Target &target);
/// A curl command that creates the target, or changes it when Omneo's id is known. Address and token come from variables.
std::string curlCommand(const Target &target);

} // namespace targetdesk
