// SPDX-License-Identifier: MIT
#pragma once

#include "twig/registry.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace targetdesk {

/// The built-in manual: every tag, filter, function, test and operator, with a search over all of them. Stays open beside the
/// window.
class HelpWindow : public QDialog
{
    Q_OBJECT
public:
    HelpWindow(const Theme &theme, QWidget *parent);

    /// Shows a page; without one, the list with the search.
    void begin(const twig::SymbolInfo *symbol);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void showPage();

    const Theme &m_theme;
    QLineEdit *m_search;
    QListWidget *m_list;
    QTextBrowser *m_page;
};

} // namespace targetdesk
