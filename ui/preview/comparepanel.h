// SPDX-License-Identifier: MIT
#pragma once

#include "payload/jsondiff.h"
#include "ui/theme/statelabel.h"
#include "workspace/sample.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QStackedWidget;
class QToolButton;
class QTreeWidget;

namespace targetdesk {

class CodeEditor;
class Syntax;

/// A payload as a side of a comparison.
struct ComparedPayload
{
    std::string text;
    bool isJson = false;
    bool operator==(const ComparedPayload &) const = default;
};

/// What the payload has different from another one: field by field, as a receiver sees it, and line by line.
class ComparePanel : public QWidget
{
    Q_OBJECT
public:
    enum class With { Saved, LastSent, Sample };

    ComparePanel(const Theme &theme, const Syntax &syntax, QWidget *parent = nullptr);

    /// The samples that may be chosen, without the shown one.
    void setSamples(const std::vector<Sample> &samples);
    With with() const;
    /// The chosen one, when the comparison is with a sample.
    std::optional<Sample> sample() const;
    void setPayload(const std::optional<ComparedPayload> &payload);
    /// The other side; nothing with the reason when there is none.
    void setOther(const std::optional<ComparedPayload> &other, const QString &whyNot = {});

Q_SIGNALS:
    void withChanged();
    void pathChosen(const QString &payloadPath); ///< a change was chosen

private:
    void refresh();
    void showFields();
    void showLines();
    void addRow(const JsonChange &change);

    const Theme &m_theme;
    QComboBox *m_with;
    QToolButton *m_byLine;
    StateLabel *m_result;
    QTreeWidget *m_fields;
    CodeEditor *m_lines;
    QStackedWidget *m_pages;
    std::vector<Sample> m_samples;
    std::optional<ComparedPayload> m_payload;
    std::optional<ComparedPayload> m_other;
    QString m_whyNot;
};

} // namespace targetdesk
