// SPDX-License-Identifier: MIT
#pragma once

#include <QTreeWidget>

namespace targetdesk {

/// The fields of a wanted payload: rows that take a path of the context when one is dropped on them.
class WantedFields : public QTreeWidget
{
    Q_OBJECT
public:
    explicit WantedFields(QWidget *parent = nullptr);

Q_SIGNALS:
    void pathDropped(int row, const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
};

} // namespace targetdesk
