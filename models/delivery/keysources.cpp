// SPDX-License-Identifier: MIT
#include "delivery/keysources.h"

#include "workspace/jsonfile.h"
#include "workspace/workspaceproblem.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

SealKey keyOf(const std::string &text, const std::string &place)
{
    if (const std::optional<SealKey> key = sealKeyFromText(text)) return *key;
    throw SealError(place + ": this is no key, 32 bytes in base64 are wanted – `openssl rand -base64 32` makes one");
}

SealKey keyIn(const fs::path &file)
{
    try {
        return keyOf(readFile(file), file.string());
    } catch (const WorkspaceError &error) {
        throw SealError(error.what());
    }
}

void refuseReadableByOthers(const fs::path &file)
{
    struct stat found = {};
    if (::stat(file.c_str(), &found) != 0 || (found.st_mode & (S_IRWXG | S_IRWXO)) == 0) return;
    throw SealError(file.string() + ": others may read this key – run `chmod 600 " + file.string() + "`");
}

} // namespace

std::string keySourceName(KeySource source)
{
    switch (source) {
    case KeySource::Environment: return "environment";
    case KeySource::Credential: return "credential";
    case KeySource::File: return "file";
    case KeySource::Keychain: break;
    }
    return "keychain";
}

bool KeySearch::isNowhere() const
{
    return !found && (keychain.state == Keychain::State::None || keychain.state == Keychain::State::Empty);
}

std::string KeySearch::remedy() const
{
    const std::string others =
        "set TARGETDESK_KEY, give systemd LoadCredential=targetdesk.key:FILE, or make a key with `targetdeskctl "
        "secret key`";
    return isNowhere() ? others : keychain.why + "; or " + others;
}

KeySources::KeySources(fs::path keyFile, Keychain keychain)
    : m_keyFile(std::move(keyFile))
    , m_keychain(std::move(keychain))
{}

KeySources KeySources::ofUser()
{
    return KeySources(defaultKeyFile(), Keychain::ofSession());
}

KeySearch KeySources::find() const
{
    const std::string name = "$TARGETDESK_KEY";
    if (const std::string text = variable("TARGETDESK_KEY"); !text.empty())
        return {FoundKey{keyOf(text, name), KeySource::Environment, name}, {}};
    std::error_code error;
    if (const std::string folder = variable("CREDENTIALS_DIRECTORY"); !folder.empty()) {
        const fs::path file = fs::path(folder) / "targetdesk.key";
        if (fs::exists(file, error)) return {FoundKey{keyIn(file), KeySource::Credential, file.string()}, {}};
    }
    if (fs::exists(m_keyFile, error)) {
        refuseReadableByOthers(m_keyFile);
        return {FoundKey{keyIn(m_keyFile), KeySource::File, m_keyFile.string()}, {}};
    }
    KeySearch search;
    search.keychain = m_keychain.key();
    if (search.keychain.key) search.found = FoundKey{*search.keychain.key, KeySource::Keychain, "the keychain"};
    return search;
}

fs::path defaultKeyFile()
{
    const std::string config = variable("XDG_CONFIG_HOME");
    return (config.empty() ? fs::path(variable("HOME")) / ".config" : fs::path(config)) / "targetdesk" / "key";
}

void makeKeyFile(const fs::path &keyFile)
{
    std::error_code error;
    fs::create_directories(keyFile.parent_path(), error);
    const int descriptor = ::open(keyFile.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        const bool isThere = errno == EEXIST;
        throw SealError(
            keyFile.string() + ": " +
            (isThere ? "there is a key already, and what it sealed cannot be read with another – keep it, or name another file"
                     : std::string(std::strerror(errno)) + " – name a file that can be written with --key-file"));
    }
    const std::string text = sealKeyText(newSealKey()) + "\n";
    const bool isWritten =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (isWritten) return;
    fs::remove(keyFile, error);
    throw SealError(keyFile.string() + ": the key could not be written – free space on the disk");
}

} // namespace targetdesk
