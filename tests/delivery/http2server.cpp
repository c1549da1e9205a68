// SPDX-License-Identifier: MIT
#include "http2server.h"

namespace targetdesk {

namespace {

// RFC 9113, sections 6 and 7; the status is of HPACK's static table (RFC 7541, appendix A) or written out.
enum Type : unsigned char { Data = 0, Headers = 1, RstStream = 3, Settings = 4, GoAway = 7 };
constexpr std::size_t PrefaceSize = 24;
constexpr unsigned char EndStream = 1;
constexpr unsigned char EndHeaders = 4;
constexpr unsigned char Ack = 1;
const std::string Status200 = "\x88";
const std::string Status413 = "\x08\x03"
                              "413";
const std::string OneStream = {0, 3, 0, 0, 0, 1};
const std::string NoWindow = {0, 4, 0, 0, 0, 0};

std::size_t payloadSize(const std::string &buffer)
{
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(buffer[at])); };
    return byte(0) << 16 | byte(1) << 8 | byte(2);
}

std::string frame(unsigned char type, unsigned char flags, unsigned char stream, const std::string &payload)
{
    std::string bytes = {0, 0, static_cast<char>(payload.size()), static_cast<char>(type), static_cast<char>(flags), 0, 0, 0};
    bytes += static_cast<char>(stream);
    return bytes + payload;
}

std::string reset(unsigned char stream, char code)
{
    return frame(RstStream, 0, stream, {0, 0, 0, code});
}

std::string goAway(char lastStream)
{
    return frame(GoAway, 0, 0, {0, 0, 0, lastStream, 0, 0, 0, 0});
}

} // namespace

void Http2Server::serve(TlsReceiver::Channel &channel)
{
    std::string buffer;
    while (buffer.size() < PrefaceSize) {
        if (!channel.read(buffer)) return;
    }
    buffer.erase(0, PrefaceSize);
    channel.write(frame(Settings, 0, 0,
                        m_manner == Manner::TakesOneAtATime ? OneStream
                        : m_manner == Manner::Stalls        ? NoWindow
                                                            : std::string()));
    Connection connection;
    while (true) {
        while (buffer.size() < 9 || buffer.size() < 9 + payloadSize(buffer)) {
            if (!channel.read(buffer)) return;
        }
        const Frame next = {static_cast<unsigned char>(buffer[3]), static_cast<unsigned char>(buffer[4]),
                            static_cast<unsigned char>(buffer[8])};
        buffer.erase(0, 9 + payloadSize(buffer));
        if (!take(channel, next, connection)) return;
    }
}

/// False: the connection is over.
bool Http2Server::take(TlsReceiver::Channel &channel, const Frame &next, Connection &connection)
{
    if (next.type == Settings && (next.flags & Ack) == 0) return channel.write(frame(Settings, Ack, 0, {}));
    if (next.type != Data && next.type != Headers) return true;
    if (m_manner == Manner::AnswersEarly && next.type == Headers) {
        ++m_streams;
        return channel.write(frame(Headers, EndHeaders | EndStream, next.stream, Status413) + reset(next.stream, 0));
    }
    if (m_manner == Manner::TakesOneAtATime && next.type == Headers) {
        if (connection.open != 0) {
            ++m_refused;
            return channel.write(reset(next.stream, RefusedStream));
        }
        connection.open = next.stream;
    }
    if ((next.flags & EndStream) == 0) return true;
    connection.open = 0;
    connection.taken.push_back(next.stream);
    ++m_streams;
    return answer(channel, connection);
}

/// The last stream that was taken.
bool Http2Server::answer(TlsReceiver::Channel &channel, const Connection &connection) const
{
    const unsigned char stream = connection.taken.back();
    const std::string good = frame(Headers, EndHeaders | EndStream, stream, Status200);
    switch (m_manner) {
    case Manner::Answers:
    case Manner::TakesOneAtATime: return channel.write(good);
    case Manner::GoesAway: channel.write(goAway(0)); return false;
    case Manner::GoesAwayAfter: channel.write(good + goAway(static_cast<char>(stream))); return false;
    case Manner::GoesAwayAmong: return answerSome(channel, connection);
    case Manner::BreaksOff:
        return channel.write(frame(Headers, EndHeaders, stream, Status200) + frame(Data, 0, stream, "piece") +
                             reset(stream, m_code));
    case Manner::Resets: return channel.write(reset(stream, m_code));
    case Manner::AnswersEarly: return true; // it has its answer
    case Manner::Stalls: return true;
    }
    return false;
}

bool Http2Server::answerSome(TlsReceiver::Channel &channel, const Connection &connection) const
{
    const std::vector<unsigned char> &taken = connection.taken;
    const auto good = [](unsigned char stream) { return frame(Headers, EndHeaders | EndStream, stream, Status200); };
    if (taken.size() == 1) return channel.write(good(taken[0])); // so that it is known for one that takes several at once
    if (taken.size() < 5) return true;
    channel.write(good(taken[1]) + goAway(static_cast<char>(taken[2])));
    return false;
}

} // namespace targetdesk
