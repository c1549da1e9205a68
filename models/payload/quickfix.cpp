// SPDX-License-Identifier: MIT
#include "payload/quickfix.h"

namespace targetdesk {

std::string applied(std::string_view source, const QuickFix &fix)
{
    std::string result;
    std::size_t at = 0;
    for (const SourceEdit &edit : fix.edits) {
        if (edit.offset < at || edit.offset > source.size() || edit.length > source.size() - edit.offset)
            return std::string(source);
        result += source.substr(at, edit.offset - at);
        result += edit.text;
        at = edit.offset + edit.length;
    }
    result += source.substr(at);
    return result;
}

} // namespace targetdesk
