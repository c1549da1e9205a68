// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/documenttext.h"
#include "ui/editor/syntax.h"
#include "ui/theme/theme.h"
#include "workspace/target.h"

#include <QObject>
#include <QTextDocument>

namespace targetdesk {

/// A target that is being edited: what is saved, the draft of its settings, and its template as a document with undo.
/// Modified means different from what is saved: undoing everything makes it clean again.
class TargetDocument : public QObject
{
    Q_OBJECT
public:
    TargetDocument(const Target &saved, const Syntax &syntax, const Theme &theme, QObject *parent = nullptr);

    const Target &saved() const { return m_saved; }
    /// The draft with the template of this moment.
    Target current() const;
    QTextDocument &text() { return *m_text; }

    /// Takes the settings of `draft`; its template is not looked at.
    void setDraft(const Target &draft);
    bool isModified() const { return m_isModified; }
    /// What current() gave is on disk now.
    void setSaved(const Target &saved);
    /// The target is called so now, on disk and here; edits stay.
    void setName(const std::string &name, const std::string &handle);
    /// The settings and the template are these from now on, as one edit that can be undone (of the settings: by saving nothing).
    void takeOver(const Target &target);
    /// The unsaved changes are put aside, so that a crash would not lose them.
    bool isKept() const { return m_isKept; }
    void setKept(bool kept) { m_isKept = kept; }
    /// Drops every change and shows this.
    void reset(const Target &saved);

Q_SIGNALS:
    void changed(); ///< template or settings
    void modifiedChanged(bool modified);

private:
    void check();

    Target m_saved;
    Target m_draft; ///< templateSource unused
    LineEnding m_lineEnding;
    QTextDocument *m_text;
    bool m_isModified = false;
    bool m_isKept = false;
    bool m_isOther = false; ///< the text, and changed() was not emitted for it yet
};

} // namespace targetdesk
