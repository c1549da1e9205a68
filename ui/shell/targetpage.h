// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace targetdesk {

class CodeEditor;
class EditorNotice;
class ElidedLabel;
class HistoryPanel;
class MatrixPanel;
class FindBar;
class SettingsPanel;
class StateLabel;
class TargetDocument;
class TemplateTools;

/// The middle of the window: one target, its template or its settings. Shows documents that the window owns.
class TargetPage : public QWidget
{
    Q_OBJECT
public:
    enum Tab { TemplateTab, CoverageTab, SettingsTab, HistoryTab };

    explicit TargetPage(const Theme &theme, QWidget *parent = nullptr);

    CodeEditor &editor() { return *m_editor; }
    FindBar &findBar() { return *m_findBar; }
    TemplateTools &tools() { return *m_tools; }
    SettingsPanel &settings() { return *m_settings; }
    HistoryPanel &history() { return *m_history; }
    MatrixPanel &matrix() { return *m_matrix; }
    /// The document must outlive its being shown.
    void setDocument(TargetDocument *document);
    /// Shows an empty page, before a shown document goes away.
    void clearDocument();
    void showTab(Tab tab);
    Tab tab() const;
    void askForLine();
    /// Name, handle and whether there are unsaved changes, again.
    void refresh();

Q_SIGNALS:
    void tabShown(targetdesk::TargetPage::Tab tab);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeTemplatePage();
    void goToTypedLine();

    TargetDocument *m_document = nullptr;
    ElidedLabel *m_name;
    ElidedLabel *m_handle;
    StateLabel *m_unsaved;
    QTabBar *m_tabs;
    QLineEdit *m_line;
    QStackedWidget *m_pages;
    CodeEditor *m_editor;
    MatrixPanel *m_matrix;
    FindBar *m_findBar;
    EditorNotice *m_notice;
    TemplateTools *m_tools;
    SettingsPanel *m_settings;
    HistoryPanel *m_history;
};

} // namespace targetdesk
