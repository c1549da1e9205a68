// SPDX-License-Identifier: MIT
#include "workspace/ipaddress.h"

#include <arpa/inet.h>

#include <algorithm>

namespace targetdesk {

IpAddress::IpAddress(const V4 &bytes)
    : m_size(bytes.size())
{
    std::copy(bytes.begin(), bytes.end(), m_bytes.begin());
}

IpAddress::IpAddress(const V6 &bytes)
    : m_bytes(bytes)
    , m_size(bytes.size())
{}

std::optional<IpAddress> IpAddress::parse(const std::string &text)
{
    if (text.find('\0') != std::string::npos) return std::nullopt;
    if (V4 v4; inet_pton(AF_INET, text.c_str(), v4.data()) == 1) return IpAddress(v4);
    if (V6 v6; inet_pton(AF_INET6, text.c_str(), v6.data()) == 1) return IpAddress(v6);
    return std::nullopt;
}

std::string IpAddress::text() const
{
    char text[INET6_ADDRSTRLEN] = {};
    inet_ntop(isV4() ? AF_INET : AF_INET6, m_bytes.data(), text, sizeof text);
    return text;
}

} // namespace targetdesk
