// SPDX-License-Identifier: MIT
#include "ui/history/targettext.h"

#include "workspace/targetjson.h"

namespace targetdesk {

std::string textOf(const Target &target)
{
    std::string text = target.templateSource;
    if (!text.empty() && text.back() != '\n') text += '\n';
    return text + '\n' + toJson(target).dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace targetdesk
