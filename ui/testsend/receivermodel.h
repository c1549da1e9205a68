// SPDX-License-Identifier: MIT
#pragma once

#include "ui/testsend/receiverhost.h"

#include <QAbstractTableModel>

namespace targetdesk {

/// What the receiver recorded, newest first.
class ReceiverModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, MethodColumn, PathColumn, StatusColumn, NoteColumn, ColumnCount };

    explicit ReceiverModel(const ReceiverHost &host, QObject *parent = nullptr);

    const ReceivedCall &request(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const ReceiverHost &m_host;
    int m_rows = 0;
};

} // namespace targetdesk
