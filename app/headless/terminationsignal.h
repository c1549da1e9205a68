// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace targetdesk {

/// Turns SIGTERM, SIGINT and SIGHUP into Qt signals on the thread that made it. One at a time. After the first request to
/// end, a second one ends the process at once, as it would have without us.
class TerminationSignal : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignal(QObject *parent = nullptr);
    ~TerminationSignal() override;

Q_SIGNALS:
    void endRequested();
    void reloadRequested();

private:
    void read();

    int m_pipe[2] = {-1, -1};
};

} // namespace targetdesk
