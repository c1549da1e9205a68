// SPDX-License-Identifier: MIT
#pragma once

#include "tlsreceiver.h"

#include <atomic>
#include <string>

namespace targetdesk {

/// Just enough HTTP/2 to answer 200 to every stream, or to treat it worse. Speaks inside a TlsReceiver; thread-safe.
class Http2Server
{
public:
    enum class Manner {
        Answers,
        GoesAway,        ///< without having taken any stream
        GoesAwayAfter,   ///< the answer to the first
        Resets,          ///< refuses the stream, which is leave to send it again
        AnswersEarly,    ///< 413 when it has seen the head
        TakesOneAtATime, ///< says so, and refuses a second
        Stalls           ///< opens no window, so no body may come
    };

    explicit Http2Server(Manner manner)
        : m_manner(manner)
    {}
    /// Streams whose request was whole, or was answered.
    int streams() const { return m_streams; }
    /// Streams that came too many at once.
    int refused() const { return m_refused; }

    /// Serves a connection to its end.
    void serve(TlsReceiver::Channel &channel);

private:
    struct Frame
    {
        unsigned char type = 0;
        unsigned char flags = 0;
        unsigned char stream = 0; ///< these tests have less than 128
    };

    bool take(TlsReceiver::Channel &channel, const Frame &frame, unsigned char &open);
    bool answer(TlsReceiver::Channel &channel, unsigned char stream) const;

    Manner m_manner;
    std::atomic<int> m_streams = 0;
    std::atomic<int> m_refused = 0;
};

} // namespace targetdesk
