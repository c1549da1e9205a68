// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/exchangefault.h"
#include "delivery/httpsender.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

namespace targetdesk {

/// One request on a curl handle, from its options to the Response. Lives on the sender's thread.
class Exchange
{
public:
    /// Sets on a fresh handle what is the same for all requests of a sender.
    static CURLcode prepare(CURL *handle, const HttpSender::Options &options);

    /// `handle` is borrowed and must be prepared; `options` must outlive the exchange.
    Exchange(CURL *handle, Request request, HttpSender::Done done, const HttpSender::Options &options);
    ~Exchange();
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;

    CURL *handle() const { return m_handle; }
    /// Why curl would not take the request, which must then be finished with this at once: half of its options are not the
    /// request.
    CURLcode setUp() const { return m_setUp; }
    /// Not on one that was used before, and nobody gets it afterwards. Before curl has the handle.
    void useNewConnection();
    /// The handle, once free, would carry something of this request into the next one: it must be reset and prepared anew.
    bool leavesTraces() const;
    const HttpSender::Done &done() const { return m_done; }

    /// When all of the answer must be there, or its first line, which is the first that curl tells of. curl's own limit would be
    /// judged before the socket is read: after a pause of the program an answer that lies there would be lost.
    std::chrono::steady_clock::time_point deadline() const { return std::min(m_deadline, m_firstByteDeadline); }
    /// The owner says so before it finishes with CURLE_OPERATION_TIMEDOUT.
    void missDeadline() { m_firstByteMissed = m_firstByteDeadline < m_deadline; }

    /// What came back, once curl is done (or the request was taken away from it: CURLE_ABORTED_BY_CALLBACK).
    Response finish(CURLcode result, bool cancelled);

private:
    static std::size_t onHeader(char *data, std::size_t size, std::size_t count, void *self);
    static std::size_t onBody(char *data, std::size_t size, std::size_t count, void *self);
    static curl_socket_t onConnect(void *self, curlsocktype purpose, curl_sockaddr *address);
    static int onSend(void *self, char *remote, char *local, int remotePort, int localPort);
    static int onTrace(CURL *handle, curl_infotype type, char *text, std::size_t size, void *self);

    std::size_t takeHeader(std::string_view line);
    std::size_t takeBody(std::string_view bytes);
    curl_socket_t connect(const curl_sockaddr &address);
    int mayBeSent(const char *remote);
    template <typename Result, typename Work>
    Result guarded(Result onTrouble, Work work) noexcept;
    template <typename Value>
    void set(CURLoption option, Value value);
    void setOptions();
    void setTls(const WireTls &tls);
    void setHeaders();
    void readTimings();
    void judge(CURLcode result, bool cancelled);
    void judgeStatus();
    void fail(ErrorClass errorClass, std::string what);
    ExchangeEnd endOf(CURLcode result) const;

    CURL *m_handle;
    CURLcode m_setUp = CURLE_OK;
    bool m_usesNewConnection = false;
    Request m_request;
    HttpSender::Done m_done;
    const AddressGate &m_gate; ///< the sender's
    Response m_response;
    curl_slist *m_headers = nullptr;
    std::size_t m_maxBody;
    std::size_t m_maxHeader;
    std::size_t m_headerBytes = 0;
    bool m_isSent = false;     ///< or began to be
    bool m_isTurned = false;   ///< curl would have sent it again, for the connection that had it is gone
    bool m_isRefused = false;  ///< the receiver gave its stream back
    bool m_mayConnect = false; ///< the gate let one of the host's addresses through
    std::string m_blocked;     ///< what the gate said of the first that it did not
    static constexpr auto kNever = std::chrono::steady_clock::time_point::max();
    std::chrono::steady_clock::time_point m_deadline;
    std::chrono::steady_clock::time_point m_firstByteDeadline = kNever;
    bool m_isShort = false; ///< of memory, for what came
    bool m_firstByteMissed = false;
    bool m_isInHead = false;     ///< behind a status line
    bool m_headComplete = false; ///< of the answer, not of a 1xx before it
    bool m_headerTooLarge = false;
    char m_error[CURL_ERROR_SIZE] = {};
};

} // namespace targetdesk
