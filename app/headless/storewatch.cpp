// SPDX-License-Identifier: MIT
#include "storewatch.h"

#include <QFile>

#include <cstdio>

namespace targetdesk {

namespace {

/// Two thirds of the store's time at least are for what comes and goes.
constexpr int kRest = 2;

} // namespace

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
    connect(&m_ageTimer, &QTimer::timeout, this, [this] { prune(m_retention); });
    m_ageTimer.start(std::chrono::hours(1));
    if (m_retention.maxBytes > 0) {
        // A full load writes gigabytes in an hour; asking for the size is next to nothing.
        connect(&m_sizeTimer, &QTimer::timeout, this, [this] { prune({.keep = {}, .maxBytes = m_retention.maxBytes}); });
        m_sizeTimer.start(std::chrono::minutes(1));
    }
    prune(m_retention);
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

void StoreWatch::prune(const Retention &retention)
{
    if (m_pruning.exchange(true)) return;
    if (m_pruner.joinable()) m_pruner.join();
    m_pruner = std::thread([this, retention] {
        try {
            const std::int64_t events = pruneAll(m_store, retention, systemNow(), kRest, [this] { return !m_stopping.load(); });
            if (events > 0) std::fprintf(stderr, "targetdeskctl: %lld old events forgotten\n", static_cast<long long>(events));
        } catch (const std::exception &error) {
            std::fprintf(stderr, "targetdeskctl: old events are kept for now: %s\n", error.what());
        }
        m_pruning = false;
    });
}

} // namespace targetdesk
