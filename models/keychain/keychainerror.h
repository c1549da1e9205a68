// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace targetdesk {

/// The keychain could not be asked, or did not do what was asked. what() says why and, where a person can do something, what;
/// never a secret.
class KeychainError : public std::runtime_error
{
public:
    enum class Kind {
        Absent, ///< no bus, or no keychain on it
        Silent, ///< no answer within the limit
        Locked, ///< it holds what is wanted, or may: nobody can tell before it is unlocked
        Failed  ///< any other refusal
    };

    KeychainError(Kind kind, const std::string &why)
        : std::runtime_error(why)
        , m_kind(kind)
    {}
    Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

} // namespace targetdesk
