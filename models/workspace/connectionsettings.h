// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/addressrange.h"

#include <chrono>
#include <string>
#include <vector>

namespace targetdesk {

/// How a receiver proves itself by TLS, and how we do to it. Files are PEM, named from the workspace's folder or absolutely; a
/// key is better kept outside of the workspace.
struct TlsSettings
{
    enum class Version { Tls12, Tls13 };
    std::string authorities;       ///< file with the authorities that are trusted; empty: the system's
    std::string clientCertificate; ///< file; empty: none is shown
    std::string clientKey;         ///< file; empty: the key is in the certificate's
    std::string clientKeySecret;   ///< name of the secret that opens the key; empty: it is not locked
    Version minVersion = Version::Tls12;
    bool verify = true; ///< false: whoever answers is believed
    bool operator==(const TlsSettings &) const = default;
};

/// How a target's receiver is reached, and its token endpoint.
struct ConnectionSettings
{
    TlsSettings tls;
    std::string proxy;  ///< http:// or https://, a Twig template with `env` and `secrets` in scope; empty: none
    bool http2 = false; ///< offered to https:// receivers; otherwise HTTP/1.1
    std::chrono::milliseconds connectTimeout{5000}; ///< DNS, TCP, proxy and TLS together
    std::chrono::milliseconds firstByteTimeout{0}; ///< from the sending to the answer's first line; 0: the whole exchange's limit
    /// May be connected to although they are not public, where the program's address gate is on.
    std::vector<AddressRange> allowedAddresses;
    bool operator==(const ConnectionSettings &) const = default;
};

} // namespace targetdesk
