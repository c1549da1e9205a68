// SPDX-License-Identifier: MIT
#include "ui/editor/documentstructure.h"

#include "ui/editor/documenttext.h"

#include <QTextDocument>

namespace targetdesk {

DocumentStructure *DocumentStructure::of(QTextDocument &document)
{
    if (auto *known = document.findChild<DocumentStructure *>(Qt::FindDirectChildrenOnly)) return known;
    return new DocumentStructure(document);
}

DocumentStructure::DocumentStructure(QTextDocument &document)
    : QObject(&document)
    , m_document(document)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(delayMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_isCurrent) read();
    });
    connect(&document, &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (removed == 0 && added == 0) return;
        m_isCurrent = false;
        m_timer.start();
    });
    read();
}

void DocumentStructure::read()
{
    const QString text = rawTextOf(m_document);
    m_scan = std::make_unique<TemplateScan>(text.toStdString());
    m_map = Utf8Map(text);
    m_structure = TemplateStructure(*m_scan);
    m_isCurrent = true;
    m_timer.stop();
    Q_EMIT changed();
}

const TemplateScan &DocumentStructure::scan()
{
    if (!m_isCurrent) read();
    return *m_scan;
}

const TemplateStructure &DocumentStructure::structure()
{
    if (!m_isCurrent) read();
    return m_structure;
}

const Utf8Map &DocumentStructure::map()
{
    if (!m_isCurrent) read();
    return m_map;
}

} // namespace targetdesk
