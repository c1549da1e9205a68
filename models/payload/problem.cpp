// SPDX-License-Identifier: MIT
#include "payload/problem.h"

namespace targetdesk {

namespace {

const char *wordFor(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return "error";
    case Problem::Severity::Warning: return "warning";
    case Problem::Severity::Hint: return "hint";
    }
    return "error";
}

} // namespace

std::string Problem::text() const
{
    std::string text = templateName;
    if (line > 0) {
        text += ':' + std::to_string(line);
        if (column > 0) text += ':' + std::to_string(column);
    }
    if (!text.empty()) text += ": ";
    text += std::string(wordFor(severity)) + ": " + what;
    if (!contextPath.empty()) text += " (" + contextPath + ")";
    if (!remedy.empty()) text += " – " + remedy;
    return text;
}

} // namespace targetdesk
