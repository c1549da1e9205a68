// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"

#include <curl/curl.h>

#include <memory>
#include <string>

namespace targetdesk {

/// One request on a curl handle, from its options to the Response. Lives on the sender's thread.
class Exchange
{
public:
    /// `handle` is borrowed and must be fresh or reset; `options` must outlive the exchange.
    Exchange(CURL *handle, Request request, HttpSender::Done done, const HttpSender::Options &options);
    ~Exchange();
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;

    CURL *handle() const { return m_handle; }
    const HttpSender::Done &done() const { return m_done; }
    /// scheme://host:port, for the limit per host.
    static std::string origin(const std::string &url);
    /// What is wrong with a request that curl would send all the same; empty when nothing is.
    static std::string problem(const Request &request);

    /// What came back, once curl is done (or the request was taken away from it: CURLE_ABORTED_BY_CALLBACK).
    Response finish(CURLcode result, bool cancelled);

private:
    static std::size_t onHeader(char *data, std::size_t size, std::size_t count, void *self);
    static std::size_t onBody(char *data, std::size_t size, std::size_t count, void *self);
    static curl_socket_t onConnect(void *self, curlsocktype purpose, curl_sockaddr *address);
    static int onSend(void *self, char *remote, char *local, int remotePort, int localPort);

    void setOptions(const HttpSender::Options &options);
    void setHeaders();
    void readTimings();
    void judge(CURLcode result, bool cancelled);
    void judgeStatus();
    void fail(ErrorClass errorClass, std::string what);
    std::string curlText(CURLcode result) const;

    CURL *m_handle;
    Request m_request;
    HttpSender::Done m_done;
    const AddressGate &m_gate; ///< the sender's
    Response m_response;
    curl_slist *m_headers = nullptr;
    std::size_t m_maxBody;
    std::size_t m_maxHeader;
    std::size_t m_headerBytes = 0;
    int m_sends = 0;
    bool m_mayConnect = false; ///< the gate let one of the host's addresses through
    std::string m_blocked;     ///< what the gate said of the first that it did not
    bool m_headComplete = false;
    bool m_headerTooLarge = false;
    char m_error[CURL_ERROR_SIZE] = {};
};

} // namespace targetdesk
