// SPDX-License-Identifier: MIT
#pragma once

#include "payload/quickfix.h"

#include <cstddef>
#include <string>
#include <vector>

namespace targetdesk {

/// Something about a template or its payload that a person should know. A value; texts are for people.
struct Problem
{
    enum class Severity { Error, Warning, Hint };
    enum class Kind {
        Template,    ///< the engine's error
        NotJson,     ///< the payload is not JSON; place and path say which output broke it
        Context,     ///< the context is not JSON
        SilentBlank, ///< a path that is not in the context printed nothing
        Lint,        ///< what will hurt, though this payload is JSON
        Schema,      ///< the payload is not as the target's schema wants it, or the schema cannot be used
        Expected,    ///< the payload is not the one that was accepted for this sample
        Message      ///< a warning or deprecation of the engine
    };

    Severity severity = Severity::Error;
    Kind kind = Kind::Template;
    std::string code;             ///< stable: "T001", "J101", …; each is documented in payload/problem codes
    std::string templateName;     ///< or the context's name
    int line = 0;                 ///< in the template; 1-based, 0 when unknown
    int column = 0;               ///< in code points, 1-based
    std::size_t offset = 0;       ///< of the cause in the template, bytes
    std::size_t length = 0;       ///< 0: the place as such
    std::size_t outputOffset = 0; ///< in the payload, bytes; only for NotJson
    int outputLine = 0;
    int outputColumn = 0;
    std::string contextPath;     ///< `first_name`; empty when no path is to blame
    std::string what;            ///< the cause in plain words
    std::string remedy;          ///< what to do
    std::vector<QuickFix> fixes; ///< ways to mend it, the best first; edits of the template that `offset` counts in

    /// `FILE:LINE:COLUMN: error: what (context path) – remedy`.
    std::string text() const;
};

} // namespace targetdesk
