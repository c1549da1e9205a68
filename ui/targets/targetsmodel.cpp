// SPDX-License-Identifier: MIT
#include "ui/targets/targetsmodel.h"

#include <map>

using namespace Qt::StringLiterals;

namespace targetdesk {

TargetsModel::TargetsModel(QObject *parent)
    : QStandardItemModel(parent)
{}

QString TargetsModel::platformName(const std::string &platform)
{
    if (platform == "klaviyo") return u"Klaviyo"_s;
    if (platform == "sfmc") return u"Salesforce Marketing Cloud"_s;
    if (platform == "campaign-monitor") return u"Campaign Monitor"_s;
    return platform.empty() ? tr("Any receiver") : QString::fromStdString(platform);
}

QString TargetsModel::stateIcon(State state)
{
    switch (state) {
    case State::Good: return u"good"_s;
    case State::Warning: return u"warning"_s;
    case State::Error: return u"error"_s;
    case State::Unknown: break;
    }
    return u"ring"_s;
}

QString TargetsModel::shortName(const QString &name, const QString &platform)
{
    const QString prefix = platform + u':';
    if (!name.startsWith(prefix, Qt::CaseInsensitive)) return name;
    QString rest = name.mid(prefix.size()).trimmed();
    if (rest.isEmpty()) return name;
    rest[0] = rest[0].toUpper();
    return rest;
}

void TargetsModel::setWorkspace(const Workspace &workspace)
{
    clear();
    std::map<QString, std::vector<const Target *>> groups;
    for (const Target &target : workspace.targets())
        groups[platformName(target.delivery.platform)].push_back(&target);
    for (auto &[platform, targets] : groups) {
        std::stable_sort(targets.begin(), targets.end(), [](const Target *a, const Target *b) { return a->name < b->name; });
        auto *group = new QStandardItem(platform);
        group->setFlags(Qt::ItemIsEnabled);
        group->setData(tr("%1, %n target(s)", nullptr, static_cast<int>(targets.size())).arg(platform), Qt::AccessibleTextRole);
        for (const Target *target : targets) {
            const QString name = QString::fromStdString(target->name);
            auto *item = new QStandardItem(shortName(name, platform));
            item->setData(name, NameRole);
            item->setData(QString::fromStdString(target->handle), HandleRole);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            describe(*item);
            group->appendRow(item);
        }
        appendRow(group);
    }
}

void TargetsModel::describe(QStandardItem &item) const
{
    const QString handle = item.data(HandleRole).toString();
    const Known known = m_known.value(handle);
    const QString words = known.words.isEmpty() ? tr("not checked yet") : known.words;
    item.setData(static_cast<int>(known.state), StateRole);
    item.setData(known.words, StateTextRole);
    item.setData(known.unsaved, UnsavedRole);
    const QString all = known.unsaved ? tr("%1, unsaved changes").arg(words) : words;
    item.setData(QString(item.data(NameRole).toString() + u", "_s + all), Qt::AccessibleTextRole);
    item.setToolTip(item.data(NameRole).toString() + u'\n' + handle + u'\n' + all);
}

QModelIndex TargetsModel::indexOf(const std::string &handle) const
{
    const QString wanted = QString::fromStdString(handle);
    for (int row = 0; row < rowCount(); ++row) {
        const QStandardItem *group = item(row);
        for (int child = 0; child < group->rowCount(); ++child) {
            if (group->child(child)->data(HandleRole).toString() == wanted) return group->child(child)->index();
        }
    }
    return {};
}

std::string TargetsModel::handleOf(const QModelIndex &index)
{
    return index.data(HandleRole).toString().toStdString();
}

void TargetsModel::setState(const std::string &handle, State state, const QString &words)
{
    Known &known = m_known[QString::fromStdString(handle)];
    known.state = state;
    known.words = words;
    if (QStandardItem *item = itemFromIndex(indexOf(handle))) describe(*item);
}

bool TargetsModel::hasState(const std::string &handle) const
{
    return m_known.value(QString::fromStdString(handle)).state != State::Unknown;
}

void TargetsModel::setUnsaved(const std::string &handle, bool unsaved)
{
    m_known[QString::fromStdString(handle)].unsaved = unsaved;
    if (QStandardItem *item = itemFromIndex(indexOf(handle))) describe(*item);
}

} // namespace targetdesk
