// SPDX-License-Identifier: MIT
#include "ui/testsend/receivermodel.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace targetdesk {

ReceiverModel::ReceiverModel(const ReceiverHost &host, QObject *parent)
    : QAbstractTableModel(parent)
    , m_host(host)
{
    connect(&host, &ReceiverHost::changed, this, [this] {
        const int rows = static_cast<int>(m_host.requests().size());
        if (rows > m_rows) {
            beginInsertRows({}, 0, rows - m_rows - 1);
            m_rows = rows;
            endInsertRows();
        } else if (rows < m_rows) {
            beginResetModel();
            m_rows = rows;
            endResetModel();
        }
    });
}

const ReceivedCall &ReceiverModel::request(int row) const
{
    return m_host.requests().at(static_cast<std::size_t>(m_rows - 1 - row));
}

int ReceiverModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ReceiverModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReceiverModel::data(const QModelIndex &index, int role) const
{
    const ReceivedCall &row = request(index.row());
    if (role == Qt::AccessibleTextRole && index.column() == PathColumn) {
        return tr("%1 %2, answered %3").arg(QString::fromStdString(row.method), QString::fromStdString(row.path)).arg(row.status);
    }
    const QDateTime time =
        QDateTime::fromStdTimePoint(std::chrono::time_point_cast<std::chrono::milliseconds>(row.time)).toLocalTime();
    const QString note = QString::fromStdString(row.note);
    if (role == Qt::ToolTipRole) return index.column() == TimeColumn ? time.toString(Qt::ISODateWithMs) : note;
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case TimeColumn: return time.toString(u"HH:mm:ss"_s);
    case MethodColumn: return QString::fromStdString(row.method);
    case PathColumn: return QString::fromStdString(row.path);
    case StatusColumn: return QString((row.status < 400 ? u"✓ "_s : u"✗ "_s) + QString::number(row.status));
    default: return note;
    }
}

QVariant ReceiverModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case MethodColumn: return tr("Method");
    case PathColumn: return tr("Path");
    case StatusColumn: return tr("Answer");
    default: return tr("Note");
    }
}

} // namespace targetdesk
