// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "ui/theme/statelabel.h"
#include "workspace/target.h"

#include <QWidget>

#include <optional>

class QComboBox;

namespace targetdesk {

class CodeEditor;
class Syntax;

/// The request as it would go out now, secrets masked, and the forms it can be copied in.
class RequestPanel : public QWidget
{
    Q_OBJECT
public:
    RequestPanel(const Theme &theme, const Syntax &syntax, QWidget *parent = nullptr);

    /// `note` says what is missing from it, or is empty.
    void show(const Request &request, const Target &target, const QString &note);
    void showNothing(const QString &why);

private:
    void refresh();
    void copy() const;

    QComboBox *m_form;
    StateLabel *m_note;
    CodeEditor *m_view;
    std::optional<Request> m_request;
    Target m_target;
};

} // namespace targetdesk
