// SPDX-License-Identifier: MIT
#include "ui/problems/problemsmodel.h"

#include "ui/problems/modeltext.h"
#include "ui/theme/icons.h"
#include "ui/theme/statelabel.h"

#include <QFont>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

StateLabel::State stateOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return StateLabel::State::Error;
    case Problem::Severity::Warning: return StateLabel::State::Warning;
    case Problem::Severity::Hint: break;
    }
    return StateLabel::State::Info;
}

QString placeOf(const Problem &problem)
{
    if (problem.line <= 0) return {};
    return problem.column > 0 ? ProblemsModel::tr("line %1, column %2").arg(problem.line).arg(problem.column)
                              : ProblemsModel::tr("line %1").arg(problem.line);
}

} // namespace

ProblemsModel::ProblemsModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_problems.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::DecorationRole});
    });
}

void ProblemsModel::setProblems(std::vector<Problem> problems)
{
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

bool ProblemsModel::hasFixes(int row) const
{
    return row >= 0 && row < rowCount() && !m_problems[static_cast<std::size_t>(row)].fixes.empty();
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProblemsModel::severityWord(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return tr("Error");
    case Problem::Severity::Warning: return tr("Warning");
    case Problem::Severity::Hint: break;
    }
    return tr("Hint");
}

QString ProblemsModel::sentence(const Problem &problem)
{
    QString text = inWindowsLanguage(problem.what);
    if (!problem.contextPath.empty()) text += u" ("_s + QString::fromStdString(problem.contextPath) + u')';
    if (!problem.remedy.empty()) text += u" – "_s + inWindowsLanguage(problem.remedy);
    return text;
}

// A link: it opens what there is.
QVariant ProblemsModel::fixData(const Problem &problem, int role) const
{
    if (problem.fixes.empty()) return {};
    switch (role) {
    case Qt::DisplayRole: return tr("Fix");
    case Qt::ToolTipRole: return tr("Show what mends it (Alt+Enter)");
    case Qt::AccessibleTextRole: return tr("Fix with Alt+Enter");
    case Qt::ForegroundRole: return m_theme.colours().accent;
    case Qt::FontRole: {
        QFont font;
        font.setUnderline(true);
        return font;
    }
    default: return {};
    }
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    const Problem &problem = m_problems.at(static_cast<std::size_t>(index.row()));
    if (index.column() == FixColumn) return fixData(problem, role);
    if (role == Qt::ToolTipRole) return sentence(problem);
    if (role == Qt::AccessibleTextRole && index.column() == TextColumn) {
        return QString(severityWord(problem.severity) + u", "_s + placeOf(problem) + u": "_s + sentence(problem));
    }
    if (role == Qt::DecorationRole && index.column() == SeverityColumn) {
        const StateLabel::State state = stateOf(problem.severity);
        return iconPixmap(iconOf(state), colourOf(state, m_theme.colours()), 16, 2.0);
    }
    if (role == Qt::ForegroundRole && index.column() != TextColumn) {
        return index.column() == SeverityColumn ? colourOf(stateOf(problem.severity), m_theme.colours())
                                                : m_theme.colours().muted;
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case SeverityColumn: return severityWord(problem.severity);
    case CodeColumn: return QString::fromStdString(problem.code);
    case PlaceColumn: return placeOf(problem);
    default: return sentence(problem);
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case SeverityColumn: return tr("Severity");
    case CodeColumn: return tr("Code");
    case PlaceColumn: return tr("Place");
    case FixColumn: return tr("Fix");
    default: return tr("Problem");
    }
}

} // namespace targetdesk
