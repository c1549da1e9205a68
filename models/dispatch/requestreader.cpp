// SPDX-License-Identifier: MIT
#include "dispatch/requestreader.h"

#include "delivery/asciicase.h"

#include <algorithm>
#include <charconv>

namespace targetdesk {

namespace {

/// Of a line with a chunk's size, which may have extensions that nobody uses.
constexpr std::size_t kLongestChunkLine = 1024;

constexpr const char *kLinesRemedy = "end each line of the head with a carriage return and a line feed";
constexpr const char *kHeaderRemedy = "write each header on one line, as Name: value";
constexpr const char *kChunkRemedy = "write each chunk as its size in hexadecimal, its bytes, and a line break after both";
constexpr const char *kLengthRemedy =
    "send Content-Length once, with the number of the body's bytes, or Transfer-Encoding: chunked";

bool isControl(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

/// RFC 9110, 5.6.2.
bool isToken(std::string_view text)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    };
    return !text.empty() && std::ranges::all_of(text, fits);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view withoutBlanks(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// What a sender wrote, for a message: no longer than anybody reads.
std::string shown(std::string_view text)
{
    constexpr std::size_t kMost = 40;
    return std::string(text.substr(0, kMost)) + (text.size() > kMost ? "…" : "");
}

/// Of `/events?x`, and of `http://here/events?x`, which every server has to take (RFC 9112, 3.2.2).
std::string_view pathOf(std::string_view target)
{
    if (const std::size_t scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
        const std::size_t path = target.find_first_of("/?", scheme + 3);
        target = path == std::string_view::npos || target[path] == '?' ? "/" : target.substr(path);
    }
    return target.substr(0, target.find('?'));
}

/// Calls `use` with each of the texts between commas, in lower case.
template <typename Use>
void eachOf(std::string_view list, const Use &use)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        use(lowerCase(withoutBlanks(list.substr(0, comma))));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
}

} // namespace

RequestReader::RequestReader(const Bounds &bounds)
    : m_bounds(bounds)
    , m_budget(bounds.headBytes)
{}

HttpRequest RequestReader::take()
{
    m_state = State::RequestLine;
    m_budget = m_bounds.headBytes;
    m_headers = 0;
    m_wantsContinue = false;
    return std::exchange(m_request, {});
}

void RequestReader::fail(int status, std::string what, std::string remedy)
{
    m_state = State::Faulty;
    m_fault = HttpFault{status, std::move(what), std::move(remedy)};
}

std::size_t RequestReader::read(std::string_view bytes)
{
    const std::size_t all = bytes.size();
    while (!bytes.empty() && m_state != State::Done && m_state != State::Faulty) {
        if (m_state == State::Body || m_state == State::Chunk) {
            takeData(bytes);
        } else if (const std::optional<std::string_view> line = nextLine(bytes)) {
            takeLine(*line);
            m_line.clear();
        }
    }
    return all - bytes.size();
}

/// Without its end; nothing while that has not come.
std::optional<std::string_view> RequestReader::nextLine(std::string_view &bytes)
{
    const std::size_t feed = bytes.find('\n');
    std::string_view line = bytes.substr(0, feed == std::string_view::npos ? feed : feed + 1);
    if (line.size() > m_budget) {
        tooLong();
        return std::nullopt;
    }
    m_budget -= line.size();
    bytes.remove_prefix(line.size());
    if (feed == std::string_view::npos || !m_line.empty()) {
        m_line += line;
        if (feed == std::string_view::npos) return std::nullopt;
        line = m_line;
    }
    if (!line.ends_with("\r\n")) {
        badLineEnd();
        return std::nullopt;
    }
    return line.substr(0, line.size() - 2);
}

void RequestReader::tooLong()
{
    if (m_state == State::RequestLine) {
        fail(414, "the request line has more than " + std::to_string(m_bounds.headBytes) + " bytes", "send POST /events");
    } else if (m_state == State::ChunkSize) {
        fail(400, "the line with a chunk's size has more than " + std::to_string(kLongestChunkLine) + " bytes", kChunkRemedy);
    } else if (m_state == State::ChunkEnd) {
        fail(400, "a chunk of the body is longer than its size says", kChunkRemedy);
    } else {
        fail(431, "the head has more than " + std::to_string(m_bounds.headBytes) + " bytes", "send fewer and shorter headers");
    }
}

void RequestReader::badLineEnd()
{
    const bool isChunk = m_state == State::ChunkSize || m_state == State::ChunkEnd;
    if (isChunk) {
        fail(400, "a line between the body's chunks ends without a carriage return", kChunkRemedy);
    } else {
        fail(400, "a line of the head ends without a carriage return", kLinesRemedy);
    }
}

void RequestReader::takeLine(std::string_view line)
{
    switch (m_state) {
    case State::RequestLine:
        if (!line.empty()) takeRequestLine(line); // an empty one before it is overlooked (RFC 9112, 2.2)
        return;
    case State::Headers:
    case State::Trailers:
        if (!line.empty()) {
            takeHeader(line);
        } else if (m_state == State::Headers) {
            endHead();
        } else {
            m_state = State::Done;
        }
        return;
    case State::ChunkSize: takeChunkSize(line); return;
    case State::ChunkEnd:
        m_state = State::ChunkSize;
        m_budget = kLongestChunkLine;
        return;
    default: return;
    }
}

void RequestReader::takeRequestLine(std::string_view line)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    const std::string_view method = line.substr(0, first);
    const std::string_view target = first < last ? line.substr(first + 1, last - first - 1) : std::string_view();
    const std::string_view version = last == std::string_view::npos ? std::string_view() : line.substr(last + 1);
    const auto isBad = [](char c) { return isControl(c) || c == ' ' || c == '\t'; };
    const bool isVersion =
        version.size() == 8 && version.starts_with("HTTP/") && isDigit(version[5]) && version[6] == '.' && isDigit(version[7]);
    if (!isToken(method) || target.empty() || std::ranges::any_of(target, isBad) || !isVersion) {
        fail(400, "the request line is not of the form METHOD PATH VERSION", "send HTTP, as in POST /events HTTP/1.1");
        return;
    }
    if (version[5] != '1') {
        fail(505, "this version of HTTP is not spoken here", "use version 1.1");
        return;
    }
    m_request.method = method;
    m_request.path = pathOf(target);
    m_request.isOld = version[7] == '0';
    m_state = State::Headers;
}

