// SPDX-License-Identifier: MIT
#include "ui/testsend/responsepanel.h"

#include "payload/prettyjson.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/syntax.h"
#include "ui/problems/modeltext.h"
#include "ui/theme/parts.h"

#include <nlohmann/json.hpp>

#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

CodeEditor *makeViewer(const Theme &theme, const QString &id, const QString &name)
{
    auto *viewer = new CodeEditor(theme);
    viewer->setObjectName(id);
    viewer->setAccessibleName(name);
    viewer->setReadOnly(true);
    viewer->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return viewer;
}

QString bodyText(const std::string &body)
{
    const bool isJson = !body.empty() && nlohmann::json::accept(body);
    return QString::fromStdString(isJson ? prettyJson(body) : body);
}

QString milliseconds(std::chrono::microseconds time)
{
    return QLocale().toString(static_cast<double>(time.count()) / 1000.0, 'f', 1) + u" ms"_s;
}

} // namespace

QString requestText(const Request &request)
{
    const QString url = request.urlIsSecret ? u"••••••••"_s : QString::fromStdString(request.url);
    QString text = QString::fromStdString(request.method) + u' ' + url + u'\n';
    for (const WireHeader &header : request.headers) {
        const QString value = header.isSecret ? u"••••••••"_s : QString::fromStdString(header.value);
        text += QString::fromStdString(header.name) + u": "_s + value + u'\n';
    }
    return text + u'\n' + bodyText(request.body);
}

QString timingsText(const Timings &timings)
{
    QStringList parts;
    const auto add = [&parts](const QString &name, std::chrono::microseconds time) {
        if (time.count() >= 0) parts.append(name + u' ' + milliseconds(time));
    };
    add(ResponsePanel::tr("name"), timings.dns);
    add(ResponsePanel::tr("connect"), timings.connect);
    add(ResponsePanel::tr("TLS"), timings.tls);
    add(ResponsePanel::tr("first byte"), timings.firstByte);
    add(ResponsePanel::tr("total"), timings.total);
    return parts.join(u" · "_s);
}

ResponsePanel::ResponsePanel(const Theme &theme, const Syntax &syntax, QWidget *parent)
    : QWidget(parent)
    , m_state(new StateLabel(theme))
    , m_detail(new QLabel)
    , m_request(makeViewer(theme, u"requestView"_s, tr("Request as sent")))
    , m_answer(makeViewer(theme, u"answerView"_s, tr("Answer")))
    , m_pages(new QStackedWidget)
{
    setBackground(*this, QPalette::Base);
    m_state->setObjectName(u"responseState"_s);
    setMuted(*m_detail);
    m_detail->setAccessibleName(tr("Timings"));
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    new CodeHighlighter(m_request->document(), syntax.json(), theme);
    new CodeHighlighter(m_answer->document(), syntax.json(), theme);

    auto *nothing = new QLabel(tr("Send a test (Ctrl+Return) to see what goes out and what comes back."));
    nothing->setContentsMargins(16, 12, 16, 12);
    nothing->setAlignment(Qt::AlignTop);
    setMuted(*nothing);
    auto *split = new QSplitter;
    split->setChildrenCollapsible(false);
    split->addWidget(m_request);
    split->addWidget(m_answer);
    split->setSizes({500, 500});
    m_pages->addWidget(nothing);
    m_pages->addWidget(split);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 8);
    head->setSpacing(16);
    head->addWidget(m_state);
    head->addWidget(m_detail, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
}

void ResponsePanel::showSending()
{
    m_state->setState(StateLabel::State::Neutral, tr("Sending …"));
    m_detail->clear();
}

void ResponsePanel::show(const TestSendResult &result)
{
    if (!result.wasSent()) {
        m_state->setState(StateLabel::State::Error, result.error);
        m_detail->clear();
        m_pages->setCurrentIndex(0);
        return;
    }
    const Response &response = *result.response;
    const QString status =
        response.status > 0 ? QString::number(response.status) : QString::fromStdString(errorClassName(response.errorClass));
    m_state->setState(response.isSuccess() ? StateLabel::State::Good : StateLabel::State::Error,
                      response.isSuccess() ? tr("%1, accepted").arg(status) : tr("%1, not accepted").arg(status));
    m_detail->setText(response.error.empty() ? timingsText(response.timings)
                                             : QString::fromStdString(response.error) + u" · "_s + timingsText(response.timings));
    showExchange(result);
}

void ResponsePanel::showExchange(const TestSendResult &result)
{
    const Response &response = *result.response;
    m_request->setPlainText(requestText(*result.request));
    QString answer;
    if (response.status > 0) answer = u"HTTP %1\n"_s.arg(response.status);
    for (const auto &[name, value] : response.headers)
        answer += QString::fromStdString(name + ": " + value) + u'\n';
    answer += u'\n' + (response.body.empty() ? tr("(empty body)") : bodyText(response.body));
    if (response.bodyCut)
        answer += u'\n' + (response.note.empty() ? tr("(cut here: the answer is longer)")
                                                 : u'(' + inWindowsLanguage(response.note) + u')');
    m_answer->setPlainText(answer);
    m_pages->setCurrentIndex(1);
}

} // namespace targetdesk
