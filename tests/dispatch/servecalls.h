// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// What tests of `serve` send: an event with a number to know it by.
struct NumberedEvent
{
    int n = 0;
    std::string name = "event.sink";
    std::string id = {};      ///< empty: none
    std::size_t textSize = 0; ///< of a text beside the number, so that it is large; 0: none
};

inline std::string eventText(const NumberedEvent &event)
{
    return R"({"event": ")" + event.name + "\"" + (event.id.empty() ? "" : R"(, "id": ")" + event.id + "\"") +
           R"(, "context": {"n": )" + std::to_string(event.n) +
           (event.textSize == 0 ? "" : R"(, "text": ")" + std::string(event.textSize, 'x') + "\"") + "}}";
}

/// The same as a line that can be sent again without becoming two events.
inline std::string keyedLine(int n)
{
    return eventText({.n = n, .id = "key-" + std::to_string(n)}) + "\n";
}

/// `serve` on a port that is free, with so many requests on the wire at most.
inline std::vector<std::string> serveArguments(const std::filesystem::path &workspace, const std::string &store, int inFlight)
{
    const std::string most = std::to_string(inFlight);
    return {"serve",           "--workspace", workspace.string(), "--store", store, "--listen", "127.0.0.1:0",
            "--max-in-flight", most,          "--max-per-target", most};
}

/// `path` on the server whose address of events this is: "/metrics", "/healthz".
inline std::string besideEvents(const std::string &events, const char *path)
{
    return events.substr(0, events.rfind('/')) + path;
}

inline Request requestFor(const char *method, const std::string &url, std::string body)
{
    Request request;
    request.url = url;
    request.method = method;
    request.body = std::move(body);
    request.headers.push_back({"Content-Type", "application/json", false});
    return request;
}

inline Response call(HttpSender &sender, const char *method, const std::string &url, std::string body = {})
{
    return sender.sendAndWait(requestFor(method, url, std::move(body)));
}

inline Response post(HttpSender &sender, const std::string &url, std::string body)
{
    return call(sender, "POST", url, std::move(body));
}

} // namespace targetdesk
