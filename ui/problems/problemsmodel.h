// SPDX-License-Identifier: MIT
#pragma once

#include "payload/problem.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace targetdesk {

/// Problems as rows: severity (mark and word), code, place, whether there is something to mend it, text.
class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SeverityColumn, CodeColumn, PlaceColumn, FixColumn, TextColumn, ColumnCount };

    ProblemsModel(const Theme &theme, QObject *parent = nullptr);

    void setProblems(std::vector<Problem> problems);
    const std::vector<Problem> &problems() const { return m_problems; }
    bool hasFixes(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString severityWord(Problem::Severity severity);
    /// What, which context path, what to do; without the place.
    static QString sentence(const Problem &problem);

private:
    QVariant fixData(const Problem &problem, int role) const;

    const Theme &m_theme;
    std::vector<Problem> m_problems;
};

} // namespace targetdesk
