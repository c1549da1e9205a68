// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Takes the secrets of a request out of texts about it: whole headers, parts of them that were a secret, URLs, passwords,
/// tokens. Receivers and libraries write them as they are, percent-encoded with more or fewer bytes and digits in either case,
/// with `+` for a blank as forms do, as JSON escapes them, or as a mixture: each is found. Made once for many texts; immutable,
/// any thread.
class SecretMask
{
public:
    /// Hides nothing.
    SecretMask() = default;
    explicit SecretMask(const Request &request);

    /// `text` with ******** for each secret, the first `most` bytes of that. Secrets shorter than four bytes stay: they would
    /// mask half of a text.
    std::string masked(std::string text, std::size_t most = std::string::npos) const;

private:
    void hide(std::string secret);
    std::size_t endOfSecretAt(std::string_view text, std::size_t at) const;

    std::vector<std::string> m_hidden;
    std::array<bool, 256> m_firsts{}; ///< bytes that one of them begins with
};

} // namespace targetdesk
