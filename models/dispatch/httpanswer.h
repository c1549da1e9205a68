// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// An answer to an HTTP request. A value.
struct HttpAnswer
{
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; ///< beside those of type, length and connection
    std::string cause; ///< of a refusal, for the log: what the sender need not know is in it as well

    bool isRefusal() const { return status >= 400; }
};

/// What an answer says of the connection that it goes over.
enum class ConnectionWord { None, KeepAlive, Close };

/// The answer's bytes. A request of HEAD has no body in its answer.
std::string wireText(const HttpAnswer &answer, ConnectionWord word, bool isForHead);

} // namespace targetdesk
