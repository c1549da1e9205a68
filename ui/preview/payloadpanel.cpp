// SPDX-License-Identifier: MIT
#include "ui/preview/payloadpanel.h"

#include "ui/editor/bytepositions.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/syntax.h"
#include "ui/preview/sampleselector.h"
#include "ui/problems/problemmarks.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"
#include "workspace/jsonoutline.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// A render that takes longer is told of; most are there before anybody could read it.
constexpr int slowMs = 150;

QToolButton *makeChoice(const QString &id, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(id);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    return button;
}

} // namespace

PayloadPanel::PayloadPanel(const Theme &theme, const Syntax &syntax, QWidget *parent)
    : QWidget(parent)
    , m_samples(new SampleSelector)
    , m_view(new CodeEditor(theme))
    , m_nothing(new QLabel)
    , m_pages(new QStackedWidget)
    , m_validity(new StateLabel(theme))
    , m_note(new StateLabel(theme))
    , m_pretty(makeChoice(u"payloadPretty"_s, tr("Pretty"), tr("With line breaks, for reading")))
    , m_raw(makeChoice(u"payloadRaw"_s, tr("Raw"), tr("The exact text that is sent")))
{
    m_view->setObjectName(u"payloadView"_s);
    m_view->setAccessibleName(tr("Payload"));
    m_view->setReadOnly(true);
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_view->document()->setUndoRedoEnabled(false);
    new CodeHighlighter(m_view->document(), syntax.json(), theme);
    m_validity->setObjectName(u"payloadValidity"_s);
    m_note->setObjectName(u"payloadNote"_s);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 6, 12, 6);
    m_note->hide();
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_nothing->setContentsMargins(24, 32, 24, 24);
    setMuted(*m_nothing);
    setBackground(*m_nothing, QPalette::Base);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_view);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_note);
    layout->addWidget(m_pages, 1);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMs);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        if (!m_shown) return;
        m_view->setStale(true);
        m_validity->setState(StateLabel::State::Neutral, tr("rendering …"));
    });
    setPretty(true);
}

void PayloadPanel::expect()
{
    if (!m_slow.isActive()) m_slow.start();
}

QWidget *PayloadPanel::makeHead()
{
    auto *group = new QButtonGroup(this);
    group->addButton(m_pretty);
    group->addButton(m_raw);
    connect(m_pretty, &QToolButton::clicked, this, [this] { setPretty(true); });
    connect(m_raw, &QToolButton::clicked, this, [this] { setPretty(false); });
    auto *copyButton = new QToolButton;
    copyButton->setObjectName(u"payloadCopy"_s);
    copyButton->setIcon(icon(u"copy"_s));
    copyButton->setAutoRaise(true);
    copyButton->setToolTip(tr("Copy the exact payload"));
    copyButton->setAccessibleName(tr("Copy the payload"));
    connect(copyButton, &QToolButton::clicked, this, &PayloadPanel::copy);

    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(makeHeading(tr("Payload")));
    row->addWidget(m_validity);
    row->addStretch(1);
    row->addWidget(m_pretty);
    row->addWidget(m_raw);
    row->addWidget(copyButton);
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_samples);
    return head;
}

Validity validityOf(const Payload &payload)
{
    if (!payload.rendered) return {StateLabel::State::Error, PayloadPanel::tr("does not render")};
    if (!payload.isJson) return {StateLabel::State::Error, PayloadPanel::tr("not JSON")};
    if (!payload.fitsSchema) return {StateLabel::State::Error, PayloadPanel::tr("against the schema")};
    return {StateLabel::State::Good, PayloadPanel::tr("valid JSON")};
}

void PayloadPanel::show(const std::shared_ptr<const PreviewResult> &result)
{
    const bool sameTarget = m_newest && m_newest->request.target.handle == result->request.target.handle;
    if (!sameTarget) m_shown.reset();
    m_slow.stop();
    m_newest = result;
    const Payload &payload = result->payload;
    if (payload.rendered) m_shown = result;
    const Validity validity = validityOf(payload);
    m_validity->setState(validity.state, validity.text);
    showTexts();
}

