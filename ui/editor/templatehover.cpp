// SPDX-License-Identifier: MIT
#include "ui/editor/templatehover.h"

#include "ui/editor/codeeditor.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/hovertext.h"

#include <QAccessible>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {
constexpr int panelWidth = 560; ///< a chain of filters is a table
constexpr int narrowWidth = 360;
constexpr int gap = 6;
} // namespace

TemplateHover::TemplateHover(const Theme &theme, CodeEditor &editor, const EditorContext &context)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
    , m_context(context)
{
    editor.installEventFilter(this);
    editor.viewport()->installEventFilter(this);
    connect(&editor, &CodeEditor::hovered, this, &TemplateHover::showAt);
    connect(&editor, &CodeEditor::documentChanged, this, &TemplateHover::close);
    connect(&editor, &QPlainTextEdit::textChanged, this, &TemplateHover::close);
    connect(editor.verticalScrollBar(), &QScrollBar::valueChanged, this, &TemplateHover::close);
}

bool TemplateHover::isOpen() const
{
    return m_panel && m_panel->isVisible();
}

void TemplateHover::close()
{
    if (m_panel) m_panel->hide();
}

void TemplateHover::showAtCursor()
{
    showAt(m_editor.textCursor().position());
}

void TemplateHover::showAt(int position)
{
    DocumentStructure *structure = m_editor.structure();
    if (!structure) return;
    const Utf8Map &map = structure->map();
    const bool isTraced = m_context.traced && m_context.traced->source() == structure->scan().source();
    const TracedValues *traced = isTraced ? m_context.traced.get() : nullptr;
    auto hover = hoverAt(structure->scan(), map.byteOf(position), *m_context.samples, m_context.extensions, traced);
    if (!hover && position > 0)
        hover = hoverAt(structure->scan(), map.byteOf(position - 1), *m_context.samples, m_context.extensions, traced);
    const std::vector<EditorMark> marks = m_editor.marksAt(position);
    if (!hover && marks.empty()) {
        close();
        return;
    }
    m_begin = hover ? map.positionOf(hover->begin) : marks.front().position;
    m_end = hover ? map.positionOf(hover->end) : marks.front().position + marks.front().length;
    makePanel();
    m_text->setMinimumWidth(hover && !hover->steps.empty() ? panelWidth : narrowWidth);
    m_text->setText(hoverText(marks, hover, m_theme.colours()));
    QTextCursor start = m_editor.textCursor();
    start.setPosition(m_begin);
    const QRect place = m_editor.cursorRect(start);
    const QPoint corner = m_editor.viewport()->mapTo(m_editor.window(), place.topLeft());
    m_panel->adjustSize();
    const int room = m_editor.window()->height();
    const bool isBelow = corner.y() + place.height() + gap + m_panel->height() <= room || corner.y() < m_panel->height() + gap;
    m_panel->move(std::clamp(corner.x(), 4, std::max(4, m_editor.window()->width() - m_panel->width() - 4)),
                  isBelow ? corner.y() + place.height() + gap : corner.y() - gap - m_panel->height());
    m_panel->raise();
    m_panel->show();
    QAccessibleEvent event(m_text, QAccessible::Alert); // read out without taking the focus
    QAccessible::updateAccessibility(&event);
}

void TemplateHover::makePanel()
{
    if (m_panel) return;
    m_panel = new QFrame(m_editor.window());
    m_panel->setObjectName(u"hoverPanel"_s);
    m_panel->setFrameShape(QFrame::StyledPanel);
    m_panel->setAutoFillBackground(true);
    m_panel->setBackgroundRole(QPalette::Base);
    m_panel->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_text = new QLabel;
    m_text->setObjectName(u"hoverText"_s);
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setMaximumWidth(panelWidth);
    m_text->setMargin(8);
    auto *layout = new QVBoxLayout(m_panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
}

bool TemplateHover::isAway(const QPoint &viewportPosition) const
{
    QTextCursor begin = m_editor.textCursor();
    QTextCursor end = begin;
    begin.setPosition(m_begin);
    end.setPosition(m_end);
    return !m_editor.cursorRect(begin).united(m_editor.cursorRect(end)).adjusted(-8, -gap, 8, gap).contains(viewportPosition);
}

bool TemplateHover::eventFilter(QObject *watched, QEvent *event)
{
    if (!isOpen()) return false;
    switch (event->type()) {
    case QEvent::MouseMove:
        if (isAway(static_cast<QMouseEvent *>(event)->position().toPoint())) close();
        return false;
    case QEvent::MouseButtonPress:
    case QEvent::FocusOut: close(); return false;
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress: {
        const bool isEscape = watched == &m_editor && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
        if (event->type() == QEvent::ShortcutOverride) {
            if (isEscape) event->accept();
            return isEscape;
        }
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isModifier = key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt;
        if (!isModifier) close();
        return isEscape;
    }
    default: return false;
    }
}

} // namespace targetdesk
