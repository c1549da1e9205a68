// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace targetdesk {

/// A request as it arrived.
struct IncomingRequest
{
    std::string method;
    std::string path;  ///< decoded, without the simulator's prefix
    std::string query; ///< as it came
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    /// The value of a header, by its name in any case; empty when it is missing.
    std::string header(std::string_view name) const;
};

/// What a simulator answers, and why.
struct SimulatorAnswer
{
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string note; ///< why, in plain words, for the person who watches
    std::chrono::milliseconds delay{0};
    bool drop = false; ///< reset the connection instead
};

/// Stands in for one platform. What it checks is what comms-platforms.md states with a source; it is not the vendor.
/// Called on the receiver's thread only.
class Simulator
{
public:
    virtual ~Simulator() = default;

    virtual std::string name() const = 0;
    /// First part of the path that leads here whatever else listens: "klaviyo" for /klaviyo/api/events.
    virtual std::string prefix() const = 0;
    /// True when the vendor's own path leads here too.
    virtual bool listensAt(std::string_view path) const = 0;
    virtual SimulatorAnswer answer(const IncomingRequest &request) = 0;
    /// What it expects, one line each: calls and credentials.
    virtual std::vector<std::string> expectations() const = 0;

protected:
    static SimulatorAnswer json(int status, const Json &body, std::string note);
    /// Media type without parameters, in lower case.
    static std::string mediaType(const IncomingRequest &request);
    /// Length in code points, which is what the vendors' limits count, not bytes.
    static std::size_t characters(std::string_view text);
    /// A random UUID.
    static std::string uuid();
};

} // namespace targetdesk
