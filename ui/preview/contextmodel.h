// SPDX-License-Identifier: MIT
#pragma once

#include "payload/provenance.h"
#include "ui/theme/theme.h"
#include "workspace/jsonoutline.h"

#include <QAbstractItemModel>
#include <QFont>

#include <memory>
#include <string>
#include <vector>

namespace targetdesk {

/// A context as a tree: names, values, types. What the template does not read is muted and in italics, what belongs to the
/// chosen place is lit.
class ContextModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, TypeColumn, ColumnCount };
    enum Role { PathRole = Qt::UserRole + 1, SearchRole, IsLeafRole };

    explicit ContextModel(const Theme &theme, QObject *parent = nullptr);

    /// JSON text; of what is not JSON the tree is empty.
    void setContext(const std::string &text);
    const std::string &context() const { return m_text; }
    /// Of a render with this context; nothing: all counts as read.
    void setProvenance(std::shared_ptr<const Provenance> provenance);
    /// Paths, and what is inside them.
    void setLit(const std::vector<std::string> &paths);
    QModelIndex indexOf(const std::string &path) const;
    std::string path(const QModelIndex &index) const;
    int unusedLeaves() const;
    int leaves() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // A row is dragged as its path: into the template it becomes an expression (CodeEditor::pathDropped), elsewhere it is text.
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

private:
    int nodeOf(const QModelIndex &index) const;
    QModelIndex indexOfNode(int node, int column) const;
    bool isUsed(int node) const;
    QString valueOf(int node) const;
    QString typeOf(int node) const;
    void repaint();

    const Theme &m_theme;
    std::string m_text;
    JsonOutline m_outline;
    std::vector<std::vector<int>> m_children; ///< by node
    std::vector<int> m_rows;                  ///< by node
    std::shared_ptr<const Provenance> m_provenance;
    std::vector<bool> m_lit; ///< by node
};

} // namespace targetdesk
