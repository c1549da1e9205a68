// SPDX-License-Identifier: MIT
#include "ui/history/copykeeper.h"

#include "workspace/json.h"

#include <QFile>
#include <QSaveFile>

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

std::vector<Sample> CopyKeeper::load() const
{
    std::vector<Sample> copies;
    QFile file(QString::fromStdString(this->file().string()));
    if (m_folder.empty() || !file.open(QIODevice::ReadOnly)) return copies;
    const Json all = Json::parse(file.readAll().toStdString(), nullptr, false);
    if (!all.is_array()) return copies;
    for (const Json &one : all) {
        const auto text = [&](const char *key) {
            return one.is_object() && one.contains(key) && one[key].is_string() ? one[key].get<std::string>() : std::string();
        };
        Sample copy;
        copy.event = text("event");
        copy.name = text("name");
        copy.text = text("text");
        if (!copy.event.empty() && !copy.name.empty()) copies.push_back(std::move(copy));
    }
    return copies;
}

void CopyKeeper::write()
{
    m_idle.stop();
    Json all = Json::array();
    for (const Sample &copy : m_copies())
        all.push_back({{"event", copy.event}, {"name", copy.name}, {"text", copy.text}});
    std::error_code error;
    if (all.empty()) {
        std::filesystem::remove(file(), error);
        return;
    }
    std::filesystem::create_directories(m_folder, error);
    QSaveFile file(QString::fromStdString(this->file().string()));
    const std::string text = all.dump(1, ' ', false, Json::error_handler_t::replace);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(text.data(), static_cast<qint64>(text.size())) >= 0;
    if (!isWritten || !file.commit()) Q_EMIT failed(file.errorString());
}

} // namespace targetdesk
