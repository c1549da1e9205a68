// SPDX-License-Identifier: MIT
#include "delivery/exchange.h"

#include "delivery/asciicase.h"
#include "delivery/requestchecks.h"

#include <sys/socket.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

namespace targetdesk {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// A status of three digits (RFC 9110, 15), where curl reads the first three of any.
bool hasStatus(std::string_view line)
{
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return false;
    const std::string_view status = line.substr(blank + 1);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return status.size() >= 3 && std::ranges::all_of(status.substr(0, 3), isDigit) && (status.size() == 3 || !isDigit(status[3]));
}

constexpr std::size_t LongestShown = 500;

/// What a receiver wrote, fit for a message: not too long, bytes that are no ASCII as %XX.
std::string visible(const std::string &text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string shown;
    for (const char c : std::string_view(text).substr(0, LongestShown)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f)
            shown += c;
        else
            ((shown += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
    return text.size() > LongestShown ? shown + "…" : shown;
}

} // namespace

Exchange::Exchange(CURL *handle, Request request, HttpSender::Done done, const HttpSender::Options &options)
    : m_handle(handle)
    , m_request(std::move(request))
    , m_done(std::move(done))
    , m_gate(options.gate)
    , m_maxBody(options.maxBodyBytes)
    , m_maxHeader(options.maxHeaderBytes)
    , m_deadline(std::chrono::steady_clock::now() + m_request.timeout)
{
    setOptions();
    setHeaders();
}

Exchange::~Exchange()
{
    // Or the handle would still write into what is gone.
    curl_easy_setopt(m_handle, CURLOPT_ERRORBUFFER, static_cast<char *>(nullptr));
    curl_easy_setopt(m_handle, CURLOPT_HTTPHEADER, static_cast<curl_slist *>(nullptr));
    curl_slist_free_all(m_headers);
}

template <typename Value>
void Exchange::set(CURLoption option, Value value)
{
    const CURLcode code = curl_easy_setopt(m_handle, option, value);
    if (m_setUp == CURLE_OK) m_setUp = code;
}

CURLcode Exchange::prepare(CURL *handle, const HttpSender::Options &options)
{
    CURLcode trouble = CURLE_OK;
    const auto set = [&](CURLoption option, auto value) {
        if (const CURLcode code = curl_easy_setopt(handle, option, value); trouble == CURLE_OK) trouble = code;
    };
    set(CURLOPT_NOSIGNAL, 1L);
    // Or curl would wait, and all other requests with it, until a resolver gives up that nobody can stop.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    // Proxies of the environment, and its exceptions, would change where we connect without a word.
    set(CURLOPT_NOPROXY, "");
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); // they are no answer of the receiver's
    set(CURLOPT_ACCEPT_ENCODING, "");
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    // SFMC closes idle connections after 5 s (comms-platforms, section 2): be first.
    set(CURLOPT_MAXAGE_CONN, 4L);
    set(CURLOPT_HEADERFUNCTION, &Exchange::onHeader);
    set(CURLOPT_WRITEFUNCTION, &Exchange::onBody);
    set(CURLOPT_PREREQFUNCTION, &Exchange::onSend);
    set(CURLOPT_OPENSOCKETFUNCTION, &Exchange::onConnect);
    set(CURLOPT_USERAGENT, options.userAgent.c_str());
    return trouble;
}

void Exchange::useNewConnection()
{
    m_usesNewConnection = true;
    set(CURLOPT_FRESH_CONNECT, 1L);
    set(CURLOPT_FORBID_REUSE, 1L);
}

bool Exchange::leavesTraces() const
{
    const WireRoute &route = m_request.route;
    const bool hasLogin = !route.proxy.empty() || m_request.url.find('@') != std::string::npos;
    const bool hasFiles = !route.tls.authorities.empty() || !route.tls.clientCertificate.empty();
    return m_setUp != CURLE_OK || m_usesNewConnection || route.http2 || hasLogin || hasFiles;
}

/// All of these on each request, or leavesTraces() says so.
void Exchange::setOptions()
{
    set(CURLOPT_ERRORBUFFER, static_cast<char *>(m_error));
    set(CURLOPT_PRIVATE, static_cast<void *>(this));
    set(CURLOPT_HEADERDATA, static_cast<void *>(this));
    set(CURLOPT_WRITEDATA, static_cast<void *>(this));
    set(CURLOPT_PREREQDATA, static_cast<void *>(this));
    set(CURLOPT_OPENSOCKETDATA, static_cast<void *>(this));
    set(CURLOPT_URL, m_request.url.c_str());
    if (m_request.method != "GET" || !m_request.body.empty()) {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, m_request.body.data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
        set(CURLOPT_CUSTOMREQUEST, m_request.method.c_str());
    } else {
        set(CURLOPT_HTTPGET, 1L);
        set(CURLOPT_CUSTOMREQUEST, static_cast<char *>(nullptr));
    }
    const WireRoute &route = m_request.route;
    set(CURLOPT_HTTP_VERSION, static_cast<long>(route.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    if (route.http2) {
        set(CURLOPT_VERBOSE, 1L);
        set(CURLOPT_DEBUGFUNCTION, &Exchange::onTrace);
        set(CURLOPT_DEBUGDATA, static_cast<void *>(this));
    }
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(route.connectTimeout, m_request.timeout).count()));
    set(CURLOPT_PROXY, route.proxy.c_str());
    setTls(route.tls);
}

void Exchange::setTls(const WireTls &tls)
{
    set(CURLOPT_SSL_VERIFYPEER, tls.verify ? 1L : 0L);
    set(CURLOPT_SSL_VERIFYHOST, tls.verify ? 2L : 0L);
    set(CURLOPT_SSLVERSION, static_cast<long>(tls.onlyTls13 ? CURL_SSLVERSION_TLSv1_3 : CURL_SSLVERSION_TLSv1_2));
    if (!tls.authorities.empty()) {
        set(CURLOPT_CAINFO, tls.authorities.c_str());
        set(CURLOPT_CAPATH, static_cast<char *>(nullptr)); // the system's would be trusted, too
    }
    if (tls.clientCertificate.empty()) return;
    set(CURLOPT_SSLCERT, tls.clientCertificate.c_str());
    if (!tls.clientKey.empty()) set(CURLOPT_SSLKEY, tls.clientKey.c_str());
    // Without a password OpenSSL asks at the terminal, and waits there.
    set(CURLOPT_KEYPASSWD, tls.clientKeyPassword.c_str());
}

void Exchange::setHeaders()
{
    const auto add = [this](const std::string &line) {
        if (curl_slist *longer = curl_slist_append(m_headers, line.c_str()))
            m_headers = longer;
        else
            m_setUp = CURLE_OUT_OF_MEMORY;
    };
    bool hasType = false;
    for (const WireHeader &header : m_request.headers) {
        // curl takes "Name:" for "leave it out"; a header without a value is written with a semicolon.
        add(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
        hasType = hasType || lowerCase(header.name) == "content-type";
    }
    if (!hasType) add("Content-Type:");
    add("Expect:");
    set(CURLOPT_HTTPHEADER, m_headers);
}

/// curl is C: nothing may be thrown through it.
template <typename Result, typename Work>
Result Exchange::guarded(Result onTrouble, Work work) noexcept
{
    try {
        return work();
    } catch (const std::bad_alloc &) {
        m_isShort = true;
        return onTrouble;
    }
}

curl_socket_t Exchange::onConnect(void *self, curlsocktype, curl_sockaddr *address)
{
    auto *exchange = static_cast<Exchange *>(self);
    return exchange->guarded(CURL_SOCKET_BAD, [=] { return exchange->connect(*address); });
}

curl_socket_t Exchange::connect(const curl_sockaddr &address)
{
    if (m_isSent) {
        m_isTurned = true;
        return CURL_SOCKET_BAD;
    }
    if (std::optional<std::string> refusal = m_gate.refusal(address.addr, m_request.route.allowedAddresses)) {
        if (m_blocked.empty()) m_blocked = std::move(*refusal);
        return CURL_SOCKET_BAD; // curl goes on to the host's next address
    }
    m_mayConnect = true;
    return socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

int Exchange::onSend(void *self, char *remote, char *, int, int)
{
    auto *exchange = static_cast<Exchange *>(self);
    return exchange->guarded(CURL_PREREQFUNC_ABORT, [=] { return exchange->mayBeSent(remote); });
}

int Exchange::mayBeSent(const char *remote)
{
    // curl repeats a request by itself when its connection dies; a second one on the wire must be an attempt on record.
    if (m_isSent) {
        m_isTurned = true;
        return CURL_PREREQFUNC_ABORT;
    }
    if (m_gate.isOn) {
        // The connection may be kept from a request that was allowed more than this one.
        const std::optional<IpAddress> address = IpAddress::parse(remote);
        std::optional<std::string> refusal =
            address ? m_gate.refusal(*address, m_request.route.allowedAddresses)
                    : std::optional<std::string>("nothing was sent: the receiver's address is not known and blocked");
        if (refusal) {
            m_blocked = std::move(*refusal);
            m_mayConnect = false;
            return CURL_PREREQFUNC_ABORT;
        }
    }
    if (const auto limit = m_request.route.firstByteTimeout; limit.count() > 0)
        m_firstByteDeadline = std::chrono::steady_clock::now() + limit;
    m_isSent = true;
    return CURL_PREREQFUNC_OK;
}

/// That nobody looked at the request (RFC 9113, section 8.7) curl tells nobody but who reads along. Where its words are others
/// some day, the answer counts as lost.
int Exchange::onTrace(CURL *, curl_infotype type, char *text, std::size_t size, void *self)
{
    if (type == CURLINFO_TEXT && std::string_view(text, size).find("] REFUSED_STREAM, try again") != std::string_view::npos)
        static_cast<Exchange *>(self)->m_isRefused = true;
    return 0;
}

std::size_t Exchange::onHeader(char *data, std::size_t size, std::size_t count, void *self)
{
    auto *exchange = static_cast<Exchange *>(self);
    return exchange->guarded(std::size_t{0}, [=] { return exchange->takeHeader({data, size * count}); });
}

/// As curl wants it: less than what came ends the exchange.
std::size_t Exchange::takeHeader(std::string_view line)
{
    m_headerBytes += line.size();
    m_firstByteDeadline = kNever;
    if (m_headerBytes > m_maxHeader) {
        m_headerTooLarge = true;
        return 0;
    }
    if (m_headComplete) return line.size(); // a trailer: it comes too late to decide anything
    if (!m_isInHead) {                      // a status line
        if (!hasStatus(line)) return 0;
        m_response.headers.clear();
        m_isInHead = true;
        return line.size();
    }
    if (trimmed(line).empty()) {
        long status = 0;
        curl_easy_getinfo(m_handle, CURLINFO_RESPONSE_CODE, &status);
        m_headComplete = status >= 200;
        m_isInHead = false;
        return line.size();
    }
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos)
        m_response.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    return line.size();
}

std::size_t Exchange::onBody(char *data, std::size_t size, std::size_t count, void *self)
{
    auto *exchange = static_cast<Exchange *>(self);
    return exchange->guarded(std::size_t{0}, [=] { return exchange->takeBody({data, size * count}); });
}

std::size_t Exchange::takeBody(std::string_view bytes)
{
    std::string &body = m_response.body;
    const std::size_t room = m_maxBody - body.size();
    body.append(bytes.substr(0, room));
    if (bytes.size() <= room) return bytes.size();
    m_response.bodyCut = true;
    return 0;
}

Response Exchange::finish(CURLcode result, bool cancelled)
{
    if (m_isShort) result = CURLE_OUT_OF_MEMORY;
    long status = 0;
    long connects = 0;
    curl_off_t uploaded = 0;
    char *remote = nullptr;
    curl_easy_getinfo(m_handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(m_handle, CURLINFO_NUM_CONNECTS, &connects);
    curl_easy_getinfo(m_handle, CURLINFO_SIZE_UPLOAD_T, &uploaded);
    curl_easy_getinfo(m_handle, CURLINFO_PRIMARY_IP, &remote);
    m_response.status = m_headComplete ? static_cast<int>(status) : 0;
    m_response.connectionReused = connects == 0 && m_isSent;
    if (m_isSent && (result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_COULDNT_RESOLVE_PROXY)) m_isTurned = true;
    // When curl turns to a second send it has forgotten what the first one uploaded: the receiver may have seen all of it.
    m_response.requestSent = m_isTurned || (m_isSent && static_cast<std::size_t>(uploaded) >= m_request.body.size());
    if (remote) m_response.remoteAddress = remote;
    readTimings();
    judge(result, cancelled);
    return std::move(m_response);
}

void Exchange::readTimings()
{
    const auto read = [this](CURLINFO info) {
        curl_off_t time = 0;
        curl_easy_getinfo(m_handle, info, &time);
        return std::chrono::microseconds(time > 0 ? time : -1);
    };
    m_response.timings.dns = m_response.connectionReused ? std::chrono::microseconds(-1) : read(CURLINFO_NAMELOOKUP_TIME_T);
    m_response.timings.connect = m_response.connectionReused ? std::chrono::microseconds(-1) : read(CURLINFO_CONNECT_TIME_T);
    m_response.timings.tls = read(CURLINFO_APPCONNECT_TIME_T);
    m_response.timings.firstByte = read(CURLINFO_STARTTRANSFER_TIME_T);
    m_response.timings.total = std::max(read(CURLINFO_TOTAL_TIME_T), std::chrono::microseconds(0));
}

ExchangeEnd Exchange::endOf(CURLcode result) const
{
    ExchangeEnd end;
    end.result = result;
    end.curlText = m_error[0] ? std::string(m_error) : std::string(curl_easy_strerror(result));
    end.isSent = m_isSent;
    end.isTurned = m_isTurned;
    end.isRefused = m_isRefused && m_headerBytes == 0;
    end.connectionReused = m_response.connectionReused;
    curl_off_t resolved = 0;
    curl_easy_getinfo(m_handle, CURLINFO_NAMELOOKUP_TIME_T, &resolved);
    end.nameResolved = resolved > 0;
    end.firstByteMissed = m_firstByteMissed;
    curl_easy_getinfo(m_handle, CURLINFO_HTTP_CONNECTCODE, &end.tunnelStatus);
    return end;
}

void Exchange::fail(ErrorClass errorClass, std::string what)
{
    m_response.errorClass = errorClass;
    m_response.error = masked(std::move(what), m_request);
}

void Exchange::judgeStatus()
{
    const int status = m_response.status;
    if (status >= 200 && status < 300) return;
    const std::string answered = "the receiver answered " + std::to_string(status);
    // Through a tunnel (https://) it would be the receiver's own.
    if (status == 407 && !m_request.route.proxy.empty() && originOf(m_request.url).starts_with("http://")) {
        m_response.requestSent = false;
        fail(ErrorClass::Proxy, "the proxy answered 407 – check the user and password in the target's \"proxy\"");
    } else if (status < 400) {
        const std::optional<std::string> location = m_response.header("Location");
        fail(ErrorClass::Redirect, answered + (location ? " and points to " + visible(*location) : std::string()) +
                                       " – redirects are not followed: change the target's URL");
    } else {
        fail(status < 500 ? ErrorClass::Http4xx : ErrorClass::Http5xx, answered);
    }
}

void Exchange::judge(CURLcode result, bool cancelled)
{
    // A complete head decides, whatever became of the body.
    if (m_headComplete) {
        if (m_response.bodyCut)
            m_response.note = "the answer's body is over " + std::to_string(m_maxBody) + " bytes and was cut";
        else if (result != CURLE_OK)
            m_response.note = masked(bodyNote(endOf(result), m_request), m_request);
        m_response.bodyCut = !m_response.note.empty();
        judgeStatus();
        return;
    }
    if (m_headerTooLarge) {
        fail(ErrorClass::TooLarge, "the answer's headers are over " + std::to_string(m_maxHeader) + " bytes");
        return;
    }
    if (!m_blocked.empty() && !m_mayConnect && !m_isSent) {
        fail(ErrorClass::Blocked, m_blocked);
        return;
    }
    if (cancelled) {
        fail(ErrorClass::Cancelled, "cancelled before an answer came");
        return;
    }
    ExchangeFault fault = faultOf(endOf(result), m_request);
    if (fault.receivedNothing) m_response.requestSent = false;
    fail(fault.errorClass, std::move(fault.what));
}

} // namespace targetdesk
