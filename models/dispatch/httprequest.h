// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace targetdesk {

/// A whole request, as RequestReader read it. A value.
struct HttpRequest
{
    std::string method;
    std::string path;                                         ///< as it was sent, without the query
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case, values without blanks around them
    std::string body;
    bool isOld = false;          ///< HTTP/1.0
    bool keepsConnection = true; ///< the sender may ask for more on it

    /// The value of the first header of that name, which is in lower case; empty where there is none.
    std::string_view header(std::string_view name) const
    {
        const auto found = std::ranges::find(headers, name, [](const auto &header) { return std::string_view(header.first); });
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
};

/// Why a request cannot be answered as it wants: for the sender.
struct HttpFault
{
    int status = 400;
    std::string what;
    std::string remedy;
};

} // namespace targetdesk
