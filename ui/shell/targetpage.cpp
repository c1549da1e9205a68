// SPDX-License-Identifier: MIT
#include "ui/shell/targetpage.h"

#include "ui/editor/codeeditor.h"
#include "ui/editor/editornotice.h"
#include "ui/editor/findbar.h"
#include "ui/editor/templatetools.h"
#include "ui/history/historypanel.h"
#include "ui/matrix/matrixpanel.h"
#include "ui/settings/settingspanel.h"
#include "ui/shell/targetdocument.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"
#include "ui/theme/statelabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

TargetPage::TargetPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel)
    , m_handle(new ElidedLabel)
    , m_unsaved(new StateLabel(theme))
    , m_tabs(new QTabBar)
    , m_line(new QLineEdit)
    , m_pages(new QStackedWidget)
    , m_editor(new CodeEditor(theme))
    , m_matrix(new MatrixPanel(theme))
    , m_findBar(new FindBar(theme, *m_editor))
    , m_notice(new EditorNotice(theme))
    , m_tools(new TemplateTools(theme, *m_editor, *m_notice))
    , m_settings(new SettingsPanel(theme))
    , m_history(new HistoryPanel(theme))
{
    m_editor->setObjectName(u"templateEditor"_s);
    m_editor->setAccessibleName(tr("Template"));
    m_editor->enableTemplates();
    m_settings->setObjectName(u"targetSettings"_s);
    m_settings->setAccessibleName(tr("Settings of the target"));
    m_pages->addWidget(makeTemplatePage());
    m_pages->addWidget(m_matrix);
    m_pages->addWidget(m_settings);
    m_pages->addWidget(m_history);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        Q_EMIT tabShown(static_cast<Tab>(index));
    });
    connect(m_matrix, &MatrixPanel::summaryChanged, this, [this](const QString &summary) {
        m_tabs->setTabText(CoverageTab, summary.isEmpty() ? tr("Coverage") : tr("Coverage %1").arg(summary));
    });
    connect(m_line, &QLineEdit::returnPressed, this, &TargetPage::goToTypedLine);
}

QWidget *TargetPage::makeHead()
{
    QFont font = m_name->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    m_name->setFont(font);
    m_name->setObjectName(u"targetName"_s);
    setMuted(*m_handle);
    m_unsaved->setObjectName(u"unsavedMark"_s);
    m_tabs->addTab(icon(u"template"_s), tr("Template"));
    m_tabs->addTab(icon(u"good"_s), tr("Coverage"));
    m_tabs->addTab(icon(u"sliders"_s), tr("Settings"));
    m_tabs->addTab(icon(u"clock"_s), tr("History"));
    m_tabs->setObjectName(u"targetTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the target"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_line->setObjectName(u"goToLine"_s);
    m_line->setAccessibleName(tr("Line to go to"));
    m_line->setPlaceholderText(tr("line or line:column"));
    m_line->setMaximumWidth(160);
    m_line->installEventFilter(this);
    m_line->hide();

    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(16, 10, 12, 0);
    layout->setSpacing(2);
    auto *names = new QHBoxLayout;
    names->setSpacing(10);
    names->addWidget(m_name);
    names->addWidget(m_handle);
    names->addStretch(0);
    names->addWidget(m_unsaved);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(0, 0, 0, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    tabs->addWidget(m_line);
    layout->addLayout(names);
    layout->addLayout(tabs);
    return head;
}

QWidget *TargetPage::makeTemplatePage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_findBar);
    layout->addWidget(m_notice);
    layout->addWidget(m_editor, 1);
    return page;
}

void TargetPage::setDocument(TargetDocument *document)
{
    m_document = document;
    m_notice->hide();
    m_editor->setMarks({});
    m_editor->setDocument(&document->text());
    document->text().setDefaultFont(m_editor->font());
    m_settings->setTarget(document->current());
    refresh();
}

void TargetPage::clearDocument()
{
    m_document = nullptr;
    m_editor->setMarks({});
    m_editor->setDocument(CodeEditor::makeDocument(m_editor));
}

void TargetPage::refresh()
{
    if (!m_document) return;
    const Target &saved = m_document->saved();
    m_name->setFullText(QString::fromStdString(saved.name));
    m_handle->setFullText(QString::fromStdString(saved.handle));
    const bool kept = m_document->isKept();
    if (!m_document->isModified())
        m_unsaved->setState(StateLabel::State::Good, tr("saved"));
    else if (kept)
        m_unsaved->setState(StateLabel::State::Info, tr("unsaved, draft kept"));
    else
        m_unsaved->setState(StateLabel::State::Warning, tr("unsaved"));
}

void TargetPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

TargetPage::Tab TargetPage::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void TargetPage::askForLine()
{
    showTab(TemplateTab);
    m_line->show();
    m_line->clear();
    m_line->setFocus(Qt::ShortcutFocusReason);
}

void TargetPage::goToTypedLine()
{
    const QStringList parts = m_line->text().split(u':');
    m_line->hide();
    m_editor->goTo(std::max(1, parts.value(0).toInt()), std::max(1, parts.value(1).toInt()));
}

bool TargetPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line) {
        const bool escape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
        if (escape || event->type() == QEvent::FocusOut) {
            m_line->hide();
            if (escape) m_editor->setFocus();
            return escape;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace targetdesk
