// SPDX-License-Identifier: MIT
#include "ui/settings/headersmodel.h"

namespace targetdesk {

HeadersModel::HeadersModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void HeadersModel::setHeaders(std::vector<Header> headers)
{
    beginResetModel();
    m_headers = std::move(headers);
    endResetModel();
}

void HeadersModel::remove(int row)
{
    if (row < 0 || row >= static_cast<int>(m_headers.size())) return;
    beginRemoveRows({}, row, row);
    m_headers.erase(m_headers.begin() + row);
    endRemoveRows();
    Q_EMIT edited();
}

int HeadersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size()) + 1;
}

int HeadersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant HeadersModel::data(const QModelIndex &index, int role) const
{
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= m_headers.size()) {
        if (role == Qt::AccessibleTextRole) return tr("new header");
        return role == Qt::DisplayRole && index.column() == 0 ? tr("Add a header …") : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole) return {};
    return QString::fromStdString(index.column() == 0 ? m_headers[row].name : m_headers[row].value);
}

bool HeadersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole) return false;
    const auto row = static_cast<std::size_t>(index.row());
    const std::string text = value.toString().toStdString();
    if (row >= m_headers.size()) {
        if (text.empty()) return false;
        const int last = static_cast<int>(m_headers.size()) + 1;
        beginInsertRows({}, last, last);
        m_headers.emplace_back();
        endInsertRows();
    }
    std::string &field = index.column() == 0 ? m_headers[row].name : m_headers[row].value;
    if (field == text) return false;
    field = text;
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags HeadersModel::flags(const QModelIndex &) const
{
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable;
}

QVariant HeadersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Header") : tr("Value (a Twig template: env, secrets)");
}

} // namespace targetdesk
