// SPDX-License-Identifier: MIT
#pragma once

#include "payload/checkrun.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModel>

#include <memory>
#include <string>
#include <vector>

namespace targetdesk {

/// The results of a check as rows, grouped by event; a column for each check. A mark is shape, colour and word.
class MatrixModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column {
        SampleColumn,
        RendersColumn,
        JsonColumn,
        SchemaColumn,
        BlanksColumn,
        ExpectedColumn,
        SizeColumn,
        NoteColumn,
        ColumnCount
    };

    explicit MatrixModel(const Theme &theme, QObject *parent = nullptr);

    void clear();
    void add(const std::shared_ptr<const CheckResult> &result);
    /// Nothing for the row of an event.
    std::shared_ptr<const CheckResult> result(const QModelIndex &index) const;
    /// The payload of this row is the accepted one now.
    void setAccepted(const QModelIndex &index);
    std::vector<QModelIndex> rows() const;
    int count(CheckState state) const;
    int countNew() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Group
    {
        std::string event;
        std::vector<std::shared_ptr<const CheckResult>> results;
    };
    static CheckMark markOf(const CheckResult &result, int column);
    QString textOf(const CheckResult &result, int column) const;
    QVariant groupData(const Group &group, int column, int role) const;

    const Theme &m_theme;
    std::vector<Group> m_groups;
};

} // namespace targetdesk
