// SPDX-License-Identifier: MIT
#include "delivery/secretsource.h"

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace targetdesk {

namespace {

std::string variableName(const std::string &name)
{
    std::string result = "TARGETDESK_SECRET_";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        result += std::isalnum(byte) ? static_cast<char>(std::toupper(byte)) : '_';
    }
    return result;
}

/// A secret's name becomes a file name: it must not lead anywhere else.
bool isPlainName(const std::string &name)
{
    if (name.empty() || name.front() == '.') return false;
    for (const char c : name) {
        if (c == '/' || c == '\0') return false;
    }
    return true;
}

} // namespace

std::string withoutLineEnd(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text;
}

std::optional<std::string> EnvironmentSecrets::secret(const std::string &name) const
{
    if (const char *value = std::getenv(variableName(name).c_str())) return std::string(value);
    const char *folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (!folder || !isPlainName(name)) return std::nullopt;
    std::ifstream file(std::filesystem::path(folder) / name, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(file), {}};
    return withoutLineEnd(std::move(text));
}

std::string EnvironmentSecrets::remedy(const std::string &name) const
{
    return "set the environment variable " + variableName(name) + ", or give systemd LoadCredential=" + name + ":FILE";
}

std::optional<std::string> MemorySecrets::secret(const std::string &name) const
{
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end()) return std::nullopt;
    return found->second;
}

std::string MemorySecrets::remedy(const std::string &name) const
{
    std::string known;
    for (const auto &entry : m_secrets)
        known += (known.empty() ? "" : ", ") + entry.first;
    return "known here: " + (known.empty() ? std::string("none") : known) + "; '" + name + "' is not among them";
}

} // namespace targetdesk
