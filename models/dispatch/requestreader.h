// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/httprequest.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace targetdesk {

/// Finds the requests in the bytes of a connection, by RFC 9112, HTTP/1.1 and 1.0. Strict where two readers could come to
/// different ends of a request: lengths, codings, chunks, line breaks, blanks in the head. What stands behind such a fault may be
/// anything, and is not read. Keeps no more than the bounds allow. Pure; any thread.
class RequestReader
{
public:
    struct Bounds
    {
        std::size_t headBytes = 64 * 1024; ///< request line and headers
        std::size_t headers = 100;
        std::size_t bodyBytes = 1024 * 1024;
    };

    explicit RequestReader(const Bounds &bounds);

    /// Reads from the front, to the end of the request at most. Returns how many bytes it took.
    std::size_t read(std::string_view bytes);
    /// Whether take() has something to give.
    bool isDone() const { return m_state == State::Done; }
    /// Whether nothing of a request was read yet.
    bool isBetweenRequests() const { return m_state == State::RequestLine && m_line.empty(); }
    /// The request cannot be read to its end, nor can what follows.
    const std::optional<HttpFault> &fault() const { return m_fault; }
    /// True once, when the sender waits for a word before it sends the body.
    bool wantsContinue() { return std::exchange(m_wantsContinue, false); }
    /// The method, as soon as it is known.
    const std::string &method() const { return m_request.method; }
    /// The request, then begins anew.
    HttpRequest take();

private:
    enum class State { RequestLine, Headers, Body, ChunkSize, Chunk, ChunkEnd, Trailers, Done, Faulty };

    void fail(int status, std::string what, std::string remedy);
    std::optional<std::string_view> nextLine(std::string_view &bytes);
    void tooLong();
    void badLineEnd();
    void takeLine(std::string_view line);
    void takeRequestLine(std::string_view line);
    void takeHeader(std::string_view line);
    void endHead();
    void readConnection();
    void readHost();
    void readLength(std::string_view text);
    void readCoding(std::string_view text);
    void readExpectation();
    void takeChunkSize(std::string_view line);
    void takeData(std::string_view &bytes);
    bool grows(std::size_t length);

    Bounds m_bounds;
    State m_state = State::RequestLine;
    HttpRequest m_request;
    std::string m_line;        ///< the part of a line that has come
    std::size_t m_budget = 0;  ///< bytes that this part of the request may still have
    std::size_t m_headers = 0; ///< trailers too
    std::size_t m_left = 0;    ///< of the body, or of its chunk
    bool m_wantsContinue = false;
    std::optional<HttpFault> m_fault;
};

} // namespace targetdesk
