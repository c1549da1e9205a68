// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

namespace targetdesk {

/// An authority that issues certificates into a folder, made anew in each test: nothing of it is trusted by the system. Throws
/// std::runtime_error when OpenSSL fails.
class TestAuthority
{
public:
    struct Wish
    {
        std::string name = "receiver"; ///< common name, and name of the files
        std::string validFor = "IP:127.0.0.1";
        long fromSeconds = -3600; ///< from now
        long untilSeconds = 3600;
        std::string keyPassword = {}; ///< empty: the key is not locked
        bool isSelfSigned = false;    ///< not by this authority
    };
    struct Files
    {
        std::string certificate; ///< PEM
        std::string key;         ///< PEM
    };

    TestAuthority(std::string folder, const std::string &name);
    ~TestAuthority();
    TestAuthority(const TestAuthority &) = delete;
    TestAuthority &operator=(const TestAuthority &) = delete;

    /// PEM, to be trusted.
    const std::string &file() const { return m_file; }
    Files issue(const Wish &wish) const;

private:
    struct Private;
    std::string m_folder;
    std::string m_file;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
