// SPDX-License-Identifier: MIT
#include "ui/preview/requestpanel.h"

#include "delivery/requestforms.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/syntax.h"
#include "ui/testsend/responsepanel.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

RequestPanel::RequestPanel(const Theme &theme, const Syntax &syntax, QWidget *parent)
    : QWidget(parent)
    , m_form(new QComboBox)
    , m_note(new StateLabel(theme))
    , m_view(new CodeEditor(theme))
{
    setBackground(*this, QPalette::Base);
    m_form->setObjectName(u"requestForm"_s);
    m_form->setAccessibleName(tr("Form of the request"));
    m_form->setToolTip(tr("What is shown, and copied; secrets are in none of them"));
    m_form->addItem(tr("As it is sent"));
    const std::pair<QString, RequestForm> forms[] = {{u"curl"_s, RequestForm::Curl},
                                                     {u"HTTPie"_s, RequestForm::Httpie},
                                                     {tr("Omneo API body"), RequestForm::ApiBody},
                                                     {tr("PHP receiver"), RequestForm::PhpReceiver},
                                                     {tr("JavaScript receiver"), RequestForm::JavaScriptReceiver}};
    for (const auto &[name, form] : forms)
        m_form->addItem(name, static_cast<int>(form));
    auto *copyButton = new QToolButton;
    copyButton->setObjectName(u"requestCopy"_s);
    copyButton->setIcon(icon(u"copy"_s));
    copyButton->setAutoRaise(true);
    copyButton->setToolTip(tr("Copy the request in this form"));
    copyButton->setAccessibleName(tr("Copy the request"));
    m_note->setObjectName(u"requestNote"_s);
    m_note->setWordWrap(true);
    m_view->setObjectName(u"requestPreview"_s);
    m_view->setAccessibleName(tr("Request as it will be sent"));
    m_view->setReadOnly(true);
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    new CodeHighlighter(m_view->document(), syntax.json(), theme);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 6, 8, 6);
    head->addWidget(m_form);
    head->addWidget(m_note, 1);
    head->addStretch(0);
    head->addWidget(copyButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    connect(m_form, &QComboBox::currentIndexChanged, this, &RequestPanel::refresh);
    connect(copyButton, &QToolButton::clicked, this, &RequestPanel::copy);
}

void RequestPanel::show(const Request &request, const Target &target, const QString &note)
{
    m_request = request;
    m_target = target;
    m_note->setState(StateLabel::State::Warning, note);
    refresh();
}

void RequestPanel::showNothing(const QString &why)
{
    m_request.reset();
    m_note->setState(StateLabel::State::Error, why);
    m_view->clear();
}

void RequestPanel::refresh()
{
    if (!m_request) return;
    const QVariant form = m_form->currentData();
    const QString text = form.isNull()
                             ? requestText(*m_request)
                             : QString::fromStdString(requestAs(static_cast<RequestForm>(form.toInt()), *m_request, m_target));
    if (m_view->toPlainText() != text) m_view->setPlainText(text);
}

void RequestPanel::copy() const
{
    if (m_request) QGuiApplication::clipboard()->setText(m_view->toPlainText());
}

} // namespace targetdesk
