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
class QHBoxLayout;
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

/// What the payload has different from another one, or an edit makes of a real delivery: field by field, as a receiver sees it,
/// and line by line.
class ComparePanel : public QWidget
{
    Q_OBJECT
public:
    enum class With { Saved, LastSent, Sample, Delivery };

    ComparePanel(const Theme &theme, const Syntax &syntax, QWidget *parent = nullptr);

    /// The samples that may be chosen, without the shown one.
    void setSamples(const std::vector<Sample> &samples);
    With with() const;
    /// The chosen one, when the comparison is with a sample.
    std::optional<Sample> sample() const;
    void setPayload(const std::optional<ComparedPayload> &payload);
    /// The other side, with where it is from in words, if that is to be said; nothing with the reason when there is none.
    void setOther(const std::optional<ComparedPayload> &other, const QString &whyNot = {}, const QString &origin = {});

    /// Offers these real deliveries and chooses the first one; none: takes the offer back.
    void setDeliveries(std::vector<std::string> ids);
    /// The id of the chosen one, when the comparison is of a delivery.
    std::string delivery() const;
    /// Its sides, which take the place of the payload's; `after` is nothing, with the reason, when it does not render.
    void setDelivery(const ComparedPayload &before, const std::optional<ComparedPayload> &after, const QString &whyNot,
                     const QString &origin);
    void focusChanges();

Q_SIGNALS:
    void withChanged();
    /// A change of the payload was chosen.
    void pathChosen(const QString &payloadPath);

private:
    void buildLists();
    QHBoxLayout *makeHead();
    void stepDelivery(int by);
    void updateSteps();
    void refresh();
    void showResult(StateLabel::State state, const QString &text);
    void showFields();
    void showLines();
    void addRow(const JsonChange &change);
    static QString wordOf(JsonChange::Kind kind);

    const Theme &m_theme;
    QComboBox *m_with;
    QToolButton *m_earlier;
    QToolButton *m_later;
    QToolButton *m_byLine;
    StateLabel *m_result;
    QTreeWidget *m_fields;
    CodeEditor *m_lines;
    QStackedWidget *m_pages;
    std::vector<Sample> m_samples;
    std::optional<ComparedPayload> m_payload;
    std::optional<ComparedPayload> m_other;
    QString m_whyNot;
    QString m_origin;
    std::vector<std::string> m_deliveries;
    std::size_t m_delivery = 0; ///< index of the chosen one
};

} // namespace targetdesk
