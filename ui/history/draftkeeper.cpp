// SPDX-License-Identifier: MIT
#include "ui/history/draftkeeper.h"

namespace targetdesk {

DraftKeeper::DraftKeeper(const std::filesystem::path &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
    m_pool.setMaxThreadCount(1);
    for (QTimer *timer : {&m_idle, &m_most}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &DraftKeeper::write);
    }
    m_idle.setInterval(idleMs);
    m_most.setInterval(mostMs);
}

DraftKeeper::~DraftKeeper()
{
    flush();
}

void DraftKeeper::setFolder(const std::filesystem::path &folder)
{
    flush();
    m_folder = folder;
}

void DraftKeeper::note(const std::string &handle, std::function<KeptTarget()> draft)
{
    if (m_folder.empty()) return;
    m_noted[handle] = std::move(draft);
    m_idle.start();
    if (!m_most.isActive()) m_most.start();
}

void DraftKeeper::drop(const std::string &handle)
{
    m_noted.erase(handle);
    if (m_folder.empty()) return;
    m_pool.start([this, journal = DraftJournal(m_folder), handle] {
        try {
            journal.drop(handle);
        } catch (const std::exception &error) {
            Q_EMIT failed(QString::fromUtf8(error.what()));
        }
    });
}

void DraftKeeper::flush()
{
    write();
    m_pool.waitForDone();
}

std::vector<KeptTarget> DraftKeeper::drafts(std::vector<WorkspaceProblem> &problems)
{
    flush();
    return m_folder.empty() ? std::vector<KeptTarget>() : DraftJournal(m_folder).drafts(problems);
}

void DraftKeeper::write()
{
    m_idle.stop();
    m_most.stop();
    for (const auto &[handle, draft] : m_noted) {
        m_pool.start([this, journal = DraftJournal(m_folder), kept = draft(), handle = handle] {
            try {
                journal.keep(handle, kept);
                Q_EMIT this->kept(handle);
            } catch (const std::exception &error) {
                Q_EMIT failed(QString::fromUtf8(error.what()));
            }
        });
    }
    m_noted.clear();
}

} // namespace targetdesk
