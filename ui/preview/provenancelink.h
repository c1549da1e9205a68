// SPDX-License-Identifier: MIT
#pragma once

#include "payload/provenance.h"
#include "ui/editor/bytepositions.h"
#include "ui/editor/codeeditor.h"
#include "ui/preview/previewrunner.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QTextDocument;

namespace targetdesk {

class PayloadPanel;

/// What is shown about one place: of the payload, the template or the context.
struct OriginView
{
    std::optional<Origin> origin;   ///< nothing: nothing was printed there
    std::string path;               ///< when a path of the context was chosen
    std::size_t printed = 0;        ///< how often it, or what the expression says, was printed
    std::vector<std::string> paths; ///< of the context, to light up
};

/// Lights up in template, payload and context what belongs together: under the pointer, else at the cursor of the editor that
/// was used last. Clicking in the payload moves the template's cursor to the cause. User interface thread.
class ProvenanceLink : public QObject
{
    Q_OBJECT
public:
    /// Both outlive the link.
    ProvenanceLink(CodeEditor &editor, PayloadPanel &payload, QObject *parent = nullptr);

    /// Off: nothing lights up, nothing is dimmed.
    void setActive(bool active);
    bool isActive() const { return m_isActive; }
    /// A path of the context was chosen.
    void choosePath(const std::string &path);
    /// The template's cursor goes to the cause of what is chosen, and the editor takes the focus.
    void goToCause();
    /// The current result with its places, or nothing: for those who show more about it.
    const std::shared_ptr<const PreviewResult> &result() const { return m_result; }
    /// Lights up a stretch of the template, and what was printed until an offset of the payload, instead of what is chosen;
    /// `reveals`: both are scrolled to.
    void showStep(const TextSpan &source, bool isOwnTemplate, std::size_t printedUntil, bool reveals);

Q_SIGNALS:
    void changed(const OriginView &view);
    /// The template's place is shown now: bring its tab to the front.
    void templateWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class From { Nothing, Payload, Template, Context };
    struct Choice
    {
        From from = From::Nothing;
        TextSpan span;    ///< of the payload or the template
        std::string path; ///< of the context
        bool operator==(const Choice &) const = default;
    };

    void takeResult();
    bool isTemplateCurrent() const;
    void choose(const Choice &choice);
    void hover(const Choice &choice);
    void refresh();
    void lightPayload(OriginView &view, const TextSpan &span);
    void lightTemplate(OriginView &view, std::size_t offset);
    void lightPath(OriginView &view, const std::string &path);
    void setLights(const std::vector<TextSpan> &source, const std::vector<TextSpan> &printed);
    void jumpFromPayload(const QPoint &viewportPosition);
    /// Shows the template's tab, its cursor at the cause; false when there is none.
    bool revealCause();
    Choice choiceAt(const CodeEditor &view, const QPoint &viewportPosition) const;
    Choice payloadChoice() const;
    Choice templateChoice() const;
    TextSpan payloadBytes(int from, int to) const;
    EditorSpan shownSpan(const TextSpan &span) const;
    EditorSpan sourceSpan(const TextSpan &span) const;

    CodeEditor &m_editor;
    PayloadPanel &m_payload;
    bool m_isActive = false;
    bool m_isJumping = false;
    std::shared_ptr<const PreviewResult> m_result; ///< with a provenance, or nothing
    BytePositions m_sourcePlaces;
    BytePositions m_shownPlaces;
    const TextPlaces *m_places = nullptr; ///< of m_result
    QPointer<QTextDocument> m_document;   ///< the template's, and which of its states m_result is of
    int m_revision = -1;
    Choice m_chosen;
    Choice m_hovered;
};

} // namespace targetdesk
