// SPDX-License-Identifier: MIT
#include "ui/preview/provenancelink.h"

#include "ui/editor/documenttext.h"
#include "ui/preview/payloadpanel.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace targetdesk {

ProvenanceLink::ProvenanceLink(CodeEditor &editor, PayloadPanel &payload, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_payload(payload)
{
    CodeEditor &view = payload.view();
    for (QWidget *watched : {editor.viewport(), view.viewport(), static_cast<QWidget *>(&view)})
        watched->installEventFilter(this);
    connect(&payload, &PayloadPanel::shown, this, &ProvenanceLink::takeResult);
    connect(&editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!m_isJumping) choose(templateChoice());
    });
    for (const auto signal : {&QPlainTextEdit::cursorPositionChanged, &QPlainTextEdit::selectionChanged}) {
        connect(&view, signal, this, [this, &view] {
            if (view.hasFocus()) choose(payloadChoice());
        });
    }
}

void ProvenanceLink::setActive(bool active)
{
    if (active == m_isActive) return;
    m_isActive = active;
    takeResult();
}

void ProvenanceLink::takeResult()
{
    m_hovered = {};
    m_result = m_isActive ? m_payload.current() : nullptr;
    if (m_result && !m_result->provenance) m_result.reset();
    m_document = m_editor.document();
    m_revision = -1;
    if (m_result) {
        const QString source = QString::fromStdString(m_result->provenance->source());
        m_sourcePlaces = BytePositions(source);
        m_shownPlaces = BytePositions(m_payload.isPretty() ? m_result->pretty : m_result->raw);
        m_places = m_payload.isPretty() ? &m_result->prettyPlaces : &m_result->rawPlaces;
        const LineEnding ending = lineEndingOf(m_result->provenance->source());
        if (sourceOf(*m_document, ending) == m_result->provenance->source()) m_revision = m_document->revision();
        std::vector<EditorSpan> dimmed;
        for (const TextSpan &span : m_result->provenance->constantText()) {
            const EditorSpan shown = shownSpan(span);
            if (shown.length > 0) dimmed.push_back(shown);
        }
        m_payload.view().setDimmed(std::move(dimmed));
    } else {
        m_payload.view().setDimmed({});
    }
    // What was chosen may stand elsewhere now.
    if (m_chosen.from == From::Template) m_chosen = templateChoice();
    if (m_chosen.from == From::Payload) m_chosen = payloadChoice();
    refresh();
}

bool ProvenanceLink::isTemplateCurrent() const
{
    return m_document && m_document == m_editor.document() && m_document->revision() == m_revision;
}

TextSpan ProvenanceLink::payloadBytes(int from, int to) const
{
    const std::size_t begin = m_places->toOriginal(m_shownPlaces.byte(from));
    const std::size_t end = m_places->toOriginal(m_shownPlaces.byte(to));
    return {begin, std::max(end, begin + 1)};
}

EditorSpan ProvenanceLink::shownSpan(const TextSpan &span) const
{
    const int begin = m_shownPlaces.position(m_places->toShown(span.begin));
    // The last character's place and one more: white space behind it is not part of it.
    const int end = span.end > span.begin ? m_shownPlaces.position(m_places->toShown(span.end - 1) + 1) : begin;
    return {begin, std::max(0, end - begin)};
}

EditorSpan ProvenanceLink::sourceSpan(const TextSpan &span) const
{
    const int begin = m_sourcePlaces.position(span.begin);
    return {begin, m_sourcePlaces.position(span.end) - begin};
}

ProvenanceLink::Choice ProvenanceLink::templateChoice() const
{
    const QTextCursor cursor = m_editor.textCursor();
    const std::size_t begin = m_sourcePlaces.byte(cursor.selectionStart());
    return {From::Template, {begin, m_sourcePlaces.byte(cursor.selectionEnd())}, {}};
}

ProvenanceLink::Choice ProvenanceLink::payloadChoice() const
{
    if (!m_result) return {};
    const QTextCursor cursor = m_payload.view().textCursor();
    return {From::Payload, payloadBytes(cursor.selectionStart(), cursor.selectionEnd()), {}};
}

void ProvenanceLink::choosePath(const std::string &path)
{
    choose({path.empty() ? From::Nothing : From::Context, {}, path});
    if (!m_payload.view().lights().empty()) m_payload.view().reveal(m_payload.view().lights().front().position);
    if (!m_editor.lights().empty()) m_editor.reveal(m_editor.lights().front().position);
}

void ProvenanceLink::choose(const Choice &choice)
{
    if (choice == m_chosen) return;
    m_chosen = choice;
    m_hovered = {};
    refresh();
    if (choice.from == From::Template && !m_payload.view().lights().empty())
        m_payload.view().reveal(m_payload.view().lights().front().position);
}

void ProvenanceLink::hover(const Choice &choice)
{
    if (choice == m_hovered) return;
    m_hovered = choice;
    refresh();
}

void ProvenanceLink::refresh()
{
    OriginView view;
    const Choice &choice = m_hovered.from != From::Nothing ? m_hovered : m_chosen;
    m_editor.setLights({});
    m_payload.view().setLights({});
    // While one types, what is said stays until the new payload is there.
    if (m_result && choice.from == From::Template && !isTemplateCurrent()) return;
    if (m_result) {
        switch (choice.from) {
        case From::Payload: lightPayload(view, choice.span); break;
        case From::Template: lightTemplate(view, choice.span.begin); break;
        case From::Context: lightPath(view, choice.path); break;
        case From::Nothing: break;
        }
    }
    Q_EMIT changed(view);
}

