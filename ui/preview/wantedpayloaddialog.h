// SPDX-License-Identifier: MIT
#pragma once

#include "payload/wantedpayload.h"
#include "ui/theme/statelabel.h"

#include <QDialog>

#include <string>

class QDialogButtonBox;
class QListWidget;

namespace targetdesk {

class CodeEditor;
class Syntax;
class WantedFields;

/// Makes a template from the payload that a receiver wants: paste its example, look at what fills each field, take the template.
class WantedPayloadDialog : public QDialog
{
    Q_OBJECT
public:
    /// `context` is the JSON text whose values fill the fields.
    WantedPayloadDialog(const Theme &theme, const Syntax &syntax, std::string context, QWidget *parent = nullptr);

Q_SIGNALS:
    void templateTaken(const QString &text);

private:
    void match();
    /// As if the path had been chosen in the row's box.
    void fill(int row, const QString &path);
    void showValues();
    void showTemplate();

    std::string m_context;
    WantedPayload m_wanted;
    CodeEditor *m_example;
    WantedFields *m_fields;
    QListWidget *m_leaves; ///< what can be dragged to a field
    CodeEditor *m_template;
    StateLabel *m_state;
    QDialogButtonBox *m_buttons;
};

} // namespace targetdesk
