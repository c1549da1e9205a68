// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/target.h"

#include <QAbstractTableModel>

namespace targetdesk {

/// The headers of a target as two columns, with an empty row at the end to write the next one.
class HeadersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit HeadersModel(QObject *parent = nullptr);

    void setHeaders(std::vector<Header> headers);
    const std::vector<Header> &headers() const { return m_headers; }
    void remove(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void edited();

private:
    std::vector<Header> m_headers;
};

} // namespace targetdesk
