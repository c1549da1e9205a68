// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace targetdesk {

/// An IPv4 or IPv6 address. A value.
class IpAddress
{
public:
    using V4 = std::array<std::uint8_t, 4>;
    using V6 = std::array<std::uint8_t, 16>;

    /// In network byte order.
    explicit IpAddress(const V4 &bytes);
    explicit IpAddress(const V6 &bytes);

    /// "10.1.2.3", "fd00::1". Nothing for all else, also for the short forms that resolvers take ("127.1", "0x7f.1").
    static std::optional<IpAddress> parse(const std::string &text);

    bool isV4() const { return m_size == 4; }
    /// 4 or 16, in network byte order.
    std::span<const std::uint8_t> bytes() const { return std::span(m_bytes).first(m_size); }
    int bits() const { return static_cast<int>(8 * m_size); }
    /// As RFC 5952 writes it.
    std::string text() const;

    bool operator==(const IpAddress &) const = default;

private:
    V6 m_bytes = {}; ///< an IPv4 address has the first four
    std::size_t m_size;
};

} // namespace targetdesk
