// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// Where secrets come from; they are never in a workspace (design rule 7). Thread-safe.
class SecretSource
{
public:
    virtual ~SecretSource() = default;
    virtual std::optional<std::string> secret(const std::string &name) const = 0;
    /// How to provide a secret of that name, for error messages.
    virtual std::string remedy(const std::string &name) const = 0;
};

/// Editors and `echo` end a text with a line break that is not part of the secret.
std::string withoutLineEnd(std::string text);

/// Environment variables TARGETDESK_SECRET_<NAME> (upper case, other characters as `_`), then files <name> in
/// $CREDENTIALS_DIRECTORY (systemd's LoadCredential=).
class EnvironmentSecrets : public SecretSource
{
public:
    std::optional<std::string> secret(const std::string &name) const override;
    std::string remedy(const std::string &name) const override;
};

/// Secrets in memory: the demo's, tests', and what the window was told for this run.
class MemorySecrets : public SecretSource
{
public:
    MemorySecrets() = default;
    explicit MemorySecrets(std::map<std::string, std::string> secrets)
        : m_secrets(std::move(secrets))
    {}
    std::optional<std::string> secret(const std::string &name) const override;
    std::string remedy(const std::string &name) const override;

private:
    std::map<std::string, std::string> m_secrets;
};

} // namespace targetdesk
