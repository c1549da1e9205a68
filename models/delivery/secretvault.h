// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/keysources.h"
#include "delivery/secretsource.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// Secrets in a file, each sealed with AES-256-GCM under a key that is elsewhere (KeySources). The names are readable, the
/// values are not; a value is tied to its name. The file is read again when it changes; of several programs that change it, one
/// does at a time (VaultLock). Thread-safe; the key is looked for when a sealed value is wanted, which takes its time where a
/// keychain is asked.
class SecretVault : public SecretSource
{
public:
    /// Neither file needs to exist: then there are no secrets here, or none that can be read.
    SecretVault(std::filesystem::path file, KeySources keys);

    /// Nothing when it is not there, or cannot be unsealed: remedy() says which.
    std::optional<std::string> secret(const std::string &name) const override;
    std::string remedy(const std::string &name) const override;

    /// In alphabetical order. Throws SealError for a file that cannot be read.
    std::vector<std::string> names() const;
    /// Throws SealError when there is no key, another one than the file was made with, or the file cannot be written.
    void set(const std::string &name, const std::string &value);
    /// False: there was none of that name. Throws SealError.
    bool remove(const std::string &name);

private:
    struct Content
    {
        std::filesystem::file_time_type readAt{};
        std::map<std::string, std::string> sealed; ///< by name
        std::optional<SealKey> key;                ///< once it was found
    };

    void load() const;
    void loadAgain() const;
    void save(const std::map<std::string, std::string> &sealed) const;
    SealKey key() const;

    std::filesystem::path m_file;
    KeySources m_keys;
    mutable std::mutex m_mutex;
    mutable Content m_content;
    mutable std::string m_refusal; ///< why the last look for a key found none
    mutable std::chrono::steady_clock::time_point m_refusedAt;
};

/// The first source that has it. Holds several sources; thread-safe as they are.
class SecretSources : public SecretSource
{
public:
    explicit SecretSources(std::vector<std::shared_ptr<const SecretSource>> sources)
        : m_sources(std::move(sources))
    {}
    std::optional<std::string> secret(const std::string &name) const override;
    std::string remedy(const std::string &name) const override;

private:
    std::vector<std::shared_ptr<const SecretSource>> m_sources;
};

/// $XDG_DATA_HOME/targetdesk/secrets.json, or under ~/.local/share.
std::filesystem::path defaultVaultFile();
/// What the programs use: the environment first, then the vault of this user.
std::shared_ptr<const SecretSource> systemSecrets();

} // namespace targetdesk
