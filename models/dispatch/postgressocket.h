// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>

class QSqlDriver;

namespace targetdesk {

/// The socket of the connection that is in use, to be shut from another thread: libpq waits for an answer as long as the network
/// says that the server is there, though a proxy in between may have fallen silent.
class PostgresSocket
{
public:
    /// The socket of an open QPSQL connection from now on.
    void take(const QSqlDriver &driver);
    /// Before the connection closes: the number may soon be another file's.
    void release();
    /// Ends what the connection waits for with an error. Any thread.
    void shut();

private:
    std::mutex m_mutex;
    int m_descriptor = -1;
};

} // namespace targetdesk