/// Or a trailer, of which nothing is kept.
void RequestReader::takeHeader(std::string_view line)
{
    if (++m_headers > m_bounds.headers) {
        fail(431, "there are more than " + std::to_string(m_bounds.headers) + " headers", "send fewer headers");
        return;
    }
    if (line.front() == ' ' || line.front() == '\t') {
        fail(400, "a header goes on over more than one line", kHeaderRemedy);
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
        fail(400, "a header has no colon", kHeaderRemedy);
        return;
    }
    const std::string_view name = line.substr(0, colon);
    if (!isToken(name)) {
        fail(400, "a header's name is empty, or has a blank or another character that is not allowed there", kHeaderRemedy);
        return;
    }
    const std::string_view value = withoutBlanks(line.substr(colon + 1));
    if (std::ranges::any_of(value, isControl)) {
        fail(400, "the header " + shown(name) + " has a control character in it", kHeaderRemedy);
        return;
    }
    if (m_state == State::Headers) m_request.headers.emplace_back(lowerCase(name), value);
}

void RequestReader::endHead()
{
    const std::pair<std::string, std::string> *length = nullptr;
    const std::pair<std::string, std::string> *coding = nullptr;
    for (const auto &header : m_request.headers) {
        const bool isLength = header.first == "content-length";
        if (!isLength && header.first != "transfer-encoding") continue;
        const auto *&place = isLength ? length : coding;
        if (place) {
            fail(400, std::string("there is more than one header ") + (isLength ? "Content-Length" : "Transfer-Encoding"),
                 kLengthRemedy);
            return;
        }
        place = &header;
    }
    m_state = State::Done;
    if (length && coding) {
        fail(400, "there are both Content-Length and Transfer-Encoding", kLengthRemedy);
    } else if (length) {
        readLength(length->second);
    } else if (coding) {
        readCoding(coding->second);
    }
    if (!m_fault) readHost();
    if (!m_fault) readExpectation();
    if (!m_fault) readConnection();
}

