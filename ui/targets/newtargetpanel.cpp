// SPDX-License-Identifier: MIT
#include "ui/targets/newtargetpanel.h"

#include "ui/problems/modeltext.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QLineEdit *makeField(const QString &id, const QString &name, const QString &placeholder)
{
    auto *field = new QLineEdit;
    field->setObjectName(id);
    field->setAccessibleName(name);
    field->setPlaceholderText(placeholder);
    return field;
}

} // namespace

NewTargetPanel::NewTargetPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_name(makeField(u"newTargetName"_s, tr("Name"), tr("Reward issued to Klaviyo")))
    , m_handle(makeField(u"newTargetHandle"_s, tr("Handle"), tr("proposed from the name")))
    , m_url(makeField(u"newTargetUrl"_s, tr("URL"), u"https://example.com/events"_s))
    , m_start(new QComboBox)
    , m_problem(new StateLabel(theme))
    , m_create(new QPushButton(tr("Create target")))
{
    setBackground(*this, QPalette::Base);
    m_start->setObjectName(u"newTargetStart"_s);
    m_start->setAccessibleName(tr("Start from"));
    m_start->setMaxVisibleItems(16);
    m_create->setObjectName(u"newTargetCreate"_s);
    m_create->setProperty("primary", true);
    m_problem->setObjectName(u"newTargetProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(20);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(12);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Handle"), m_handle);
    form->addRow(tr("&URL"), m_url);
    form->addRow(tr("&Start from"), m_start);
    form->addRow(QString(), m_problem);
    alignLabels(*form);

    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);

    auto *column = new QWidget;
    column->setMaximumWidth(560);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(32, 32, 32, 32);
    layout->setSpacing(16);
    layout->addWidget(makeTitle(tr("New target")));
    auto *help = new QLabel(tr("Reactions find a target by its handle, so it is best left alone later."));
    help->setWordWrap(true);
    setMuted(*help);
    layout->addWidget(help);
    layout->addLayout(form);
    layout->addLayout(buttons);
    layout->addStretch(1);
    auto *outer = new QHBoxLayout(this);
    outer->addWidget(column, 1);
    outer->addStretch(0);

    connect(m_name, &QLineEdit::textChanged, this, [this](const QString &name) {
        if (!m_handleIsOwn) m_handle->setText(QString::fromStdString(Workspace::handleFromName(name.toStdString())));
        check();
    });
    connect(m_handle, &QLineEdit::textEdited, this, [this](const QString &text) { m_handleIsOwn = !text.isEmpty(); });
    for (QLineEdit *field : {m_handle, m_url})
        connect(field, &QLineEdit::textChanged, this, &NewTargetPanel::check);
    connect(m_start, &QComboBox::activated, this, &NewTargetPanel::startChosen);
    connect(m_create, &QPushButton::clicked, this, &NewTargetPanel::create);
    connect(cancel, &QPushButton::clicked, this, &NewTargetPanel::cancelled);
    for (QLineEdit *field : {m_name, m_handle, m_url})
        connect(field, &QLineEdit::returnPressed, this, &NewTargetPanel::create);
    for (QLineEdit *field : {m_name, m_handle, m_url})
        connect(field, &QLineEdit::textEdited, this, &NewTargetPanel::edited);
}

void NewTargetPanel::begin(const Workspace &workspace)
{
    m_workspace = workspace;
    m_starts = startTemplates(workspace);
    m_handleIsOwn = false;
    m_proposedName.clear();
    m_proposedUrl.clear();
    for (QLineEdit *field : {m_name, m_handle, m_url})
        field->clear();
    m_start->clear();
    for (const StartTemplate &start : m_starts)
        m_start->addItem(start.title);
    check();
    m_name->setFocus(Qt::OtherFocusReason);
}

Target NewTargetPanel::draft() const
{
    Target target = m_starts.at(static_cast<std::size_t>(std::max(0, m_start->currentIndex()))).target;
    target.name = m_name->text().trimmed().toStdString();
    target.handle = m_handle->text().toStdString();
    target.url = m_url->text().trimmed().toStdString();
    return target;
}

void NewTargetPanel::fill(const Target &draft)
{
    m_starts.insert(m_starts.begin(), {tr("What was begun before"), draft});
    m_start->insertItem(0, m_starts.front().title);
    m_start->setCurrentIndex(0);
    m_name->setText(QString::fromStdString(draft.name));
    m_handle->setText(QString::fromStdString(draft.handle));
    m_handleIsOwn = draft.handle != Workspace::handleFromName(draft.name);
    m_url->setText(QString::fromStdString(draft.url));
    check();
    Q_EMIT edited();
}

void NewTargetPanel::startChosen()
{
    const StartTemplate &start = m_starts.at(static_cast<std::size_t>(std::max(0, m_start->currentIndex())));
    // What a choice filled in goes with the next one; what the person typed stays.
    const auto propose = [](QLineEdit &field, QString &before, const std::string &text) {
        if (!field.text().isEmpty() && field.text() != before) return;
        before = QString::fromStdString(text);
        field.setText(before);
    };
    propose(*m_url, m_proposedUrl, start.target.url);
    propose(*m_name, m_proposedName, start.target.name);
    if (!m_handleIsOwn && m_name->text() == m_proposedName) m_handle->setText(freeHandle(m_handle->text()));
    Q_EMIT edited();
}

/// The handle itself, or with the first number that makes it another one than all there are.
QString NewTargetPanel::freeHandle(const QString &wanted) const
{
    QString handle = wanted;
    for (int number = 2; m_workspace.target(handle.toStdString()); ++number)
        handle = wanted + u"-%1"_s.arg(number);
    return handle;
}

QString NewTargetPanel::handleProblem() const
{
    const std::string handle = m_handle->text().toStdString();
    if (m_name->text().trimmed().isEmpty()) return {};
    if (const std::string problem = Workspace::handleProblem(handle); !problem.empty()) return inWindowsLanguage(problem);
    if (m_workspace.target(handle))
        return tr("There is a target with the handle “%1” already: choose another one.").arg(m_handle->text());
    return {};
}

void NewTargetPanel::check()
{
    const QString problem = handleProblem();
    showProblem(problem);
    m_create->setEnabled(problem.isEmpty() && !m_name->text().trimmed().isEmpty());
}

void NewTargetPanel::showProblem(const QString &text)
{
    m_problem->setState(StateLabel::State::Error, text);
}

void NewTargetPanel::create()
{
    if (!m_create->isEnabled()) return;
    if (m_url->text().trimmed().isEmpty()) {
        showProblem(tr("A target needs a URL: the address that gets the payload."));
        m_url->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT created(draft());
}

void NewTargetPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace targetdesk
