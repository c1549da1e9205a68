// SPDX-License-Identifier: MIT
#include "ui/matrix/matrixmodel.h"

#include "ui/preview/nastynames.h"
#include "ui/problems/modeltext.h"
#include "ui/theme/icons.h"
#include "ui/theme/statelabel.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr quintptr GroupId = 0; ///< of the rows of events; rows of results have their group's number plus one

StateLabel::State stateOf(CheckMark mark)
{
    switch (mark) {
    case CheckMark::Good: return StateLabel::State::Good;
    case CheckMark::Warning: return StateLabel::State::Warning;
    case CheckMark::Bad: return StateLabel::State::Error;
    case CheckMark::New: return StateLabel::State::Info;
    case CheckMark::NotChecked: break;
    }
    return StateLabel::State::Neutral;
}

QString wordOf(CheckMark mark, int column)
{
    switch (mark) {
    case CheckMark::Good: return MatrixModel::tr("yes");
    case CheckMark::Warning:
        // The schema forbids what the event says; the template does all it can.
        return column == MatrixModel::BlanksColumn ? MatrixModel::tr("blanks") : MatrixModel::tr("the data");
    case CheckMark::Bad: return MatrixModel::tr("no");
    case CheckMark::New: return MatrixModel::tr("new");
    case CheckMark::NotChecked: break;
    }
    return u"–"_s;
}

QString nameOfSample(const CheckResult &result)
{
    const QString name = QString::fromStdString(result.what.sample);
    if (result.what.isDraft) return MatrixModel::tr("%1, edited copy").arg(name);
    return result.what.nastiness ? MatrixModel::tr("%1, %2").arg(name, wordsOf(*result.what.nastiness)) : name;
}

} // namespace

MatrixModel::MatrixModel(const Theme &theme, QObject *parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        Q_EMIT layoutChanged(); // the marks have other colours
    });
}

void MatrixModel::clear()
{
    beginResetModel();
    m_groups.clear();
    endResetModel();
}

void MatrixModel::add(const std::shared_ptr<const CheckResult> &result)
{
    auto group =
        std::find_if(m_groups.begin(), m_groups.end(), [&](const Group &one) { return one.event == result->what.event; });
    if (group == m_groups.end()) {
        const int row = static_cast<int>(m_groups.size());
        beginInsertRows({}, row, row);
        m_groups.push_back({result->what.event, {}});
        endInsertRows();
        group = std::prev(m_groups.end());
    }
    const QModelIndex parent = index(static_cast<int>(group - m_groups.begin()), 0);
    const int row = static_cast<int>(group->results.size());
    beginInsertRows(parent, row, row);
    group->results.push_back(result);
    endInsertRows();
}

std::shared_ptr<const CheckResult> MatrixModel::result(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == GroupId) return nullptr;
    return m_groups[index.internalId() - 1].results[static_cast<std::size_t>(index.row())];
}

void MatrixModel::setAccepted(const QModelIndex &index)
{
    if (!result(index)) return;
    auto &held = m_groups[index.internalId() - 1].results[static_cast<std::size_t>(index.row())];
    auto accepted = std::make_shared<CheckResult>(*held);
    if (accepted->marks.expected == CheckMark::Bad) {
        if (accepted->marks.schema != CheckMark::Bad) accepted->state = CheckState::Good;
        std::erase_if(accepted->problems, [](const Problem &problem) { return problem.kind == Problem::Kind::Expected; });
    }
    accepted->marks.expected = CheckMark::Good;
    accepted->changes.clear();
    held = std::move(accepted);
    Q_EMIT dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(ColumnCount - 1));
}

std::vector<QModelIndex> MatrixModel::rows() const
{
    std::vector<QModelIndex> all;
    for (int group = 0; group < rowCount(); ++group) {
        for (int row = 0; row < rowCount(index(group, 0)); ++row)
            all.push_back(index(row, 0, index(group, 0)));
    }
    return all;
}

int MatrixModel::count(CheckState state) const
{
    int count = 0;
    for (const Group &group : m_groups) {
        count += static_cast<int>(std::count_if(group.results.begin(), group.results.end(),
                                                [state](const auto &result) { return result->state == state; }));
    }
    return count;
}

int MatrixModel::countNew() const
{
    int count = 0;
    for (const Group &group : m_groups) {
        count += static_cast<int>(std::count_if(group.results.begin(), group.results.end(),
                                                [](const auto &result) { return result->marks.expected == CheckMark::New; }));
    }
    return count;
}

QModelIndex MatrixModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent)) return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : GroupId);
}

QModelIndex MatrixModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == GroupId) return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, GroupId);
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return static_cast<int>(m_groups.size());
    if (parent.internalId() != GroupId || parent.column() > 0) return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].results.size());
}

int MatrixModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

CheckMark MatrixModel::markOf(const CheckResult &result, int column)
{
    switch (column) {
    case RendersColumn: return result.marks.renders;
    case JsonColumn: return result.marks.json;
    case SchemaColumn: return result.marks.schema;
    case BlanksColumn: return result.marks.blanks;
    case ExpectedColumn: return result.marks.expected;
    default: return CheckMark::NotChecked;
    }
}

QString MatrixModel::textOf(const CheckResult &result, int column) const
{
    switch (column) {
    case SampleColumn: return nameOfSample(result);
    case SizeColumn:
        return result.payloadBytes > 0 ? tr("%1 B").arg(QLocale().toString(static_cast<qulonglong>(result.payloadBytes)))
                                       : QString();
    case NoteColumn: {
        if (result.problems.empty()) return inWindowsLanguage(result.note);
        const Problem &problem = result.problems.front();
        const QString what = inWindowsLanguage(problem.what);
        return problem.line > 0 ? tr("line %1: %2").arg(problem.line).arg(what) : what;
    }
    default: return wordOf(markOf(result, column), column);
    }
}

QVariant MatrixModel::groupData(const Group &group, int column, int role) const
{
    if (column != SampleColumn) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return group.event.empty() ? tr("no event") : QString::fromStdString(group.event);
    if (role == Qt::FontRole) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    return {};
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    if (index.internalId() == GroupId) return groupData(m_groups[static_cast<std::size_t>(index.row())], index.column(), role);
    const CheckResult &one = *result(index);
    const bool isMark = index.column() >= RendersColumn && index.column() <= ExpectedColumn;
    switch (role) {
    case Qt::DisplayRole: return textOf(one, index.column());
    case Qt::ToolTipRole: return textOf(one, NoteColumn);
    case Qt::AccessibleTextRole:
        return isMark ? QString(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u": "_s +
                                textOf(one, index.column()))
                      : textOf(one, index.column());
    case Qt::DecorationRole: {
        const StateLabel::State state = stateOf(markOf(one, index.column()));
        if (!isMark || state == StateLabel::State::Neutral) return {};
        return iconPixmap(iconOf(state), colourOf(state, m_theme.colours()), 14, 2.0);
    }
    case Qt::ForegroundRole:
        if (index.column() == SizeColumn || index.column() == NoteColumn) return m_theme.colours().muted;
        return isMark ? QVariant(colourOf(stateOf(markOf(one, index.column())), m_theme.colours())) : QVariant();
    default: return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case SampleColumn: return tr("Sample");
    case RendersColumn: return tr("Renders");
    case JsonColumn: return tr("JSON");
    case SchemaColumn: return tr("Schema");
    case BlanksColumn: return tr("No blanks");
    case ExpectedColumn: return tr("As expected");
    case SizeColumn: return tr("Size");
    default: return tr("Cause");
    }
}

} // namespace targetdesk
