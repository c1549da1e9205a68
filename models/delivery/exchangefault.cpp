// SPDX-License-Identifier: MIT
#include "delivery/exchangefault.h"

#include <algorithm>

namespace targetdesk {

namespace {

std::string inMilliseconds(std::chrono::milliseconds time)
{
    return std::to_string(time.count()) + " ms";
}

bool isTls(CURLcode result)
{
    switch (result) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR: return true;
    default: return false;
    }
}

/// In TLS 1.3 a receiver judges our certificate after we have begun to send: its alert is then the answer to the request. It
/// comes from the handshake, so nothing has read the request.
bool isHandshakeAlert(const ExchangeEnd &end)
{
    if (end.connectionReused || (end.result != CURLE_RECV_ERROR && end.result != CURLE_SEND_ERROR)) return false;
    for (const char *alert :
         {"alert certificate required", "alert bad certificate", "alert unsupported certificate", "alert certificate revoked",
          "alert certificate expired", "alert certificate unknown", "alert unknown ca", "alert access denied"}) {
        if (end.curlText.find(alert) != std::string::npos) return true;
    }
    return false;
}

ExchangeFault tlsFault(const ExchangeEnd &end)
{
    std::string remedy = "the receiver's certificate must be valid for the host in the URL; \"ca\" under \"tls\" names another "
                         "authority";
    if (end.result == CURLE_SSL_CERTPROBLEM)
        remedy = "check client_certificate, client_key and client_key_secret under \"tls\" of the target";
    else if (end.result == CURLE_SSL_CACERT_BADFILE)
        remedy = "\"ca\" under \"tls\" of the target must name a PEM file with the authorities' certificates";
    else if (end.curlText.find(" alert ") != std::string::npos)
        remedy = "the receiver refused: does it want a (another) client_certificate under \"tls\", or another TLS version?";
    return {ErrorClass::Tls, end.curlText + " – " + remedy, true};
}

/// Everything that fails before the tunnel stands is between us and the proxy.
bool isProxyFault(const ExchangeEnd &end, const Request &request)
{
    if (request.route.proxy.empty() || end.isSent) return false;
    const bool isLocal = end.result == CURLE_URL_MALFORMAT || end.result == CURLE_SSL_CERTPROBLEM ||
                         end.result == CURLE_SSL_CACERT_BADFILE || end.result == CURLE_OUT_OF_MEMORY;
    return !isLocal && (end.tunnelStatus < 200 || end.tunnelStatus >= 300);
}

ExchangeFault proxyFault(const ExchangeEnd &end)
{
    if (end.tunnelStatus == 407)
        return {ErrorClass::Proxy, "the proxy answered 407 – check the user and password in the target's \"proxy\"", true};
    if (end.tunnelStatus != 0) {
        return {ErrorClass::Proxy,
                "the proxy answered " + std::to_string(end.tunnelStatus) +
                    " and opened no tunnel – may it reach the receiver's host and port?",
                true};
    }
    return {ErrorClass::Proxy,
            "the proxy could not be used: " + end.curlText + " – is the target's \"proxy\" right, and the proxy running?", true};
}

ExchangeFault timeoutFault(const ExchangeEnd &end, const Request &request)
{
    const std::string toConnect = inMilliseconds(std::min(request.route.connectTimeout, request.timeout));
    if (end.firstByteMissed) {
        return {ErrorClass::TimeoutFirstByte, "no answer began within " + inMilliseconds(request.route.firstByteTimeout)};
    }
    if (end.isSent) return {ErrorClass::TimeoutTotal, "no complete answer within " + inMilliseconds(request.timeout)};
    if (!end.nameResolved)
        return {ErrorClass::Dns, "the host's name was not resolved within " + toConnect + " – is the network there?"};
    return {ErrorClass::TimeoutConnect, "no connection within " + toConnect};
}

} // namespace

std::string bodyNote(const ExchangeEnd &end, const Request &request)
{
    switch (end.result) {
    case CURLE_OPERATION_TIMEDOUT: return "the answer's body was not complete within " + inMilliseconds(request.timeout);
    case CURLE_BAD_CONTENT_ENCODING: return "the answer's body could not be decoded (" + end.curlText + ")";
    case CURLE_ABORTED_BY_CALLBACK: return "cancelled while the answer's body came";
    default: return "the answer's body is not complete (" + end.curlText + ")";
    }
}

ExchangeFault faultOf(const ExchangeEnd &end, const Request &request)
{
    if (end.isRefused) {
        return {ErrorClass::Reset,
                "the receiver closes the connection or takes no more at a time, and did not act on this request (HTTP/2)", true};
    }
    if (end.isTurned) return {ErrorClass::Reset, "the connection broke before an answer came; it was not sent again"};
    if (isProxyFault(end, request)) return proxyFault(end);
    if (isTls(end.result) || isHandshakeAlert(end)) return tlsFault(end);
    switch (end.result) {
    case CURLE_OUT_OF_MEMORY: // the next try may fare better
        return {end.isSent ? ErrorClass::Reset : ErrorClass::Connect,
                "this machine has no memory left for the request – give the program more, or let it send less at a time"};
    case CURLE_COULDNT_RESOLVE_HOST:
        return {ErrorClass::Dns, end.curlText + " – is the host name in the URL right, and the network there?"};
    case CURLE_COULDNT_CONNECT: return {ErrorClass::Connect, end.curlText + " – is the receiver running, and the port right?"};
    case CURLE_OPERATION_TIMEDOUT: return timeoutFault(end, request);
    case CURLE_URL_MALFORMAT: return {ErrorClass::Request, "the URL '" + request.url + "' is not a URL – mend the target's URL"};
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: return {ErrorClass::Reset, "the connection broke before an answer came (" + end.curlText + ")"};
#if LIBCURL_VERSION_NUM >= 0x080600
    case CURLE_TOO_LARGE: // curl counts header lines, too
        return {ErrorClass::TooLarge, "the answer's headers are too large (" + end.curlText + ")"};
#endif
    case CURLE_OK: return {ErrorClass::Protocol, "the connection ended before an answer was complete"};
    default:
        if (end.isSent) return {ErrorClass::Protocol, "what came back is not HTTP (" + end.curlText + ")"};
        return {ErrorClass::Request, "the request could not be made: " + end.curlText};
    }
}

} // namespace targetdesk
