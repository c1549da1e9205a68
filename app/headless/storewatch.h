// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/dispatcher.h"
#include "dispatch/store.h"

#include "retention.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <string>
#include <thread>

namespace targetdesk {

/// What a running `serve` does about its store beside delivering: it hears when another process intervened (the kernel tells;
/// nothing polls), and forgets what is old once an hour, and what is too much once a minute. Lives on the thread that made it,
/// which needs an event loop.
class StoreWatch : public QObject
{
    Q_OBJECT

public:
    /// Both must live longer.
    StoreWatch(Store &store, Dispatcher &dispatcher, const Retention &retention, QObject *parent = nullptr);
    ~StoreWatch() override;

private:
    void heard();
    void prune(const Retention &retention);

    Store &m_store;
    Dispatcher &m_dispatcher;
    Retention m_retention;
    QString m_file;
    QFileSystemWatcher m_watcher;
    QTimer m_ageTimer;
    QTimer m_sizeTimer;
    std::thread m_pruner;
    std::atomic<bool> m_pruning{false};
    std::atomic<bool> m_stopping{false};
};

} // namespace targetdesk
