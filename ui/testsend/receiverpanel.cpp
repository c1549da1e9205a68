// SPDX-License-Identifier: MIT
#include "ui/testsend/receiverpanel.h"

#include "payload/prettyjson.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/syntax.h"
#include "ui/theme/parts.h"

#include <nlohmann/json.hpp>

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QString pretty(const std::string &body)
{
    return QString::fromStdString(nlohmann::json::accept(body) ? prettyJson(body) : body);
}

QToolButton *makeButton(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setAccessibleName(action->text().remove(u'&'));
    return button;
}

} // namespace

ReceiverPanel::ReceiverPanel(const Theme &theme, const Syntax &syntax, const ReceiverHost &host, QAction *toggle, QAction *clear,
                             QWidget *parent)
    : QWidget(parent)
    , m_host(host)
    , m_model(host)
    , m_state(new StateLabel(theme))
    , m_view(new QTreeView)
    , m_detail(new CodeEditor(theme))
    , m_pages(new QStackedWidget)
{
    setBackground(*this, QPalette::Base);
    m_state->setObjectName(u"receiverState"_s);
    m_view->setObjectName(u"receiverList"_s);
    m_view->setAccessibleName(tr("Received requests"));
    m_view->setModel(&m_model);
    m_view->setRootIsDecorated(false);
    m_view->setIndentation(0);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setStretchLastSection(true);
    m_detail->setObjectName(u"receivedView"_s);
    m_detail->setAccessibleName(tr("Received request"));
    m_detail->setReadOnly(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    new CodeHighlighter(m_detail->document(), syntax.json(), theme);

    auto *nothing = new QLabel(
        tr("The receiver takes test sends on this machine and answers as the platforms do. It starts with the first one."));
    nothing->setContentsMargins(16, 12, 16, 12);
    nothing->setAlignment(Qt::AlignTop);
    nothing->setWordWrap(true);
    setMuted(*nothing);
    auto *split = new QSplitter;
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(m_detail);
    split->setSizes({560, 440});
    m_pages->addWidget(nothing);
    m_pages->addWidget(split);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 4, 8, 4);
    head->addWidget(m_state);
    head->addStretch(1);
    head->addWidget(makeButton(toggle));
    head->addWidget(makeButton(clear));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
    connect(&host, &ReceiverHost::changed, this, &ReceiverPanel::showState);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReceiverPanel::showRequest);
    showState();
}

void ReceiverPanel::showState()
{
    m_state->setState(m_host.isRunning() ? StateLabel::State::Good : StateLabel::State::Neutral,
                      m_host.isRunning() ? tr("listening at %1").arg(m_host.address()) : tr("stopped"));
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1);
    for (int column = 0; column < ReceiverModel::NoteColumn; ++column)
        m_view->resizeColumnToContents(column);
}

void ReceiverPanel::selectLast()
{
    if (m_model.rowCount() > 0) m_view->setCurrentIndex(m_model.index(0, 0));
}

void ReceiverPanel::showRequest(const QModelIndex &index)
{
    if (!index.isValid()) {
        m_detail->clear();
        return;
    }
    const ReceivedCall &call = m_model.request(index.row());
    QString text = QString::fromStdString(call.method + ' ' + call.path + (call.query.empty() ? "" : "?" + call.query)) + u'\n';
    for (const auto &[name, value] : call.headers)
        text += QString::fromStdString(name + ": " + value) + u'\n';
    text += u'\n' + pretty(call.body) + u"\n\n"_s + tr("Answered %1").arg(call.status);
    if (!call.note.empty()) text += u": "_s + QString::fromStdString(call.note);
    if (!call.answer.empty()) text += u'\n' + pretty(call.answer);
    m_detail->setPlainText(text);
}

} // namespace targetdesk
