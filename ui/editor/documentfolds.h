// SPDX-License-Identifier: MIT
#pragma once

#include "editing/templatestructure.h"

#include <QObject>
#include <QTextCursor>

#include <vector>

class QTextDocument;

namespace targetdesk {

class DocumentStructure;

/// Which parts of a document are folded. A fold belongs to its first line and goes with it through edits; it opens by itself when
/// its end is gone. Lives as long as the document, which owns it. User interface thread.
class DocumentFolds : public QObject
{
    Q_OBJECT
public:
    /// The document's own; made when there is none yet.
    static DocumentFolds *of(QTextDocument &document);

    /// Null when nothing can be folded below this line (0-based).
    const Fold *foldAt(int line) const;
    /// The innermost part that can be folded around a line, or that begins there; null outside of all.
    const Fold *foldAround(int line) const;
    bool isFolded(int line) const;
    void setFolded(int line, bool folded);
    void foldAll();
    void unfoldAll();
    /// Opens whatever hides a line.
    void reveal(int line);

Q_SIGNALS:
    /// Lines came or went.
    void changed();

private:
    DocumentFolds(QTextDocument &document, DocumentStructure &structure);
    void apply();

    QTextDocument &m_document;
    DocumentStructure &m_structure;
    std::vector<QTextCursor> m_folded; ///< in the lines that stay
};

} // namespace targetdesk
