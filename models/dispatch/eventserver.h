// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/dispatcher.h"
#include "dispatch/frontdoor.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

namespace targetdesk {

/// A place to listen at that cannot be had.
class ListenError : public std::exception
{
public:
    explicit ListenError(std::string what)
        : m_what(std::move(what))
    {}
    const char *what() const noexcept override { return m_what.c_str(); }

private:
    std::string m_what;
};

/// The front door: `POST /events`, `GET /healthz` and `GET /metrics` over HTTP/1.1 and 1.0. Lives on the thread that made it,
/// which needs an event loop.
///
///   202 {"accepted": N, "ids": […]}   everything is on disk; an id and content that were seen before give the first id again
///   400 {"error": {"what", "remedy", "line", "column"}}   no event was taken
///   401   the front door wants a token or a signature, and this is none that fits
///   409   an id was used before for other content; no event was taken
///   413   the body is larger than the limit; it is not read
///   415   the body has a Content-Encoding
///   429   too much is queued; Retry-After says when to come again
///   404, 405   another path or method
///   503, 507   the store cannot take it now; send it again later. Why is in the log and in /healthz, not in the answer
///   400, 414, 417, 431, 501, 505   it is no HTTP as it should be: nothing that follows is read, and the connection ends
///
/// GET /healthz: 200, or 503 while the store takes nothing; asks no store. GET /metrics: Prometheus' text format; wants the
/// token, if there is one; a store that is slow to tell holds up nobody else. Header X-Omneo-Event: the body is that event's
/// context. Header Idempotency-Key: as "id", for one event; of several the first one's is KEY#1, and so on, and an "id" of its
/// own counts more.
///
/// What strangers can hold of memory and of file numbers has bounds (BoundedListener).
class EventServer : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        std::size_t maxBodyBytes = 1024 * 1024;
        std::size_t maxConnections = 1000;                                    ///< half of the process's file numbers at most
        std::chrono::milliseconds maxQuiet = std::chrono::seconds(75);        ///< of a connection
        std::chrono::milliseconds maxRequestTime = std::chrono::seconds(120); ///< from its first byte to its answer
        std::string source = "http";                                          ///< of the events
        FrontDoor door;
        Clock clock = systemNow;
        std::function<void(const std::string &line)> log; ///< of refused requests: one JSON object; may be empty
    };

    /// `dispatcher` must live longer.
    EventServer(Dispatcher &dispatcher, const Options &options, QObject *parent = nullptr);
    explicit EventServer(Dispatcher &dispatcher, QObject *parent = nullptr);
    ~EventServer() override;

    /// Whether listen() would find the place free now. Throws ListenError.
    static void checkPlace(const std::string &address);
    /// `address` is HOST:PORT, `[::1]:7080` for IPv6; port 0 takes a free one. Throws ListenError.
    void listen(const std::string &address);
    /// The port it listens on; 0 before listen().
    std::uint16_t port() const;
    /// `http://127.0.0.1:7080`.
    std::string url() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
