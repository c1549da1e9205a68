// SPDX-License-Identifier: MIT
#pragma once

#include "platforms/receiver.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace targetdesk {

/// The local receiver (models/platforms) inside the window: started when something is sent to it, on a free loopback port.
/// User interface thread; the receiver itself runs on its own.
class ReceiverHost : public QObject
{
    Q_OBJECT
public:
    explicit ReceiverHost(QObject *parent = nullptr);
    ~ReceiverHost() override;

    /// Starts it unless it runs; why it could not, or nothing.
    QString start();
    void stop();
    bool isRunning() const { return m_receiver != nullptr; }
    /// "http://127.0.0.1:PORT"; empty while it does not run.
    QString address() const;
    const std::vector<ReceivedCall> &requests() const { return m_requests; } ///< oldest first; kept when it stops
    void clear();

Q_SIGNALS:
    void changed(); ///< started, stopped, a request arrived, cleared

private:
    void take(const ReceivedCall &call);

    std::unique_ptr<Receiver> m_receiver;
    std::vector<ReceivedCall> m_requests;
};

} // namespace targetdesk