void PayloadPanel::showTexts()
{
    if (!m_newest) return;
    const bool stale = m_shown != m_newest;
    QString note;
    if (stale)
        note = m_shown ? tr("The template does not render now; this is the last good payload.") : QString();
    else if (m_newest->cut)
        note = tr("Only the first 2 MiB are shown; Copy takes all.");
    m_note->setState(stale ? StateLabel::State::Warning : StateLabel::State::Info, note);
    m_note->setVisible(!note.isEmpty());
    m_view->setStale(stale);
    if (!m_shown) {
        m_nothing->setText(tr("No payload yet: the template does not render. The problems below say why."));
        m_pages->setCurrentIndex(0);
        Q_EMIT shown();
        return;
    }
    m_view->setLights({});
    m_view->setDimmed({});
    setText(m_isPretty ? m_shown->pretty : m_shown->raw);
    // Long lines are broken for the eye, so a line and a column of the payload are not those of the view.
    const auto positionOf = [this](std::size_t byte) {
        return BytePositions(m_text).position((m_isPretty ? m_shown->prettyPlaces : m_shown->rawPlaces).toShown(byte));
    };
    m_view->setMarks(stale ? std::vector<EditorMark>() : payloadMarksOf(m_newest->payload.problems, positionOf));
    m_pages->setCurrentIndex(1);
    Q_EMIT shown();
}

// A key press changes little of a payload: only that is laid out anew.
void PayloadPanel::setText(const QString &text)
{
    if (text == m_text) return;
    const auto [oldHead, newHead] = std::mismatch(m_text.cbegin(), m_text.cend(), text.cbegin(), text.cend());
    auto head = oldHead - m_text.cbegin();
    if (head > 0 && m_text[head - 1].isHighSurrogate()) --head;
    const auto rest = std::min(m_text.size(), text.size()) - head;
    qsizetype tail = 0;
    while (tail < rest && m_text[m_text.size() - 1 - tail] == text[text.size() - 1 - tail])
        ++tail;
    if (tail > 0 && text[text.size() - tail].isLowSurrogate()) --tail;
    // The document has one character for \r\n.
    const bool isSame = !m_text.contains(u'\r') && !text.contains(u'\r');
    if (isSame && text.size() - head - tail < 20'000 && m_text.size() - head - tail < 20'000 && !m_text.isEmpty()) {
        QTextCursor cursor(m_view->document());
        cursor.setPosition(static_cast<int>(head));
        cursor.setPosition(static_cast<int>(m_text.size() - tail), QTextCursor::KeepAnchor);
        cursor.insertText(text.mid(head, text.size() - head - tail));
    } else {
        const int scroll = m_view->verticalScrollBar()->value();
        m_view->setPlainText(text);
        m_view->verticalScrollBar()->setValue(scroll);
    }
    m_text = text;
}

void PayloadPanel::showNothing(const QString &why)
{
    m_slow.stop();
    m_newest.reset();
    m_shown.reset();
    m_validity->setState(StateLabel::State::Neutral, {});
    m_note->hide();
    m_nothing->setText(why);
    m_pages->setCurrentIndex(0);
    Q_EMIT shown();
}

void PayloadPanel::setPretty(bool pretty)
{
    const bool other = pretty != m_isPretty;
    m_isPretty = pretty;
    m_pretty->setChecked(pretty);
    m_raw->setChecked(!pretty);
    showTexts();
    if (other) Q_EMIT prettyChanged(pretty);
}

void PayloadPanel::goToPath(std::string path)
{
    const auto result = current();
    if (!result || !result->payload.isJson || result->cut) return;
    const JsonOutline outline(result->payload.text);
    int index = outline.find(path);
    while (index < 0 && !path.empty()) {
        const std::size_t step = path.find_last_of(".[");
        path.erase(step == std::string::npos ? 0 : step);
        index = outline.find(path);
    }
    if (index < 0) return;
    const TextPlaces &places = m_isPretty ? result->prettyPlaces : result->rawPlaces;
    const BytePositions positions(m_text);
    QTextCursor cursor = m_view->textCursor();
    cursor.setPosition(positions.position(places.toShown(outline.node(index).begin)));
    // The last character's place and one more: white space behind it is not part of it.
    cursor.setPosition(positions.position(places.toShown(outline.node(index).end - 1) + 1), QTextCursor::KeepAnchor);
    m_view->setTextCursor(cursor);
    m_view->reveal(cursor.anchor());
}

void PayloadPanel::copy() const
{
    if (m_shown) QGuiApplication::clipboard()->setText(QString::fromStdString(m_shown->payload.text));
}

void PayloadPanel::zoom(int steps)
{
    m_view->zoom(steps);
}

} // namespace targetdesk
