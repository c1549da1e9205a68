// SPDX-License-Identifier: MIT
#pragma once

#include "platforms/simulator.h"

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// The receiver cannot listen; the text names address, cause and remedy.
class ReceiverError : public std::exception
{
public:
    explicit ReceiverError(std::string what)
        : m_what(std::move(what))
    {}
    const char *what() const noexcept override { return m_what.c_str(); }

private:
    std::string m_what;
};

/// One request and its answer. A value.
struct ReceivedCall
{
    std::chrono::system_clock::time_point time;
    std::string simulator; ///< who answered
    std::string method;
    std::string path; ///< as requested, prefix included
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body; ///< raw
    int status = 0;
    std::string answer;
    std::string note; ///< why, in plain words
};

/// An answer that replaces a simulator's, once.
struct ScriptedAnswer
{
    int status = 500;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::chrono::milliseconds delay{0};
    bool drop = false; ///< no answer: the connection is reset (recorded with status 0)
};

/// An HTTP server on this machine that stands in for the platforms: records every request and lets the simulators answer. Each
/// listens at the vendor's own path and under its prefix; the sink takes all the rest. Runs on a thread of its own; all functions
/// may be called from any thread. Listens on loopback unless told otherwise.
class Receiver
{
public:
    /// Called on the receiver's thread, for each request, after it was recorded.
    using Observer = std::function<void(const ReceivedCall &)>;

    /// Port 0: any free one. Throws ReceiverError.
    explicit Receiver(std::uint16_t port = 0, const std::string &host = "127.0.0.1", Observer observer = {});
    ~Receiver();
    Receiver(const Receiver &) = delete;
    Receiver &operator=(const Receiver &) = delete;

    std::uint16_t port() const;
    /// "http://127.0.0.1:PORT".
    std::string address() const;

    /// Oldest first; at most the newest 10,000.
    std::vector<ReceivedCall> calls() const;
    void clear();
    /// The next requests whose path starts with `path` get these answers, one each; after them the simulators answer again.
    void script(const std::string &path, std::vector<ScriptedAnswer> answers);

    /// What listens here and what it expects, for people.
    std::vector<std::string> expectations() const;
    /// True when a simulator (not the sink) listens at this path.
    static bool isSimulated(const std::string &path);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
