// SPDX-License-Identifier: MIT
#pragma once

#include "editing/templatescan.h"
#include "editing/templatestructure.h"
#include "ui/editor/utf8map.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QTextDocument;

namespace targetdesk {

/// A document read as a template: its islands, tags and brackets. Follows the document, a moment after the last key; who needs it
/// at once asks, and it is read then. Lives as long as the document, which owns it. User interface thread.
class DocumentStructure : public QObject
{
    Q_OBJECT
public:
    static constexpr int delayMs = 60;

    /// The document's own; made when there is none yet.
    static DocumentStructure *of(QTextDocument &document);

    /// Of the text of this moment.
    const TemplateScan &scan();
    const TemplateStructure &structure();
    const Utf8Map &map();
    /// What was read last; places in it may be of the text before.
    const TemplateStructure &lastStructure() const { return m_structure; }
    const Utf8Map &lastMap() const { return m_map; }
    bool isCurrent() const { return m_isCurrent; }

Q_SIGNALS:
    /// The structure was read again.
    void changed();

private:
    explicit DocumentStructure(QTextDocument &document);
    void read();

    QTextDocument &m_document;
    std::unique_ptr<TemplateScan> m_scan;
    TemplateStructure m_structure;
    Utf8Map m_map;
    QTimer m_timer;
    bool m_isCurrent = false;
};

} // namespace targetdesk
