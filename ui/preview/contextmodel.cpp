// SPDX-License-Identifier: MIT
#include "ui/preview/contextmodel.h"

#include "ui/editor/codeeditor.h"

#include <QMimeData>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr std::size_t LongestValue = 400;

} // namespace

ContextModel::ContextModel(const Theme &theme, QObject *parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &ContextModel::repaint);
}

void ContextModel::setContext(const std::string &text)
{
    if (text == m_text && !m_outline.isEmpty()) return;
    beginResetModel();
    m_text = text;
    m_outline = JsonOutline(m_text);
    m_provenance.reset();
    m_children.assign(m_outline.nodes().size(), {});
    m_rows.assign(m_outline.nodes().size(), 0);
    m_lit.assign(m_outline.nodes().size(), false);
    for (int i = 1; i < static_cast<int>(m_outline.nodes().size()); ++i) {
        auto &siblings = m_children[static_cast<std::size_t>(m_outline.node(i).parent)];
        m_rows[static_cast<std::size_t>(i)] = static_cast<int>(siblings.size());
        siblings.push_back(i);
    }
    endResetModel();
}

void ContextModel::setProvenance(std::shared_ptr<const Provenance> provenance)
{
    const bool fits = provenance && provenance->usedNodes().size() == m_outline.nodes().size();
    if (!fits) provenance.reset();
    const bool same = m_provenance && provenance && m_provenance->usedNodes() == provenance->usedNodes();
    m_provenance = std::move(provenance);
    if (!same) repaint();
}

void ContextModel::setLit(const std::vector<std::string> &paths)
{
    std::vector<bool> lit(m_outline.nodes().size(), false);
    for (const std::string &path : paths) {
        const int node = m_outline.find(path);
        if (node > 0) lit[static_cast<std::size_t>(node)] = true;
    }
    if (lit == m_lit) return;
    m_lit = std::move(lit);
    repaint();
}

// Views ask again only for what is in sight.
void ContextModel::repaint()
{
    if (m_outline.isEmpty() || rowCount() == 0) return;
    const QList<int> roles = {Qt::ForegroundRole, Qt::BackgroundRole, Qt::FontRole, Qt::ToolTipRole};
    for (std::size_t node = 0; node < m_children.size(); ++node) {
        if (m_children[node].empty()) continue;
        Q_EMIT dataChanged(indexOfNode(m_children[node].front(), 0), indexOfNode(m_children[node].back(), ColumnCount - 1),
                           roles);
    }
}

int ContextModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : 0;
}

QModelIndex ContextModel::indexOfNode(int node, int column) const
{
    if (node <= 0) return {};
    return createIndex(m_rows[static_cast<std::size_t>(node)], column, static_cast<quintptr>(node));
}

QModelIndex ContextModel::indexOf(const std::string &path) const
{
    return path.empty() ? QModelIndex() : indexOfNode(m_outline.find(path), 0);
}

std::string ContextModel::path(const QModelIndex &index) const
{
    return index.isValid() ? m_outline.path(nodeOf(index)) : std::string();
}

QModelIndex ContextModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount) return {};
    const auto &children = m_children[static_cast<std::size_t>(nodeOf(parent))];
    return createIndex(row, column, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex ContextModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOfNode(m_outline.node(nodeOf(index)).parent, 0) : QModelIndex();
}

int ContextModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0 || m_outline.isEmpty()) return 0;
    return static_cast<int>(m_children[static_cast<std::size_t>(nodeOf(parent))].size());
}

int ContextModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ContextModel::isUsed(int node) const
{
    return !m_provenance || m_provenance->usedNodes()[static_cast<std::size_t>(node)];
}

int ContextModel::leaves() const
{
    return static_cast<int>(std::count_if(m_outline.nodes().begin(), m_outline.nodes().end(),
                                          [](const JsonNode &node) { return node.size == 0 && node.parent >= 0; }));
}

int ContextModel::unusedLeaves() const
{
    int count = 0;
    for (int i = 1; i < static_cast<int>(m_outline.nodes().size()); ++i)
        count += m_outline.node(i).size == 0 && !isUsed(i) ? 1 : 0;
    return count;
}

QString ContextModel::valueOf(int node) const
{
    const JsonNode &one = m_outline.node(node);
    const auto count = static_cast<int>(m_children[static_cast<std::size_t>(node)].size());
    if (one.kind == JsonNode::Kind::Object) return u"{%1}"_s.arg(count);
    if (one.kind == JsonNode::Kind::Array) return u"[%1]"_s.arg(count);
    const std::string_view text = std::string_view(m_text).substr(one.begin, one.end - one.begin);
    if (one.kind != JsonNode::Kind::String) return QString::fromUtf8(text);
    QString value = QString::fromStdString(decodedJsonString(text));
    if (value.size() > static_cast<qsizetype>(LongestValue)) value = value.left(LongestValue) + u'…';
    return u'"' + value.replace(u'\n', u'⏎') + u'"';
}

QString ContextModel::typeOf(int node) const
{
    const JsonNode &one = m_outline.node(node);
    switch (one.kind) {
    case JsonNode::Kind::Object: return tr("object");
    case JsonNode::Kind::Array: return tr("list");
    case JsonNode::Kind::String: return tr("text");
    case JsonNode::Kind::Number: return tr("number");
    case JsonNode::Kind::Word: break;
    }
    return m_text[one.begin] == 'n' ? tr("null") : tr("true or false");
}

QVariant ContextModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    const int node = nodeOf(index);
    const JsonNode &one = m_outline.node(node);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == NameColumn)
            return one.isElement ? u'[' + QString::fromStdString(one.name) + u']' : QString::fromStdString(one.name);
        return index.column() == ValueColumn ? valueOf(node) : typeOf(node);
    case PathRole: return QString::fromStdString(m_outline.path(node));
    case SearchRole:
        return QString(QString::fromStdString(m_outline.path(node)) + u' ' + (one.isContainer() ? QString() : valueOf(node)));
    case IsLeafRole: return !one.isContainer();
    case Qt::ForegroundRole:
        return !isUsed(node) || index.column() == TypeColumn ? QVariant(m_theme.colours().muted) : QVariant();
    case Qt::BackgroundRole: return m_lit[static_cast<std::size_t>(node)] ? QVariant(m_theme.colours().bracket) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setItalic(!isUsed(node));
        font.setBold(m_lit[static_cast<std::size_t>(node)] && index.column() == NameColumn);
        return font;
    }
    case Qt::ToolTipRole: {
        const QString text = QString::fromStdString(m_outline.path(node)) + u" = "_s + valueOf(node);
        return isUsed(node) ? text : text + u'\n' + tr("The template does not read it.");
    }
    case Qt::AccessibleDescriptionRole: return isUsed(node) ? QString() : tr("not read by the template");
    default: return {};
    }
}

QVariant ContextModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case ValueColumn: return tr("Value");
    default: return tr("Type");
    }
}

Qt::ItemFlags ContextModel::flags(const QModelIndex &index) const
{
    return QAbstractItemModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList ContextModel::mimeTypes() const
{
    return {CodeEditor::pathFormat(), u"text/plain"_s};
}

QMimeData *ContextModel::mimeData(const QModelIndexList &indexes) const
{
    const QString dragged = indexes.isEmpty() ? QString() : QString::fromStdString(path(indexes.front()));
    if (dragged.isEmpty()) return nullptr;
    auto *data = new QMimeData; // the drag owns it
    data->setText(dragged);
    data->setData(CodeEditor::pathFormat(), dragged.toUtf8());
    return data;
}

} // namespace targetdesk