/// RFC 9112, 3.2.
void RequestReader::readHost()
{
    const auto hosts = std::ranges::count(m_request.headers, "host", [](const auto &header) { return header.first; });
    if (hosts > 1) {
        fail(400, "there is more than one header Host", "send Host once");
    } else if (hosts == 0 && !m_request.isOld) {
        fail(400, "there is no header Host, which HTTP/1.1 wants", "send Host with the name of this server");
    }
}

/// RFC 9112, 9.3.
void RequestReader::readConnection()
{
    m_request.keepsConnection = !m_request.isOld;
    bool closes = false;
    for (const auto &[name, value] : m_request.headers) {
        if (name != "connection") continue;
        eachOf(value, [&](const std::string &option) {
            closes = closes || option == "close";
            if (option == "keep-alive") m_request.keepsConnection = true;
        });
    }
    if (closes) m_request.keepsConnection = false;
}

void RequestReader::readLength(std::string_view text)
{
    if (text.empty() || !std::ranges::all_of(text, isDigit)) {
        fail(400, "Content-Length is not a number of bytes", kLengthRemedy);
        return;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), m_left);
    if (!grows(error == std::errc() ? m_left : std::string::npos)) return;
    if (m_left > 0) m_state = State::Body;
}

void RequestReader::readCoding(std::string_view text)
{
    if (m_request.isOld) {
        fail(400, "there is a Transfer-Encoding, which HTTP/1.0 does not have", kLengthRemedy);
        return;
    }
    int chunked = 0;
    std::string other;
    eachOf(text, [&](const std::string &coding) {
        if (coding == "chunked") {
            ++chunked;
        } else if (other.empty()) {
            other = coding;
        }
    });
    if (!other.empty()) {
        fail(501, "the transfer coding '" + shown(other) + "' is not known here", kLengthRemedy);
    } else if (chunked != 1) {
        fail(400, "Transfer-Encoding does not say chunked once", kLengthRemedy);
    } else {
        m_state = State::ChunkSize;
        m_budget = kLongestChunkLine;
    }
}

/// RFC 9110, 10.1.1.
void RequestReader::readExpectation()
{
    const std::string_view expectation = m_request.header("expect");
    if (expectation.empty() || m_request.isOld) return;
    if (lowerCase(expectation) != "100-continue") {
        fail(417, "what the header Expect asks for is not known here", "send Expect: 100-continue, or leave it out");
        return;
    }
    m_wantsContinue = m_state != State::Done;
}

void RequestReader::takeChunkSize(std::string_view line)
{
    const std::size_t digits = std::min(line.find_first_not_of("0123456789abcdefABCDEF"), line.size());
    const std::string_view extension = line.substr(digits);
    const bool isExtension = extension.empty() || withoutBlanks(extension).starts_with(';');
    if (digits == 0 || !isExtension || std::ranges::any_of(extension, isControl)) {
        fail(400, "a chunk's size is not a hexadecimal number", kChunkRemedy);
        return;
    }
    const auto [end, error] = std::from_chars(line.data(), line.data() + digits, m_left, 16);
    if (!grows(error == std::errc() ? m_left : std::string::npos)) return;
    m_state = m_left > 0 ? State::Chunk : State::Trailers;
    m_budget = m_bounds.headBytes;
}

/// False: the body would be too large.
bool RequestReader::grows(std::size_t length)
{
    if (length <= m_bounds.bodyBytes - m_request.body.size()) return true;
    fail(413, "the body has more than " + std::to_string(m_bounds.bodyBytes) + " bytes", "send fewer events at a time");
    return false;
}

void RequestReader::takeData(std::string_view &bytes)
{
    const std::size_t length = std::min(m_left, bytes.size());
    m_request.body.append(bytes.substr(0, length));
    bytes.remove_prefix(length);
    m_left -= length;
    if (m_left > 0) return;
    m_state = m_state == State::Body ? State::Done : State::ChunkEnd;
    m_budget = std::string_view("\r\n").size();
}

} // namespace targetdesk
