// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace targetdesk {

/// A PostgreSQL server of its own, in a temporary folder, reached through a Unix socket and on loopback. PostgreSQL refuses to
/// run as root, so root starts it as nobody. Not thread-safe.
class PostgresServer
{
public:
    /// Makes the cluster and starts it. `why` says why there is none.
    PostgresServer();
    /// Stops it at once.
    ~PostgresServer();

    /// Of its files.
    QString folder() const { return m_folder.path(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    /// Empty: it runs. Else why it cannot, for QSKIP.
    const std::string &why() const { return m_why; }
    /// A new database with this name, and its address for --store.
    std::string newDatabase(const std::string &name);
    std::string address(const std::string &database) const;
    /// SQL in a database, as its owner; the answer's rows. Not through targetdesk.
    std::string sql(const std::string &database, const std::string &statement);

    /// SIGKILL to all of its processes.
    void kill();
    /// Starts it again in the same folder, and waits until it answers.
    bool start();

private:
    QString program(const QString &name) const;
    /// Runs one of PostgreSQL's programs to its end; false: it failed, and `m_failure` says so.
    bool run(const QString &name, const QStringList &arguments, QByteArray *output = nullptr);
    void prepare(QProcess &process) const;

    QTemporaryDir m_folder;
    QString m_bin;
    QProcess m_process;
    int m_port = 0;
    std::string m_why;
    std::string m_failure; ///< of the last program
};

} // namespace targetdesk
