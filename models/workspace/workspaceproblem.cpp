// SPDX-License-Identifier: MIT
#include "workspace/workspaceproblem.h"

namespace targetdesk {

std::string WorkspaceProblem::text() const
{
    std::string text = file.string();
    if (line > 0) text += ':' + std::to_string(line) + ':' + std::to_string(column);
    if (!text.empty()) text += ": ";
    text += "error: " + what;
    if (!remedy.empty()) text += " – " + remedy;
    return text;
}

} // namespace targetdesk
