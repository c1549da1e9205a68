// SPDX-License-Identifier: MIT
#include "ui/editor/findbar.h"

#include "ui/editor/documenttext.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"
#include "ui/theme/statelabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QLineEdit *makeField(const QString &id, const QString &name)
{
    auto *field = new QLineEdit;
    field->setObjectName(id);
    field->setAccessibleName(name);
    field->setPlaceholderText(name);
    field->setClearButtonEnabled(true);
    return field;
}

} // namespace

FindBar::FindBar(const Theme &theme, CodeEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_find(makeField(u"findText"_s, tr("Find")))
    , m_replace(makeField(u"replaceText"_s, tr("Replace with")))
    , m_case(makeSwitch(u"findCase"_s, u"Aa"_s, tr("Match case")))
    , m_word(makeSwitch(u"findWord"_s, u"|w|"_s, tr("Whole words only")))
    , m_pattern(makeSwitch(u"findPattern"_s, u".*"_s, tr("Regular expression")))
    , m_replaceRow(new QWidget)
    , m_state(new StateLabel(theme))
{
    layOut();
    connect(m_find, &QLineEdit::textChanged, this, &FindBar::search);
    connect(&editor, &QPlainTextEdit::textChanged, this, &FindBar::search);
    connect(&editor, &CodeEditor::documentChanged, this, &FindBar::search);
    connect(&editor, &QPlainTextEdit::cursorPositionChanged, this, &FindBar::showCount);
    for (QLineEdit *field : {m_find, m_replace})
        field->installEventFilter(this);
    hide();
}

void FindBar::layOut()
{
    m_state->setObjectName(u"findState"_s);
    auto *previous = new QToolButton;
    auto *next = new QToolButton;
    auto *close = new QToolButton;
    const std::tuple<QToolButton *, const char16_t *, QString> tools[] = {
        {previous, u"up", tr("Previous match")}, {next, u"down", tr("Next match")}, {close, u"close", tr("Close")}};
    for (const auto &[button, name, tip] : tools) {
        button->setIcon(icon(QString(name)));
        button->setAutoRaise(true);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
    }
    close->setObjectName(u"findClose"_s);
    connect(previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next, &QToolButton::clicked, this, [this] { step(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::end);

    auto *find = new QHBoxLayout;
    find->setSpacing(4);
    find->addWidget(m_find, 1);
    for (QToolButton *button : {m_case, m_word, m_pattern, previous, next})
        find->addWidget(button);
    find->addWidget(close);
    auto *replace = new QHBoxLayout(m_replaceRow);
    replace->setContentsMargins(0, 0, 0, 0);
    replace->setSpacing(4);
    replace->addWidget(m_replace, 1);
    auto *one = makeButton(u"replaceOne"_s, tr("Replace"));
    auto *all = makeButton(u"replaceAll"_s, tr("Replace all"));
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    replace->addWidget(one);
    replace->addWidget(all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(find);
    layout->addWidget(m_replaceRow);
    layout->addWidget(m_state);
    setBackground(*this, QPalette::Window);
}

QToolButton *FindBar::makeSwitch(const QString &id, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(id);
    button->setText(text);
    button->setCheckable(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    connect(button, &QToolButton::toggled, this, &FindBar::search);
    return button;
}

QPushButton *FindBar::makeButton(const QString &id, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(id);
    return button;
}

void FindBar::begin(bool replace)
{
    const QString selected = m_editor.textCursor().selectedText();
    const bool isWithinLine = !selected.isEmpty() && !selected.contains(QChar(QChar::ParagraphSeparator));
    m_replaceRow->setVisible(replace && !m_editor.isReadOnly());
    show();
    if (isWithinLine && !m_pattern->isChecked()) m_find->setText(selected);
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    search();
}

void FindBar::end()
{
    hide();
    m_editor.setMatches({});
    m_editor.setFocus(Qt::OtherFocusReason);
}

void FindBar::search()
{
    if (isHidden()) return;
    m_search = TextSearch({m_find->text(), m_case->isChecked(), m_word->isChecked(), m_pattern->isChecked()});
    m_matches = m_search.matches(rawTextOf(*m_editor.document()));
    m_editor.setMatches(m_matches);
    showCount();
}

int FindBar::currentMatch() const
{
    const QTextCursor cursor = m_editor.textCursor();
    const SearchMatch selected{cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()};
    const auto found = std::find(m_matches.begin(), m_matches.end(), selected);
    return found == m_matches.end() ? -1 : static_cast<int>(found - m_matches.begin());
}

void FindBar::showCount()
{
    if (isHidden()) return;
    if (const QString error = m_search.error(); !error.isEmpty()) {
        m_state->setState(StateLabel::State::Error, error);
        return;
    }
    const int count = static_cast<int>(m_matches.size());
    const int current = currentMatch();
    m_state->setState(StateLabel::State::Neutral, m_find->text().isEmpty() ? QString()
                                                  : count == 0             ? tr("no match")
                                                  : current < 0            ? tr("%n match(es)", nullptr, count)
                                                                           : tr("%1 of %2").arg(current + 1).arg(count));
}

void FindBar::select(const SearchMatch &match)
{
    QTextCursor cursor = m_editor.textCursor();
    cursor.setPosition(match.position);
    cursor.setPosition(match.position + match.length, QTextCursor::KeepAnchor);
    m_editor.setTextCursor(cursor);
    m_editor.ensureCursorVisible();
}

void FindBar::step(int by)
{
    if (isHidden()) return begin(false);
    if (m_matches.empty()) return;
    const QTextCursor cursor = m_editor.textCursor();
    if (by > 0) {
        const auto next = std::find_if(m_matches.begin(), m_matches.end(),
                                       [&](const SearchMatch &match) { return match.position >= cursor.selectionEnd(); });
        select(next == m_matches.end() ? m_matches.front() : *next);
    } else {
        const auto previous = std::find_if(m_matches.rbegin(), m_matches.rend(), [&](const SearchMatch &match) {
            return match.position + match.length <= cursor.selectionStart();
        });
        select(previous == m_matches.rend() ? m_matches.back() : *previous);
    }
}

void FindBar::replaceOne()
{
    const int current = currentMatch();
    if (current < 0) return step(1);
    const SearchMatch match = m_matches[static_cast<std::size_t>(current)];
    QTextCursor cursor = m_editor.textCursor();
    cursor.insertText(m_search.replacement(rawTextOf(*m_editor.document()), match, m_replace->text()));
    m_editor.setTextCursor(cursor);
    step(1);
}

void FindBar::replaceAll()
{
    const QString text = rawTextOf(*m_editor.document());
    const std::vector<SearchMatch> matches = m_matches;
    QTextCursor cursor(m_editor.document());
    cursor.beginEditBlock();
    for (auto match = matches.rbegin(); match != matches.rend(); ++match) { // from behind, so that places stay
        cursor.setPosition(match->position);
        cursor.setPosition(match->position + match->length, QTextCursor::KeepAnchor);
        cursor.insertText(m_search.replacement(text, *match, m_replace->text()));
    }
    cursor.endEditBlock();
    m_state->setState(StateLabel::State::Neutral, tr("%n replaced", nullptr, static_cast<int>(matches.size())));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape) {
        end();
        return true;
    }
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter) return QWidget::eventFilter(watched, event);
    if (watched == m_replace)
        replaceOne();
    else
        step(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    return true;
}

} // namespace targetdesk
