// SPDX-License-Identifier: MIT
#include "postgresserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QStandardPaths>
#include <QTcpServer>
#include <QThread>

#include <algorithm>
#include <csignal>
#include <vector>

#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr uid_t kNobody = 65534;
const QString kUser = u"targetdesk"_s;

/// Debian keeps each version in a folder of its own; elsewhere the programs are on the path.
QString folderOfPrograms()
{
    QDir versions(u"/usr/lib/postgresql"_s);
    QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::ranges::sort(names, {}, [](const QString &name) { return -name.toInt(); });
    for (const QString &name : names) {
        const QString folder = versions.filePath(name) + u"/bin"_s;
        if (QFile::exists(folder + u"/initdb"_s) && QFile::exists(folder + u"/postgres"_s)) return folder;
    }
    const QString found = QStandardPaths::findExecutable(u"initdb"_s);
    return found.isEmpty() ? QString() : QFileInfo(found).canonicalPath();
}

int freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost, 0);
    return probe.serverPort();
}

/// Of a process, as proc(5) has it: state, parent, …; empty: it is gone.
QList<QByteArray> statusOf(const QString &process)
{
    QFile stat(u"/proc/"_s + process + u"/stat"_s);
    if (!stat.open(QIODevice::ReadOnly)) return {};
    // PID (NAME) STATE PARENT …; the name may hold anything.
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return fields.size() > 1 ? fields : QList<QByteArray>();
}

/// PostgreSQL's processes each have a session of their own, so a process group does not hold them together.
std::vector<pid_t> childrenOf(pid_t parent)
{
    std::vector<pid_t> children;
    const QStringList names = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        if (name.toInt() == 0) continue;
        const QList<QByteArray> status = statusOf(name);
        if (!status.isEmpty() && status[1].toInt() == parent) children.push_back(name.toInt());
    }
    return children;
}

/// Neither gone, nor a zombie that nobody has asked for.
bool isAlive(pid_t process)
{
    const QList<QByteArray> status = statusOf(QString::number(process));
    return !status.isEmpty() && status[0] != "Z" && status[0] != "X";
}

} // namespace

PostgresServer::PostgresServer()
    : m_bin(folderOfPrograms())
    , m_port(freePort())
{
    if (m_bin.isEmpty()) {
        m_why = "there is no PostgreSQL on this machine (packaging/setup.sh --test installs it)";
        return;
    }
    if (!QSqlDatabase::isDriverAvailable(u"QPSQL"_s)) {
        m_why = "Qt's PostgreSQL driver is missing (packaging/setup.sh --test installs it)";
        return;
    }
    const QByteArray path = QFile::encodeName(m_folder.path());
    if (::geteuid() == 0 && ::chown(path.constData(), kNobody, kNobody) != 0) {
        m_why = "the folder of PostgreSQL cannot be given to nobody";
        return;
    }
    if (!run(u"initdb"_s, {u"--pgdata"_s, m_folder.filePath(u"data"_s), u"--username"_s, kUser, u"--auth"_s, u"trust"_s,
                           u"--encoding"_s, u"UTF8"_s, u"--locale"_s, u"C"_s, u"--no-sync"_s})) {
        m_why = m_failure;
        return;
    }
    if (!start() && m_why.empty()) m_why = "PostgreSQL does not start";
}

PostgresServer::~PostgresServer()
{
    kill();
}

/// In the folder, and never as root.
void PostgresServer::prepare(QProcess &process) const
{
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier([] {
        const bool isRoot = ::geteuid() == 0;
        if (isRoot && (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(126);
        // A test that crashes takes its server along: SIGQUIT is PostgreSQL's "at once".
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    });
}

bool PostgresServer::run(const QString &name, const QStringList &arguments, QByteArray *output)
{
    QProcess process;
    prepare(process);
    process.start(m_bin + u'/' + name, arguments);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(60'000);
    const QByteArray said = process.readAll();
    if (output) *output = said;
    if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0) return true;
    m_failure = name.toStdString() + " failed: " + said.toStdString();
    return false;
}

bool PostgresServer::start()
{
    prepare(m_process);
    m_process.setStandardOutputFile(m_folder.filePath(u"log"_s), QIODevice::Append);
    m_process.start(m_bin + u"/postgres"_s,
                    {u"-D"_s, m_folder.filePath(u"data"_s), u"-k"_s, m_folder.path(), u"-p"_s, QString::number(m_port), u"-c"_s,
                     u"listen_addresses=127.0.0.1"_s, u"-c"_s, u"max_connections=100"_s, u"-c"_s, u"shared_buffers=32MB"_s,
                     // What a killed process has written is there all the same; only a power cut would take it.
                     u"-c"_s, u"fsync=off"_s});
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 60'000 && m_process.state() != QProcess::NotRunning) {
        if (run(u"pg_isready"_s, {u"-q"_s, u"-h"_s, m_folder.path(), u"-p"_s, QString::number(m_port)})) {
            m_why.clear();
            return true;
        }
        m_process.waitForFinished(50);
    }
    QFile log(m_folder.filePath(u"log"_s));
    m_why = "PostgreSQL does not start";
    if (log.open(QIODevice::ReadOnly)) m_why += ": " + log.readAll().right(2000).toStdString();
    return false;
}

void PostgresServer::kill()
{
    if (m_process.state() == QProcess::NotRunning) return;
    const auto server = static_cast<pid_t>(m_process.processId());
    ::kill(server, SIGSTOP); // it makes no more of them
    const std::vector<pid_t> children = childrenOf(server);
    ::kill(server, SIGKILL);
    for (const pid_t child : children)
        ::kill(child, SIGKILL);
    m_process.waitForFinished();
    // A new server refuses the memory that one of them still has.
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 30'000 && std::ranges::any_of(children, isAlive))
        QThread::msleep(5);
}

std::string PostgresServer::address(const std::string &database) const
{
    return "postgresql://" + kUser.toStdString() + "@127.0.0.1:" + std::to_string(m_port) + "/" + database;
}

std::string PostgresServer::newDatabase(const std::string &name)
{
    sql("postgres", "CREATE DATABASE " + name);
    return address(name);
}

std::string PostgresServer::sql(const std::string &database, const std::string &statement)
{
    QByteArray output;
    if (!run(u"psql"_s,
             {u"-X"_s, u"-A"_s, u"-t"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, m_folder.path(), u"-p"_s,
              QString::number(m_port), u"-U"_s, kUser, u"-d"_s, QString::fromStdString(database), u"-c"_s,
              QString::fromStdString(statement)},
             &output))
        qWarning("%s", m_failure.c_str());
    return output.trimmed().toStdString();
}

} // namespace targetdesk
