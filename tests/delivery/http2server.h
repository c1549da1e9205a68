// SPDX-License-Identifier: MIT
#pragma once

#include "tlsreceiver.h"

#include <atomic>
#include <string>
#include <vector>

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
        GoesAwayAmong,   ///< when five are there: answers the first two, keeps the third in hand, has not looked at the others
        BreaksOff,       ///< resets the stream behind the head of its answer, which says 200, and a piece of the body
        TakesOneAtATime, ///< says so, and refuses a second
        Stalls           ///< opens no window, so no body may come
    };

    /// `code`: of a reset (RFC 9113, section 7).
    explicit Http2Server(Manner manner, char code = RefusedStream)
        : m_manner(manner)
        , m_code(code)
    {}
    /// Streams whose request was whole, or was answered.
    int streams() const { return m_streams; }
    /// Streams that came too many at once.
    int refused() const { return m_refused; }

    /// Serves a connection to its end.
    void serve(TlsReceiver::Channel &channel);

    static constexpr char RefusedStream = 7;

private:
    struct Frame
    {
        unsigned char type = 0;
        unsigned char flags = 0;
        unsigned char stream = 0; ///< these tests have less than 128
    };

    struct Connection
    {
        unsigned char open = 0;           ///< the stream whose request comes, where there may be but one
        std::vector<unsigned char> taken; ///< streams whose request was whole
    };

    bool take(TlsReceiver::Channel &channel, const Frame &frame, Connection &connection);
    bool answer(TlsReceiver::Channel &channel, const Connection &connection) const;
    bool answerSome(TlsReceiver::Channel &channel, const Connection &connection) const;

    Manner m_manner;
    char m_code;
    std::atomic<int> m_streams = 0;
    std::atomic<int> m_refused = 0;
};

} // namespace targetdesk
