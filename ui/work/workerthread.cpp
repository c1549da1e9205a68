// SPDX-License-Identifier: MIT
#include "ui/work/workerthread.h"

namespace targetdesk {

WorkerThread::WorkerThread(const QString &name, QThread::Priority priority, QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    m_thread.setObjectName(name);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(priority);
}

WorkerThread::~WorkerThread()
{
    stop();
}

WorkerThread::Cancelled WorkerThread::beginRun()
{
    cancel();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    return m_cancelled;
}

void WorkerThread::post(std::function<void()> job)
{
    QMetaObject::invokeMethod(m_worker, std::move(job));
}

void WorkerThread::stop()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

} // namespace targetdesk
