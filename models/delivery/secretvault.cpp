// SPDX-License-Identifier: MIT
#include "delivery/secretvault.h"

#include "delivery/base64.h"
#include "delivery/vaultlock.h"
#include "workspace/atomicfile.h"
#include "workspace/jsonfile.h"
#include "workspace/workspaceproblem.h"

#include <algorithm>
#include <cstdlib>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr int kFormat = 1;
/// A keychain that is locked or silent is not asked again for each delivery.
constexpr std::chrono::seconds kRefusalLasts(10);

std::string placeOf(const std::string &name)
{
    return "targetdesk secret 1 " + name;
}

Json readVault(const fs::path &file)
{
    const std::string remedy = " – restore it from a backup, or move it away and set the secrets again";
    try {
        Json json = parseJsonObject(readFile(file), file);
        if (json.value("format", Json()) == kFormat && json.contains("sealed") && json["sealed"].is_object()) return json;
    } catch (const WorkspaceError &error) {
        throw SealError(error.what() + remedy);
    }
    throw SealError(file.string() + ": this is no file of sealed secrets of format " + std::to_string(kFormat) + remedy);
}

} // namespace

SecretVault::SecretVault(fs::path file, KeySources keys)
    : m_file(std::move(file))
    , m_keys(std::move(keys))
{}

/// With the lock held.
void SecretVault::load() const
{
    std::error_code error;
    const fs::file_time_type changed = fs::last_write_time(m_file, error);
    if (error) {
        m_content = {};
        return;
    }
    if (changed == m_content.readAt) return;
    Content content;
    content.readAt = changed;
    const Json json = readVault(m_file);
    for (const auto &[name, value] : json["sealed"].items()) {
        const std::optional<std::string> bytes = value.is_string() ? fromBase64(value.get<std::string>()) : std::nullopt;
        if (!bytes) throw SealError(m_file.string() + ": the value of '" + name + "' is no base64 – set that secret again");
        content.sealed[name] = *bytes;
    }
    m_content = std::move(content);
    m_refusal.clear(); // whoever sealed something had a key
}

/// Whatever the file's time says: two changes within one tick of the clock have the same.
void SecretVault::loadAgain() const
{
    m_content.readAt = {};
    load();
}

void SecretVault::save(const std::map<std::string, std::string> &sealed) const
{
    Json json = {{"format", kFormat}, {"sealed", Json::object()}};
    for (const auto &[name, bytes] : sealed)
        json["sealed"][name] = toBase64(bytes);
    try {
        writeAtomically(m_file, json.dump(2) + "\n");
    } catch (const std::exception &error) {
        throw SealError(error.what());
    }
    std::error_code ignored;
    fs::permissions(m_file, fs::perms::owner_read | fs::perms::owner_write, ignored);
    m_content = {};
}

SealKey SecretVault::key() const
{
    if (m_content.key) return *m_content.key;
    const auto now = std::chrono::steady_clock::now();
    if (!m_refusal.empty() && now - m_refusedAt < kRefusalLasts) throw SealError(m_refusal);
    const KeySearch search = m_keys.find();
    if (search.found) {
        m_content.key = search.found->key;
        return search.found->key;
    }
    m_refusal = "there is no key to seal secrets with – " + search.remedy();
    m_refusedAt = std::chrono::steady_clock::now();
    throw SealError(m_refusal);
}

std::optional<std::string> SecretVault::secret(const std::string &name) const
{
    const std::lock_guard lock(m_mutex);
    try {
        load();
        const auto found = m_content.sealed.find(name);
        if (found == m_content.sealed.end()) return std::nullopt;
        return unseal(key(), found->second, placeOf(name));
    } catch (const SealError &) {
        return std::nullopt;
    }
}

std::string SecretVault::remedy(const std::string &name) const
{
    const std::lock_guard lock(m_mutex);
    try {
        load();
        if (m_content.sealed.contains(name)) {
            key();
            return "'" + name +
                   "' was sealed with another key than the one that is here: bring that one back, or run `targetdeskctl secret "
                   "set " +
                   name + "` again";
        }
        return "run `targetdeskctl secret set " + name + "`";
    } catch (const SealError &error) {
        return error.what();
    }
}

std::vector<std::string> SecretVault::names() const
{
    const std::lock_guard lock(m_mutex);
    load();
    std::vector<std::string> names;
    for (const auto &entry : m_content.sealed)
        names.push_back(entry.first);
    return names;
}

void SecretVault::set(const std::string &name, const std::string &value)
{
    const std::lock_guard lock(m_mutex);
    const VaultLock others(m_file);
    loadAgain();
    const SealKey sealKey = key();
    std::map<std::string, std::string> sealed = m_content.sealed;
    // One key for all: with two, half of the secrets would be missing wherever the file is used.
    if (const auto other = sealed.begin(); other != sealed.end() && !unseal(sealKey, other->second, placeOf(other->first))) {
        throw SealError(m_file.string() +
                        ": its secrets were sealed with another key than the one that is here – bring that one back, or"
                        " move the file away and set all secrets again");
    }
    sealed[name] = seal(sealKey, value, placeOf(name));
    save(sealed);
}

bool SecretVault::remove(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    std::error_code error;
    if (!fs::exists(m_file, error)) return false;
    const VaultLock others(m_file);
    loadAgain();
    std::map<std::string, std::string> sealed = m_content.sealed;
    if (sealed.erase(name) == 0) return false;
    save(sealed);
    return true;
}

std::optional<std::string> SecretSources::secret(const std::string &name) const
{
    for (const auto &source : m_sources) {
        if (std::optional<std::string> value = source->secret(name)) return value;
    }
    return std::nullopt;
}

std::string SecretSources::remedy(const std::string &name) const
{
    std::string text;
    for (const auto &source : m_sources)
        text += (text.empty() ? "" : "; or ") + source->remedy(name);
    return text;
}

fs::path defaultVaultFile()
{
    const char *data = std::getenv("XDG_DATA_HOME");
    const char *home = std::getenv("HOME");
    const fs::path base = data && *data ? fs::path(data) : fs::path(home ? home : "") / ".local" / "share";
    return base / "targetdesk" / "secrets.json";
}

std::shared_ptr<const SecretSource> systemSecrets()
{
    return std::make_shared<SecretSources>(std::vector<std::shared_ptr<const SecretSource>>{
        std::make_shared<EnvironmentSecrets>(), std::make_shared<SecretVault>(defaultVaultFile(), KeySources::ofUser())});
}

} // namespace targetdesk
