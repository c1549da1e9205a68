// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace targetdesk {

/// A DNS server on loopback (UDP) that says of the names under "test." what a test wants, and getaddrinfo() of this program,
/// which libcurl calls, asks it about these names and nobody else; all others go the usual way. One at a time. IPv4 only.
class NameServer
{
public:
    enum class Kind { Addresses, NoSuchName, Failure, Silence };
    struct Answer
    {
        Kind kind = Kind::Addresses;
        std::vector<std::string> addresses = {}; ///< none: the name exists and has no address
    };

    NameServer();
    /// Answers what is kept waiting, and waits until nobody asks any more.
    ~NameServer();
    NameServer(const NameServer &) = delete;
    NameServer &operator=(const NameServer &) = delete;

    /// What is answered about a name, in turn; the last one for ever. Names that were never set do not exist.
    void set(const std::string &name, std::vector<Answer> answers);
    /// Calls of getaddrinfo() for names under "test." that have not come back.
    static int pending();

private:
    void serve();
    Answer next(const std::string &name);
    void reply(const std::vector<unsigned char> &question, const Answer &answer, const void *to);

    int m_socket = -1;
    std::mutex m_mutex;
    std::map<std::string, std::vector<Answer>> m_answers; ///< guarded by m_mutex
    std::atomic<bool> m_ending = false;
    std::thread m_thread;
};

} // namespace targetdesk
