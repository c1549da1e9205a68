// SPDX-License-Identifier: MIT
#include "storewatch.h"

#include <QFile>

#include <cstdio>

namespace targetdesk {

StoreWatch::StoreWatch(Store &store, Dispatcher &dispatcher, const Retention &retention, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_dispatcher(dispatcher)
    , m_retention(retention)
    , m_file(QString::fromStdString(store.wakeFile()))
{
    if (!m_file.isEmpty()) {
        QFile file(m_file);
        if (file.open(QIODevice::ReadWrite)) file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.close();
        m_watcher.addPath(m_file);
        connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &StoreWatch::heard);
    }
    if (m_retention.isOff()) return;
    connect(&m_timer, &QTimer::timeout, this, &StoreWatch::prune);
    m_timer.start(std::chrono::hours(1));
    prune();
}

StoreWatch::~StoreWatch()
{
    m_stopping = true;
    if (m_pruner.joinable()) m_pruner.join();
}

void StoreWatch::heard()
{
    // A file that was replaced is no longer watched.
    if (!m_watcher.files().contains(m_file)) m_watcher.addPath(m_file);
    m_dispatcher.refresh();
}

void StoreWatch::prune()
{
    if (m_pruner.joinable()) m_pruner.join(); // of an hour ago
    m_pruner = std::thread([this] {
        try {
            const std::int64_t events = pruneAll(m_store, m_retention, systemNow(), [this] { return !m_stopping.load(); });
            if (events > 0) std::fprintf(stderr, "targetdeskctl: %lld old events forgotten\n", static_cast<long long>(events));
        } catch (const std::exception &error) {
            std::fprintf(stderr, "targetdeskctl: old events are kept for now: %s\n", error.what());
        }
    });
}

} // namespace targetdesk
