// SPDX-License-Identifier: MIT
#pragma once

#include "ui/testsend/testsender.h"
#include "ui/theme/statelabel.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace targetdesk {

class CodeEditor;
class Syntax;

/// The last test send: how it ended, the request as it went (secrets masked) and the answer.
class ResponsePanel : public QWidget
{
    Q_OBJECT
public:
    ResponsePanel(const Theme &theme, const Syntax &syntax, QWidget *parent = nullptr);

    void showSending();
    void show(const TestSendResult &result);
    QString stateText() const { return m_state->text(); }

private:
    void showExchange(const TestSendResult &result);

    StateLabel *m_state;
    QLabel *m_detail;
    CodeEditor *m_request;
    CodeEditor *m_answer;
    QStackedWidget *m_pages;
};

/// The request as text, secrets masked.
QString requestText(const Request &request);
/// "connect 0.2 ms · first byte 1.4 ms · total 1.6 ms"
QString timingsText(const Timings &timings);

} // namespace targetdesk
