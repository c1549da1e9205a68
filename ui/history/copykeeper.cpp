// SPDX-License-Identifier: MIT
#include "ui/history/copykeeper.h"

#include "history/keptcopies.h"

namespace targetdesk {

CopyKeeper::CopyKeeper(const std::filesystem::path &folder, std::function<std::vector<Sample>()> copies, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_copies(std::move(copies))
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleMs);
    connect(&m_idle, &QTimer::timeout, this, &CopyKeeper::write);
}

CopyKeeper::~CopyKeeper()
{
    flush();
}

void CopyKeeper::setFolder(const std::filesystem::path &folder)
{
    flush();
    m_folder = folder;
}

void CopyKeeper::note()
{
    if (!m_folder.empty()) m_idle.start();
}

void CopyKeeper::flush()
{
    if (m_idle.isActive()) write();
}

std::vector<Sample> CopyKeeper::load()
{
    if (m_folder.empty()) return {};
    try {
        return readKeptCopies(m_folder);
    } catch (const std::exception &error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
        return {};
    }
}

void CopyKeeper::write()
{
    m_idle.stop();
    try {
        keepCopies(m_folder, m_copies());
    } catch (const std::exception &error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

} // namespace targetdesk
