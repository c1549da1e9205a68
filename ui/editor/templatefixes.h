// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/editorcontext.h"
#include "ui/editor/templateworker.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace targetdesk {

class CodeEditor;
class EditorNotice;
class FixAllPreview;
class FixChooser;

/// Changes of the whole template that are proven before they are made: quick fixes, all safe fixes, formatting. Each is one undo
/// step, and is dropped when one typed meanwhile. Belongs to the editor.
class TemplateFixes : public QObject
{
    Q_OBJECT
public:
    TemplateFixes(const Theme &theme, CodeEditor &editor, EditorNotice &notice, const EditorContext &context);

    /// Opens the fixes of the problems at the cursor, or else on its line.
    void choose();
    /// Opens the fixes of a problem of the last render.
    void choose(const Problem &problem);
    /// Shows what all safe fixes would change, and makes them when that is accepted.
    void fixAll();
    void format();
    /// The template was rendered, or its samples are others: tries in a while whether there is a fix that is safe on all of them.
    void lookForSafe();

Q_SIGNALS:
    /// What lookForSafe() found; false while it is not known.
    void safeFixesFound(bool any);

private:
    void offer(const std::vector<const Problem *> &problems, const QString &none);
    void makeChooser();
    /// What was rendered last is what the editor shows. Else says that the preview is not there yet.
    bool isCurrent() const;
    Target currentTarget() const;
    /// False, and says so, when what it is about is not there any more.
    bool apply(const std::string &before, const std::string &after);
    void applyFormat(const std::string &before, const TemplateWorker::Formatted &formatted);
    void openPreview();
    void takeFixAll(const std::string &before, FixAllResult result);
    void makeFixes();
    /// The preview is of a text that is no more.
    void dropOutdated();

    const Theme &m_theme;
    CodeEditor &m_editor;
    EditorNotice &m_notice;
    const EditorContext &m_context;
    TemplateWorker m_worker;
    TemplateWorker m_prober;
    QTimer m_probeDelay;
    QPointer<FixChooser> m_chooser;    ///< owned by the window
    QPointer<FixAllPreview> m_preview; ///< owned by the window
    std::vector<std::string> m_afters;
    std::string m_before;
    FixAllResult m_all; ///< that m_preview shows; of m_before
};

} // namespace targetdesk
