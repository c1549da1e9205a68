// SPDX-License-Identifier: MIT
#include "delivery/requestchecks.h"

#include "delivery/asciicase.h"
#include "workspace/headertext.h"
#include "workspace/json.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace targetdesk {

namespace {

bool isHttp(std::string_view url)
{
    const std::string start = lowerCase(url.substr(0, 8));
    return start.starts_with("http://") || start.starts_with("https://");
}

bool holdsBlank(const std::string &url)
{
    return std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; });
}

/// On one line, whatever it holds.
std::string quoted(const std::string &text)
{
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The host of a URL in curl's own reading: "0x7f.1" is 127.0.0.1.
std::string hostAsCurlReads(const std::string &url)
{
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
    char *part = nullptr;
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
        curl_url_get(parsed.get(), CURLUPART_HOST, &part, 0) != CURLUE_OK)
        return {};
    std::string host = lowerCase(part);
    curl_free(part);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host.ends_with('.')) host.pop_back();
    return host == "localhost" || host.ends_with(".localhost") ? "127.0.0.1" : host;
}

} // namespace

std::string originOf(const std::string &url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string::npos) return url;
    return lowerCase(std::string_view(url).substr(0, url.find_first_of("/?#", scheme + 3)));
}

std::string requestProblem(const Request &request)
{
    if (!isHttp(request.url))
        return masked("the URL '" + request.url + "' is not http:// or https:// – mend the target's URL", request);
    if (holdsBlank(request.url)) return "the URL holds a space or a control character – percent-encode it";
    const std::string &proxy = request.route.proxy;
    if (!proxy.empty() && (!isHttp(proxy) || holdsBlank(proxy)))
        return masked("the proxy '" + proxy + "' is no http:// or https:// address – mend the target's \"proxy\"", request);
    if (!isHeaderName(request.method)) return "the method '" + request.method + "' is not one – use POST";
    for (const WireHeader &header : request.headers) {
        if (!isHeaderName(header.name))
            return "the header name " + quoted(header.name) + " is not allowed in HTTP – use letters, digits and dashes";
        if (breaksHeader(header.value))
            return "the value of the header " + header.name + " holds a line break or NUL – headers are one line";
    }
    return {};
}

std::string requestBlocked(const Request &request, const AddressGate &gate)
{
    if (!gate.isOn || request.route.proxy.empty()) return {};
    const std::optional<IpAddress> address = IpAddress::parse(hostAsCurlReads(request.url));
    return address ? gate.refusal(*address, request.route.allowedAddresses).value_or("") : std::string();
}

void allowNamedLoopback(Request &request)
{
    static const std::optional<AddressRange> four = AddressRange::parse("127.0.0.0/8");
    static const std::optional<AddressRange> six = AddressRange::parse("::1/128");
    // In so many words: 2130706433 and 0x7f.1 are the same address, and nobody's honest way to write it.
    const std::size_t begin = request.url.find("://") + 3;
    const std::string written = lowerCase(request.url.substr(begin, request.url.find_first_of("/?#", begin) - begin));
    if (written.find('@') != std::string::npos) return; // what stands first is a user's name then
    const std::string name =
        written.starts_with('[') ? written.substr(1, written.find(']') - 1) : written.substr(0, written.find(':'));
    const std::optional<IpAddress> address = IpAddress::parse(name == "localhost" ? "127.0.0.1" : name);
    if (!address || !(four->contains(*address) || six->contains(*address))) return;
    request.route.allowedAddresses.push_back(*four);
    request.route.allowedAddresses.push_back(*six);
}

} // namespace targetdesk
