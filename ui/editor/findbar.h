// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/codeeditor.h"
#include "ui/editor/textsearch.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;

namespace targetdesk {

class StateLabel;

/// Find and replace above an editor: marks every match as one types, counts them, walks them, replaces one or all.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    FindBar(const Theme &theme, CodeEditor &editor, QWidget *parent = nullptr);

    /// Shows the bar with the selection (within one line) as what to look for.
    void begin(bool replace);
    /// Hides it and goes back to the editor.
    void end();
    /// From the cursor, round the text's end.
    void step(int by);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *makeSwitch(const QString &id, const QString &text, const QString &tip);
    QPushButton *makeButton(const QString &id, const QString &text);
    void layOut();
    void search();
    void showCount();
    int currentMatch() const;
    void select(const SearchMatch &match);
    void replaceOne();
    void replaceAll();

    CodeEditor &m_editor;
    QLineEdit *m_find;
    QLineEdit *m_replace;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_pattern;
    QWidget *m_replaceRow;
    StateLabel *m_state;
    TextSearch m_search;
    std::vector<SearchMatch> m_matches;
};

} // namespace targetdesk