void ProvenanceLink::setLights(const std::vector<TextSpan> &source, const std::vector<TextSpan> &printed)
{
    std::vector<EditorSpan> spans;
    if (isTemplateCurrent()) {
        for (const TextSpan &span : source)
            spans.push_back(sourceSpan(span));
    }
    m_editor.setLights(std::move(spans));
    spans.clear();
    for (const TextSpan &span : printed)
        spans.push_back(shownSpan(span));
    m_payload.view().setLights(std::move(spans));
}

void ProvenanceLink::lightPayload(OriginView &view, const TextSpan &span)
{
    std::vector<TextSpan> source;
    std::vector<TextSpan> printed;
    for (std::size_t at = span.begin; at < span.end;) {
        auto origin = m_result->provenance->at(at);
        if (!origin) break;
        at = std::max(at + 1, origin->output.end);
        if (origin->isConstant && view.origin) continue;
        if (origin->isOwnTemplate) source.push_back(origin->source);
        if (!origin->isConstant) printed.push_back(origin->output);
        for (const OriginPath &path : origin->paths)
            view.paths.push_back(path.path);
        if (!view.origin || view.origin->isConstant) view.origin = std::move(origin);
    }
    view.printed = printed.size();
    setLights(source, printed);
}

void ProvenanceLink::lightTemplate(OriginView &view, std::size_t offset)
{
    view.origin = m_result->provenance->expressionAt(offset);
    if (!view.origin) return;
    for (const OriginPath &path : view.origin->paths)
        view.paths.push_back(path.path);
    const std::vector<TextSpan> printed = m_result->provenance->printedBy(view.origin->source.begin);
    view.printed = printed.size();
    setLights({view.origin->source}, printed);
}

void ProvenanceLink::lightPath(OriginView &view, const std::string &path)
{
    const std::vector<TextSpan> printed = m_result->provenance->printedFrom(path);
    view.path = path;
    view.paths = {path};
    view.printed = printed.size();
    if (!printed.empty()) view.origin = m_result->provenance->at(printed.front().begin);
    setLights(m_result->provenance->expressionsReading(path), printed);
}

void ProvenanceLink::showStep(const TextSpan &source, bool isOwnTemplate, std::size_t printedUntil, bool reveals)
{
    if (!m_result) return;
    setLights(isOwnTemplate ? std::vector<TextSpan>{source} : std::vector<TextSpan>(),
              printedUntil > 0 ? std::vector<TextSpan>{{0, printedUntil}} : std::vector<TextSpan>());
    if (!reveals) return;
    if (!m_editor.lights().empty()) m_editor.reveal(m_editor.lights().front().position);
    // The end of what is printed so far is where the payload grows.
    if (!m_payload.view().lights().empty()) {
        const EditorSpan printed = m_payload.view().lights().front();
        m_payload.view().reveal(printed.position + printed.length);
    }
}

void ProvenanceLink::goToCause()
{
    if (!revealCause()) return;
    m_isJumping = true;
    m_editor.setFocus(Qt::OtherFocusReason);
    m_isJumping = false;
}

bool ProvenanceLink::revealCause()
{
    if (m_editor.lights().empty()) return false;
    Q_EMIT templateWanted();
    m_isJumping = true;
    QTextCursor cursor = m_editor.textCursor();
    cursor.setPosition(m_editor.lights().front().position);
    m_editor.setTextCursor(cursor);
    m_editor.reveal(cursor.position());
    m_isJumping = false;
    return true;
}

ProvenanceLink::Choice ProvenanceLink::choiceAt(const CodeEditor &view, const QPoint &viewportPosition) const
{
    if (!m_result) return {};
    const int position = view.positionUnder(viewportPosition);
    if (position < 0) return {};
    if (&view == &m_editor) {
        const std::size_t byte = m_sourcePlaces.byte(position);
        if (!isTemplateCurrent() || !m_result->provenance->expressionAt(byte)) return {};
        return {From::Template, {byte, byte}, {}};
    }
    return {From::Payload, payloadBytes(position, position), {}};
}

// The template's cursor goes along; the focus stays, so that one can go on reading.
void ProvenanceLink::jumpFromPayload(const QPoint &viewportPosition)
{
    const Choice choice = choiceAt(m_payload.view(), viewportPosition);
    if (choice.from == From::Nothing) return;
    m_chosen = choice;
    m_hovered = {};
    refresh();
    revealCause();
}

bool ProvenanceLink::eventFilter(QObject *watched, QEvent *event)
{
    CodeEditor &view = m_payload.view();
    CodeEditor *over = watched == view.viewport() ? &view : watched == m_editor.viewport() ? &m_editor : nullptr;
    switch (event->type()) {
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (over && mouse->buttons() == Qt::NoButton) hover(choiceAt(*over, mouse->position().toPoint()));
        break;
    }
    case QEvent::Leave:
        if (over) hover({});
        break;
    case QEvent::MouseButtonRelease: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (over == &view && mouse->button() == Qt::LeftButton && !view.textCursor().hasSelection())
            jumpFromPayload(mouse->position().toPoint());
        break;
    }
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (watched == &view && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            goToCause();
            return true;
        }
        break;
    }
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace targetdesk
