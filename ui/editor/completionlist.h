// SPDX-License-Identifier: MIT
#pragma once

#include "editing/completion.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QFrame>

class QLabel;
class QListView;

namespace targetdesk {

/// The list that opens below the cursor: names, values or signatures, in how many samples; below it a line of help for the row
/// that is chosen. Takes no focus: the editor hands the keys on. A child of the window, so that it closes with it.
class CompletionList : public QFrame
{
    Q_OBJECT
public:
    explicit CompletionList(const Theme &theme, QWidget *parent);

    /// Copies the items. `samples`: how many there are in all. Nothing is chosen.
    void setItems(const std::vector<const Completion *> &items, int samples);
    /// Below `place`, above it where there is no room; both in the parent's coordinates.
    void showAt(const QRect &place);
    int count() const;
    /// -1 while nothing is chosen.
    int chosen() const;
    void choose(int row);
    const Completion &item(int row) const { return m_items[static_cast<std::size_t>(row)]; }

Q_SIGNALS:
    void clicked(int row);

private:
    class Model;

    void showHelp();

    std::vector<Completion> m_items;
    Model *m_model;
    QListView *m_view;
    QLabel *m_help;
};

} // namespace targetdesk
