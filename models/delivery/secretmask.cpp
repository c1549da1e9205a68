// SPDX-License-Identifier: MIT
#include "delivery/secretmask.h"

#include "delivery/spelledbytes.h"

#include <algorithm>

namespace targetdesk {

namespace {

constexpr std::size_t ShortestHidden = 4;
constexpr std::string_view Mask = "********";

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

SecretMask::SecretMask(const Request &request)
{
    if (request.urlIsSecret) hide(request.url);
    if (request.route.proxyIsSecret) hide(request.route.proxy);
    for (const std::string &secret : request.secrets) {
        hide(secret);
        hide(hostOf(secret)); // the secret is the whole address
    }
    for (const WireHeader &header : request.headers) {
        if (!header.isSecret) continue;
        hide(header.value);
        // "Bearer TOKEN" is echoed without its scheme, too.
        if (const std::size_t blank = header.value.rfind(' '); blank != std::string::npos) hide(header.value.substr(blank + 1));
    }
}

void SecretMask::hide(std::string secret)
{
    if (secret.size() < ShortestHidden || std::ranges::find(m_hidden, secret) != m_hidden.end()) return;
    m_firsts[static_cast<unsigned char>(secret.front())] = true;
    m_hidden.push_back(std::move(secret));
}

/// The end of the longest one that begins there; `at`: none does.
std::size_t SecretMask::endOfSecretAt(std::string_view text, std::size_t at) const
{
    const auto isFirst = [this](char c) { return m_firsts[static_cast<unsigned char>(c)]; };
    const char plain = text[at];
    const bool isEscape = plain == '%' || plain == '\\' || plain == '+';
    const char other = isEscape ? spelledByte(text.substr(at)).value_or(plain) : plain;
    if (!isFirst(plain) && !isFirst(other)) return at;
    std::size_t end = at;
    for (const std::string &secret : m_hidden) {
        if (secret.front() == plain || secret.front() == other) end = std::max(end, endOfSpelling(text, at, secret));
    }
    return end;
}

std::string SecretMask::masked(std::string text, std::size_t most) const
{
    std::string result;
    std::size_t end = 0; // of what is masked: another that begins within it goes with it
    const auto isEnough = [&](std::size_t at) { return result.size() + (at > end ? at - end : 0) >= most; };
    for (std::size_t at = 0; !m_hidden.empty() && at < text.size() && !isEnough(at); ++at) {
        const std::size_t found = endOfSecretAt(text, at);
        if (found == at) continue;
        if (at >= end) result.append(text, end, at - end).append(Mask);
        end = std::max(end, found);
    }
    if (end > 0) text = result.append(text, end);
    text.resize(std::min(text.size(), most));
    return text;
}

} // namespace targetdesk
