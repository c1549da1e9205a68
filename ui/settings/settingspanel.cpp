// SPDX-License-Identifier: MIT
#include "ui/settings/settingspanel.h"

#include "ui/targets/targetsmodel.h"
#include "ui/theme/parts.h"
#include "workspace/targetjson.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

using Kind = Authentication::Kind;

/// Which fields a kind of authentication has, by the object names given below.
QStringList fieldsOf(Kind kind)
{
    switch (kind) {
    case Kind::Basic: return {u"authUser"_s, u"authPassword"_s};
    case Kind::Bearer: return {u"authToken"_s};
    case Kind::OAuth2: return {u"authTokenUrl"_s, u"authClientId"_s, u"authClientSecret"_s, u"authScope"_s, u"authAccountId"_s};
    case Kind::None: break;
    }
    return {};
}

QComboBox *makeChoice(const QString &id, const QString &name)
{
    auto *choice = new QComboBox;
    choice->setObjectName(id);
    choice->setAccessibleName(name);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return choice;
}

} // namespace

SettingsPanel::SettingsPanel(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_platform(makeChoice(u"settingPlatform"_s, tr("Platform")))
    , m_method(makeChoice(u"settingMethod"_s, tr("Method")))
    , m_authentication(makeChoice(u"settingAuthentication"_s, tr("Authentication")))
    , m_notes(new QPlainTextEdit)
    , m_headersView(new QTableView)
    , m_form(new QFormLayout)
    , m_more(new DeliveryForm(theme))
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setBackground(*viewport(), QPalette::Base);
    auto *page = new QWidget;
    auto *column = new QWidget;
    column->setMaximumWidth(760);
    auto *outer = new QHBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(column, 1);
    auto *parts = new QVBoxLayout(column);
    parts->setContentsMargins(20, 16, 20, 20);
    parts->setSpacing(16);
    parts->addLayout(m_form);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);

    addField(*m_form, u"settingUrl"_s, tr("&URL"), u"https://example.com/events"_s,
             [](Target &t) -> std::string & { return t.url; });
    addField(*m_form, u"settingDescription"_s, tr("&Description"), {}, [](Target &t) -> std::string & { return t.description; });
    m_notes->setObjectName(u"settingNotes"_s);
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(64);
    m_form->addRow(tr("N&otes"), m_notes);
    addDelivery(*m_form);
    addHeaders(*m_form);
    addAuthentication(*m_form);
    alignLabels(*m_form);
    parts->addWidget(m_more); // after the form's fields, for Tab goes as they came
    parts->addStretch(1);
    connect(m_more, &DeliveryForm::edited, this, &SettingsPanel::take);
    setWidget(page);
    page->setAutoFillBackground(false);
    connect(m_notes, &QPlainTextEdit::textChanged, this, &SettingsPanel::take);
    showAuthentication();
}

QLineEdit *SettingsPanel::addField(QFormLayout &form, const QString &id, const QString &label, const QString &hint,
                                   std::string &(*of)(Target &))
{
    auto *edit = new QLineEdit;
    edit->setObjectName(id);
    edit->setAccessibleName(QString(label).remove(u'&'));
    edit->setPlaceholderText(hint);
    form.addRow(label, edit);
    m_fields.push_back({edit, of});
    connect(edit, &QLineEdit::textEdited, this, &SettingsPanel::take);
    return edit;
}

void SettingsPanel::addDelivery(QFormLayout &form)
{
    for (const char *platform : {"", "klaviyo", "sfmc", "campaign-monitor"}) {
        m_platform->addItem(TargetsModel::platformName(platform), QString::fromLatin1(platform));
    }
    for (const char *method : {"POST", "PUT", "PATCH"})
        m_method->addItem(QString::fromLatin1(method), QString::fromLatin1(method));
    form.addRow(tr("&Platform"), m_platform);
    form.addRow(tr("&Method"), m_method);
    const auto *contentType = addField(form, u"settingContentType"_s, tr("&Content type"), u"application/json"_s,
                                       [](Target &t) -> std::string & { return t.delivery.contentType; });
    addProblem(form, *contentType, "/delivery/content_type");
    connect(m_platform, &QComboBox::activated, this, &SettingsPanel::take);
    connect(m_method, &QComboBox::activated, this, &SettingsPanel::take);
}

void SettingsPanel::addHeaders(QFormLayout &form)
{
    m_headersView->setObjectName(u"settingHeaders"_s);
    m_headersView->setAccessibleName(tr("Headers"));
    m_headersView->setModel(&m_headers);
    m_headersView->horizontalHeader()->setStretchLastSection(true);
    m_headersView->horizontalHeader()->setHighlightSections(false);
    m_headersView->setColumnWidth(0, 180);
    m_headersView->verticalHeader()->hide();
    m_headersView->verticalHeader()->setDefaultSectionSize(28);
    m_headersView->setShowGrid(false);
    m_headersView->setTabKeyNavigation(false);
    m_headersView->setFixedHeight(160);
    m_headersView->setToolTip(tr("Delete removes the header of the row"));
    auto *remove = new QShortcut(QKeySequence::Delete, m_headersView);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, [this] { m_headers.remove(m_headersView->currentIndex().row()); });
    connect(&m_headers, &HeadersModel::edited, this, &SettingsPanel::take);
    form.addRow(tr("Headers"), m_headersView);
    addProblem(form, *m_headersView, "/delivery/headers");
}

