// SPDX-License-Identifier: MIT
#include "delivery/request.h"

#include "workspace/json.h"

#include <algorithm>
#include <iterator>

namespace targetdesk {

namespace {

/// Shorter ones would mask half of a text.
constexpr std::size_t ShortestMasked = 4;

/// By RFC 3986; such a text is the same in every writing.
bool isUnreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

std::string percentEncoded(const std::string &text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(c))
            encoded += c;
        else
            ((encoded += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
    return encoded;
}

/// As the inside of a JSON text; PHP escapes slashes and all that is not ASCII unless it is told otherwise.
std::vector<std::string> jsonEscaped(const std::string &text)
{
    std::vector<std::string> forms;
    for (const bool isAscii : {false, true}) {
        const std::string quoted = Json(text).dump(-1, ' ', isAscii, Json::error_handler_t::replace);
        std::string form = quoted.substr(1, quoted.size() - 2);
        forms.push_back(form);
        for (std::size_t at = form.find('/'); at != std::string::npos; at = form.find('/', at + 2))
            form.insert(at, 1, '\\');
        forms.push_back(std::move(form));
    }
    return forms;
}

/// The host of an address, which is told on its own when nobody answers there.
std::string hostOf(const std::string &url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string::npos) return {};
    // curl forgives a slash too many.
    std::string authority = url.substr(std::min(url.size(), url.find_first_not_of('/', scheme + 1)));
    authority.resize(std::min(authority.size(), authority.find_first_of("/?#")));
    authority.erase(0, authority.rfind('@') + 1);
    if (authority.starts_with('[')) return authority.substr(0, authority.find(']') + 1);
    return authority.substr(0, authority.find(':'));
}

} // namespace

std::string masked(std::string text, const Request &request)
{
    std::vector<std::string> hidden;
    if (request.urlIsSecret) hidden.push_back(request.url);
    if (request.route.proxyIsSecret) hidden.push_back(request.route.proxy);
    for (const std::string &secret : request.secrets) {
        hidden.push_back(secret);
        if (std::ranges::all_of(secret, isUnreserved)) continue;
        hidden.push_back(percentEncoded(secret));
        std::ranges::move(jsonEscaped(secret), std::back_inserter(hidden));
        hidden.push_back(hostOf(secret)); // the secret is the whole address
    }
    std::sort(hidden.begin(), hidden.end(), [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
    constexpr std::string_view mask = "********";
    for (const std::string &one : hidden) {
        if (one.size() < ShortestMasked) continue;
        for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at + mask.size()))
            text.replace(at, one.size(), mask);
    }
    return text;
}

} // namespace targetdesk
