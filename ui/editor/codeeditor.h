// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/autoclose.h"
#include "ui/editor/textsearch.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QString>

#include <vector>

namespace targetdesk {

class DocumentFolds;
class DocumentStructure;
class EditorGutter;

/// A place in the text that has a problem: a wavy line under it, a mark in the gutter, its text on hover.
struct EditorMark
{
    enum class Severity { Error, Warning, Hint };
    int position = 0; ///< in the document
    int length = 0;
    Severity severity = Severity::Error;
    QString text;
    QString meaning; ///< of its code, in a sentence; may be empty
    bool hasFix = false;
};

/// A stretch of the text.
struct EditorSpan
{
    int position = 0;
    int length = 0;
    bool operator==(const EditorSpan &) const = default;
};

/// The editor of templates and the viewer of payloads: QPlainTextEdit with line numbers, current line, marks, bracket
/// matching, auto-indent, two spaces for Tab, zoom; for templates also folding, tag matching and closing of what one opens. Shows
/// documents that others own (made with SpacedLayout), so that each keeps its undo history; knows nothing of targets.
class CodeEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CodeEditor(const Theme &theme, QWidget *parent = nullptr);

    /// A document fit for this editor, owned by `parent`.
    static QTextDocument *makeDocument(QObject *parent);
    /// Hides QPlainTextEdit's: what belongs to the document changes with it.
    void setDocument(QTextDocument *shown);
    /// What it shows are templates: folding, tag matching, auto-close, comments.
    void enableTemplates();
    /// Null unless templates are enabled. Owned by the document.
    DocumentStructure *structure() const { return m_structure; }
    DocumentFolds *folds() const { return m_folds; }

    /// Replaces the marks.
    void setMarks(std::vector<EditorMark> marks);
    const std::vector<EditorMark> &marks() const { return m_marks; }
    /// Frames what belongs together with something chosen elsewhere. Replaces the lights before.
    void setLights(std::vector<EditorSpan> lights);
    const std::vector<EditorSpan> &lights() const { return m_lights; }
    /// Shows these in the muted colour; sorted, apart from one another.
    void setDimmed(std::vector<EditorSpan> dimmed);
    const std::vector<EditorSpan> &dimmed() const { return m_dimmed; }
    /// The position under a point of the viewport; -1 beside and below the text.
    int positionUnder(const QPoint &viewportPosition) const;
    /// Scrolls a position into view; the cursor stays.
    void reveal(int position);
    std::vector<EditorMark> marksAt(int position) const;
    /// What a search found; shown behind the text.
    void setMatches(std::vector<SearchMatch> matches);
    /// Folds or opens the innermost part around the cursor.
    void foldAtCursor(bool fold);
    /// Makes a Twig comment of the selection, or of the cursor's line, or takes it away again. One undo step.
    void toggleComment();
    /// Makes the text another one by changing what differs, in one undo step.
    void replaceText(const QString &text);
    void setWhiteSpaceShown(bool shown);
    bool isWhiteSpaceShown() const { return m_showsWhiteSpace; }
    /// Puts the cursor there, shows the place and takes the focus. 1-based; columns in code points.
    void goTo(int line, int column);
    int cursorLine() const;
    int cursorColumn() const; ///< code points, 1-based
    /// Shows the text in muted colours: what it shows is not of now.
    void setStale(bool stale);
    bool isStale() const { return m_stale; }

    /// The format of a dragged context path, in UTF-8.
    static QString pathFormat();

    void zoom(int steps); ///< in points; 0 goes back to the first size

Q_SIGNALS:
    void fontChanged();
    /// Another document is shown.
    void documentChanged();
    /// The mouse rests on the text, in an editor of templates.
    void hovered(int position);
    /// Text came from the clipboard, as it stood there.
    void pasted(const QString &text);
    /// A context path was dropped on an editor of templates; the cursor is at the place, and nothing is inserted yet.
    void pathDropped(const QString &path);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    friend class EditorGutter;

    void paintCurrentLine(QPainter &painter);
    void paintSelection(QPainter &painter);
    void paintMarks(QPainter &painter);
    void paintLights(QPainter &painter, bool behindText);
    void addDimmed(QList<QTextEdit::ExtraSelection> &selections) const;
    void paintFolds(QPainter &painter);
    void layOutGutter();
    void updateSelections();
    void addMatches(QList<QTextEdit::ExtraSelection> &selections) const;
    void addPartners(QList<QTextEdit::ExtraSelection> &selections) const;
    QTextEdit::ExtraSelection selectionOf(int from, int length, const QColor &background) const;
    void takeDocument();
    void revealCursor();
    void showMarkAt(const QPoint &viewportPosition, const QPoint &globalPosition);
    QPointF snapped(const QPointF &position) const;
    void indentNewLine();
    void indentSelection(bool in);
    bool closeBracket(const QString &typed);
    bool deleteIndent();
    bool isBehindOpeningTag() const;
    void outdentClosingTag();

    const Theme &m_theme;
    EditorGutter *m_gutter;
    AutoClose m_autoClose;
    DocumentStructure *m_structure = nullptr;
    DocumentFolds *m_folds = nullptr;
    std::vector<EditorMark> m_marks;
    std::vector<EditorSpan> m_lights;
    std::vector<EditorSpan> m_dimmed;
    std::vector<SearchMatch> m_matches;
    bool m_isForTemplates = false;
    bool m_showsWhiteSpace = false;
    qreal m_firstSize;
    bool m_stale = false;
};

} // namespace targetdesk