void SettingsPanel::addAuthentication(QFormLayout &form)
{
    m_authentication->addItem(tr("None"), static_cast<int>(Kind::None));
    m_authentication->addItem(tr("Basic (user and password)"), static_cast<int>(Kind::Basic));
    m_authentication->addItem(tr("Bearer token"), static_cast<int>(Kind::Bearer));
    m_authentication->addItem(tr("OAuth2 (client credentials)"), static_cast<int>(Kind::OAuth2));
    form.addRow(tr("&Authentication"), m_authentication);
    connect(m_authentication, &QComboBox::activated, this, [this] {
        take();
        showAuthentication();
    });
    const QString secret = u"{{ secrets.name }}"_s;
    addField(form, u"authUser"_s, tr("User"), {}, [](Target &t) -> std::string & { return t.delivery.authentication.user; });
    addField(form, u"authPassword"_s, tr("Password"), secret,
             [](Target &t) -> std::string & { return t.delivery.authentication.password; });
    const auto *token = addField(form, u"authToken"_s, tr("Token"), secret,
                                 [](Target &t) -> std::string & { return t.delivery.authentication.token; });
    addProblem(form, *token, "/delivery/auth/token");
    addField(form, u"authTokenUrl"_s, tr("Token URL"), u"{{ env.auth_url }}/v2/token"_s,
             [](Target &t) -> std::string & { return t.delivery.authentication.tokenUrl; });
    addField(form, u"authClientId"_s, tr("Client id"), secret,
             [](Target &t) -> std::string & { return t.delivery.authentication.clientId; });
    addField(form, u"authClientSecret"_s, tr("Client secret"), secret,
             [](Target &t) -> std::string & { return t.delivery.authentication.clientSecret; });
    addField(form, u"authScope"_s, tr("Scope"), {}, [](Target &t) -> std::string & { return t.delivery.authentication.scope; });
    addField(form, u"authAccountId"_s, tr("Account id"), {},
             [](Target &t) -> std::string & { return t.delivery.authentication.accountId; });
    addField(form, u"settingSigningSecret"_s, tr("&Signing secret"), tr("name of the secret; empty: not signed"),
             [](Target &t) -> std::string & { return t.delivery.signingSecret; });
}

void SettingsPanel::addProblem(QFormLayout &form, const QWidget &edit, const char *pointer)
{
    auto *problem = new StateLabel(m_theme);
    problem->setObjectName(edit.objectName() + u"/problem"_s);
    problem->setWordWrap(true);
    form.addRow(QString(), problem);
    form.setRowVisible(problem, false);
    m_judged.push_back({pointer, problem});
}

// As the file will be read.
void SettingsPanel::judge()
{
    std::vector<FieldProblem> problems;
    targetFromJson(toJson(m_target), problems);
    for (const Judged &judged : m_judged) {
        const auto found = std::ranges::find_if(problems, [&](const FieldProblem &one) {
            return one.pointer == judged.pointer || one.pointer.starts_with(judged.pointer + '/');
        });
        const QString text = found == problems.end() ? QString() : sentenceOf(*found);
        judged.problem->setState(StateLabel::State::Error, text);
        m_form->setRowVisible(judged.problem, !text.isEmpty());
    }
}

void SettingsPanel::showAuthentication()
{
    const QStringList shown = fieldsOf(m_target.delivery.authentication.kind);
    for (const Field &field : m_fields) {
        const QString id = field.edit->objectName();
        if (id.startsWith("auth"_L1)) m_form->setRowVisible(field.edit, shown.contains(id));
    }
}

void SettingsPanel::setTarget(const Target &target)
{
    m_filling = true;
    m_target = target;
    for (const Field &field : m_fields) {
        const QString text = QString::fromStdString(field.of(m_target));
        if (field.edit->text() == text) continue;
        field.edit->setText(text);
        field.edit->setCursorPosition(0);
    }
    m_notes->setPlainText(QString::fromStdString(target.notes));
    const QString platform = QString::fromStdString(target.delivery.platform);
    if (m_platform->findData(platform) < 0) m_platform->addItem(platform, platform);
    m_platform->setCurrentIndex(m_platform->findData(platform));
    const QString method = QString::fromStdString(target.delivery.method);
    if (m_method->findData(method) < 0) m_method->addItem(method, method);
    m_method->setCurrentIndex(m_method->findData(method));
    m_authentication->setCurrentIndex(m_authentication->findData(static_cast<int>(target.delivery.authentication.kind)));
    m_headers.setHeaders(target.delivery.headers);
    m_more->setTarget(m_target);
    judge();
    showAuthentication();
    m_filling = false;
}

void SettingsPanel::take()
{
    if (m_filling) return;
    for (const Field &field : m_fields)
        field.of(m_target) = field.edit->text().toStdString();
    m_target.notes = m_notes->toPlainText().toStdString();
    m_target.delivery.platform = m_platform->currentData().toString().toStdString();
    m_target.delivery.method = m_method->currentData().toString().toStdString();
    m_target.delivery.authentication.kind = static_cast<Kind>(m_authentication->currentData().toInt());
    m_target.delivery.headers = m_headers.headers();
    m_more->takeInto(m_target);
    judge();
    Q_EMIT edited();
}

} // namespace targetdesk
