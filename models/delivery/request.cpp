// SPDX-License-Identifier: MIT
#include "delivery/request.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// Shorter ones would mask half of a text.
constexpr std::size_t ShortestMasked = 4;

std::string percentEncoded(const std::string &text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
                             c == '_' || c == '~';
        if (isPlain)
            encoded += c;
        else
            ((encoded += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
    return encoded;
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
        hidden.push_back(percentEncoded(secret));
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
