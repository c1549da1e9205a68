// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/addressgate.h"
#include "delivery/request.h"
#include "delivery/response.h"

#include <functional>
#include <memory>

namespace targetdesk {

/// Sends requests with libcurl, many at a time, on a thread of its own. Redirects are not followed, only http and https,
/// no proxy from the environment, one request on the wire per send() (a silent re-send is refused).
class HttpSender
{
public:
    using Done = std::function<void(Response)>;

    struct Options
    {
        int maxInFlight = 64;
        int maxPerHost = 8;
        std::size_t maxBodyBytes = 256 * 1024; ///< read, after decoding; then cut
        std::size_t maxHeaderBytes = 64 * 1024;
        std::string userAgent; ///< empty: ours
        AddressGate gate;      ///< off: every address may be connected to
    };

    /// Throws std::runtime_error when the program may open no more files.
    explicit HttpSender(Options options);
    HttpSender();
    /// Cancels what is in flight and joins; every `done` has been called when this returns.
    ~HttpSender();
    HttpSender(const HttpSender &) = delete;
    HttpSender &operator=(const HttpSender &) = delete;

    const Options &options() const;
    /// Queues a request; any thread. `done` is called once, on the sender's thread.
    void send(Request request, Done done);
    /// Ends all that is on its way or waits, as the destructor does, and goes on with what comes later. Any thread.
    void cancel();
    /// Sends and waits; not from the sender's own thread.
    Response sendAndWait(Request request);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
