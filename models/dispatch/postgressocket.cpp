// SPDX-License-Identifier: MIT
#include "dispatch/postgressocket.h"

#include <QSqlDriver>
#include <QVariant>

#include <cstring>

#include <dlfcn.h>
#include <sys/socket.h>

namespace targetdesk {

namespace {

/// libpq's PQsocket(), of the library that Qt's driver has loaded: one function is no reason to build against it.
int socketOf(void *connection)
{
    void *library = ::dlopen("libpq.so.5", RTLD_LAZY | RTLD_NOLOAD);
    if (!library) return -1;
    const auto function = reinterpret_cast<int (*)(void *)>(::dlsym(library, "PQsocket"));
    const int descriptor = function ? function(connection) : -1;
    ::dlclose(library);
    return descriptor;
}

} // namespace

void PostgresSocket::take(const QSqlDriver &driver)
{
    const QVariant handle = driver.handle(); // holds a PGconn *
    // By the name of the type or of what it stands for.
    if (qstrcmp(handle.typeName(), "PGconn*") != 0 && qstrcmp(handle.typeName(), "pg_conn*") != 0) return;
    void *connection = nullptr;
    std::memcpy(&connection, handle.constData(), sizeof connection);
    const std::lock_guard lock(m_mutex);
    m_descriptor = connection ? socketOf(connection) : -1;
}

void PostgresSocket::release()
{
    const std::lock_guard lock(m_mutex);
    m_descriptor = -1;
}

void PostgresSocket::shut()
{
    const std::lock_guard lock(m_mutex);
    if (m_descriptor >= 0) ::shutdown(m_descriptor, SHUT_RDWR);
}

} // namespace targetdesk
