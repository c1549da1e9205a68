// SPDX-License-Identifier: MIT
#pragma once

#include "ui/settings/deliveryform.h"
#include "ui/settings/headersmodel.h"
#include "ui/theme/statelabel.h"
#include "workspace/target.h"

#include <QScrollArea>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QTableView;

namespace targetdesk {

/// The settings of one target beside its template: URL, texts, platform, headers, authentication, signature, and in
/// groups that fold how it is delivered. Edits a copy.
class SettingsPanel : public QScrollArea
{
    Q_OBJECT
public:
    explicit SettingsPanel(const Theme &theme, QWidget *parent = nullptr);

    /// Shows these settings; what the panel does not show is kept.
    void setTarget(const Target &target);
    const Target &target() const { return m_target; }

Q_SIGNALS:
    /// The person changed something; target() has it.
    void edited();

private:
    /// A line of text and the field of the target it edits.
    struct Field
    {
        QLineEdit *edit;
        std::string &(*of)(Target &target);
    };

    QLineEdit *addField(QFormLayout &form, const QString &id, const QString &label, const QString &hint,
                        std::string &(*of)(Target &));
    void addDelivery(QFormLayout &form);
    void addHeaders(QFormLayout &form);
    void addAuthentication(QFormLayout &form);
    void showAuthentication();
    void take();
    void addProblem(QFormLayout &form, const QWidget &edit, const char *pointer);
    void judge();

    /// What the file's reader finds wrong, below what it is about.
    struct Judged
    {
        std::string pointer; ///< in the target's file
        StateLabel *problem;
    };

    const Theme &m_theme;
    Target m_target;
    std::vector<Judged> m_judged;
    std::vector<Field> m_fields;
    QComboBox *m_platform;
    QComboBox *m_method;
    QComboBox *m_authentication;
    QPlainTextEdit *m_notes;
    HeadersModel m_headers;
    QTableView *m_headersView;
    QFormLayout *m_form;
    DeliveryForm *m_more;
    bool m_filling = false;
};

} // namespace targetdesk
