// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <cstdint>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace targetdesk {

/// A number of a test, which a long run sets by an environment variable (kill-long.sh).
inline int setting(const char *variable, int usual)
{
    const int value = qEnvironmentVariableIntValue(variable);
    return value > 0 ? value : usual;
}

/// targetdeskctl as a process; TARGETDESKCTL is its file.
class CtlProcess
{
public:
    /// `prepare` may change how it is started.
    explicit CtlProcess(const std::vector<std::string> &arguments, const std::function<void(QProcess &)> &prepare = {})
    {
        if (prepare) prepare(m_process);
        QStringList list;
        for (const std::string &argument : arguments)
            list << QString::fromStdString(argument);
        m_process.start(QStringLiteral(TARGETDESKCTL), list);
        m_process.waitForStarted();
    }
    ~CtlProcess() { kill(); }

    void write(const std::string &text) { m_process.write(text.data(), static_cast<qint64>(text.size())); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Of what was written, in bytes: the program has not read it, and no pipe holds it.
    std::int64_t unread() const { return m_process.bytesToWrite(); }
    void closeInput() { m_process.closeWriteChannel(); }
    void terminate() { m_process.terminate(); }
    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    /// The most memory that it had at a time, in KiB (proc(5), VmHWM). -1: unknown.
    std::int64_t peakKib() const
    {
        std::ifstream status("/proc/" + std::to_string(m_process.processId()) + "/status");
        for (std::string line; std::getline(status, line);) {
            if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
        }
        return -1;
    }
    /// SIGKILL, then waits until the process is gone.
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning) return;
        m_process.kill();
        m_process.waitForFinished();
    }
    /// The exit code; -1 when it does not end in time.
    int wait(int milliseconds = 60'000)
    {
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(milliseconds)) return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    std::string output()
    {
        m_output += m_process.readAllStandardOutput().toStdString();
        return m_output;
    }
    std::string errors()
    {
        m_errors += m_process.readAllStandardError().toStdString();
        return m_errors;
    }
    /// The complete lines of standard output, as JSON.
    std::vector<Json> answers()
    {
        std::vector<Json> lines;
        const std::string text = output();
        for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
            lines.push_back(Json::parse(text.substr(begin, end - begin)));
        }
        return lines;
    }
    /// Where `serve` says it listens; waits for it. Empty when it never says so.
    std::string address()
    {
        static const QRegularExpression expression(QStringLiteral("serving at (http://[0-9.:]+/events)"));
        QString found;
        const bool ended = QTest::qWaitFor(
            [&] {
                found = expression.match(QString::fromStdString(errors())).captured(1);
                return !found.isEmpty() || m_process.state() == QProcess::NotRunning;
            },
            20'000);
        return ended ? found.toStdString() : std::string();
    }

private:
    QProcess m_process;
    std::string m_output;
    std::string m_errors;
};

} // namespace targetdesk
