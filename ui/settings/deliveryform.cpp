// SPDX-License-Identifier: MIT
#include "ui/settings/deliveryform.h"

#include "ui/problems/modeltext.h"
#include "ui/theme/deskstyle.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"
#include "workspace/jsonscanner.h"
#include "workspace/targetjson.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

using Form = DeliveryField::Form;

Json deliveryOf(const Target &target)
{
    const Json json = toJson(target);
    return json.contains("delivery") ? json["delivery"] : Json::object();
}

/// A problem of this field, or of something in it.
bool isOf(const FieldProblem &problem, const DeliveryField &field, const Json &delivery)
{
    std::string pointer = "/delivery" + field.pointer.toStdString();
    if (field.form == Form::Signature) {
        // The list's order is that of the file.
        std::size_t index = 0;
        for (const Json &one : delivery.contains("signatures") ? delivery["signatures"] : Json::array()) {
            if (one.value("scheme", std::string()) == field.scheme.toStdString()) break;
            ++index;
        }
        // Of the list as a whole Omneo's is to blame: it is there twice.
        if (problem.pointer == pointer) return field.scheme == "omneo"_L1;
        pointer += '/' + std::to_string(index);
    }
    return problem.pointer == pointer || problem.pointer.starts_with(pointer + '/');
}

/// Everything that the form edits, from one target to another.
void copyEdited(const DeliverySettings &from, DeliverySettings &to)
{
    to.isActive = from.isActive;
    to.signatures = from.signatures;
    to.timeout = from.timeout;
    to.connection = from.connection;
    to.retry = from.retry;
    to.lostAnswer = from.lostAnswer;
    to.flow = from.flow;
    to.redact = from.redact;
    to.config = from.config;
    to.schema = from.schema;
    to.strictVariables = from.strictVariables;
    to.autoescape = from.autoescape;
    to.timezone = from.timezone;
}

} // namespace

QString sentenceOf(const FieldProblem &problem)
{
    return inWindowsLanguage(problem.what) + u" – "_s + inWindowsLanguage(problem.remedy);
}

DeliveryForm::DeliveryForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (const DeliveryGroup &words : deliveryGroups())
        addGroup(words, *column);
    countUp();
}

void DeliveryForm::addGroup(const DeliveryGroup &words, QVBoxLayout &column)
{
    Group group{words, makeToolButton(words.id, words.title, tr("Show or hide these settings")), new QWidget, {}};
    group.head->setCheckable(true);
    group.head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    group.head->setIcon(icon(u"chevron-right"_s));
    group.body->hide();
    auto *form = new QFormLayout(group.body);
    form->setContentsMargins(20, 4, 0, 12);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    for (const DeliveryField &field : words.fields)
        addRow(field, *form, group);
    alignLabels(*form);
    column.addWidget(group.head, 0, Qt::AlignLeft);
    column.addWidget(group.body);
    connect(group.head, &QToolButton::toggled, this, [head = group.head, body = group.body](bool isOpen) {
        body->setVisible(isOpen);
        head->setIcon(icon(isOpen ? u"chevron-down"_s : u"chevron-right"_s));
    });
    m_groups.push_back(std::move(group));
}

void DeliveryForm::addRow(const DeliveryField &field, QFormLayout &form, Group &group)
{
    Row row{field, makeEdit(field), new StateLabel(m_theme), &form, {}};
    row.edit->setObjectName(field.id());
    row.edit->setAccessibleName(field.label);
    row.problem->setObjectName(field.id() + u"/problem"_s);
    row.problem->setWordWrap(true);
    form.addRow(field.form == Form::Switch ? QString() : field.label, row.edit);
    form.addRow(QString(), row.problem);
    form.setRowVisible(row.problem, false);
    row.edit->installEventFilter(this);
    group.rows.push_back(m_rows.size());
    m_rows.push_back(row);
}

QWidget *DeliveryForm::makeEdit(const DeliveryField &field)
{
    const auto changed = [this] {
        if (!m_filling) Q_EMIT edited();
    };
    if (field.form == Form::Switch) {
        auto *box = new QCheckBox(field.label);
        connect(box, &QCheckBox::toggled, this, changed);
        return box;
    }
    if (field.form == Form::Choice) {
        auto *choice = new QComboBox;
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        for (qsizetype i = 0; i < field.choices.size(); ++i)
            choice->addItem(field.choiceTexts.value(i), field.choices[i]);
        connect(choice, &QComboBox::activated, this, changed);
        return choice;
    }
    if (field.form == Form::Object) {
        auto *text = new QPlainTextEdit;
        text->setTabChangesFocus(true);
        text->setFixedHeight(96);
        text->setPlaceholderText(field.hint);
        connect(text, &QPlainTextEdit::textChanged, this, changed);
        return text;
    }
    auto *line = new QLineEdit;
    line->setPlaceholderText(field.standard.isEmpty() ? field.hint : field.standard);
    connect(line, &QLineEdit::textEdited, this, changed);
    return line;
}

QString DeliveryForm::textOf(const Row &row) const
{
    if (const auto *line = qobject_cast<const QLineEdit *>(row.edit)) return line->text();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(row.edit)) return text->toPlainText();
    if (const auto *box = qobject_cast<const QCheckBox *>(row.edit)) return box->isChecked() ? u"true"_s : u"false"_s;
    return static_cast<const QComboBox *>(row.edit)->currentData().toString();
}

void DeliveryForm::show(const Row &row, const QString &text)
{
    if (auto *line = qobject_cast<QLineEdit *>(row.edit); line != nullptr && line->text() != text) {
        line->setText(text);
        line->setCursorPosition(0);
    } else if (auto *area = qobject_cast<QPlainTextEdit *>(row.edit); area != nullptr && area->toPlainText() != text) {
        area->setPlainText(text);
    } else if (auto *box = qobject_cast<QCheckBox *>(row.edit)) {
        box->setChecked((text.isEmpty() ? row.field.standard : text) == "true"_L1);
    } else if (auto *choice = qobject_cast<QComboBox *>(row.edit)) {
        choice->setCurrentIndex(text.isEmpty() ? 0 : std::max(0, choice->findData(text)));
    }
}

void DeliveryForm::setTarget(const Target &target)
{
    m_filling = true;
    const Json delivery = deliveryOf(target);
    for (Row &row : m_rows) {
        // What was typed in another way and means the same stays as it is typed.
        Json typed = delivery;
        putTyped(row.field, textOf(row), typed);
        if (typed != delivery) show(row, typedText(row.field, delivery));
        row.good = textOf(row);
        // Omneo's signature has a field of its own above; this one is for files that have it in the list.
        if (row.field.scheme == "omneo"_L1) row.form->setRowVisible(row.edit, !typedText(row.field, delivery).isEmpty());
    }
    say({});
    m_filling = false;
    countUp();
}

// Half a number is a number, too: what is left there counts.
bool DeliveryForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        for (Row &row : m_rows)
            if (row.edit == watched && row.problem->text().isEmpty()) row.good = textOf(row);
    return false;
}

void DeliveryForm::takeInto(Target &target)
{
    const Json json = toJson(target);
    Json typed = deliveryOf(target);
    for (const Row &row : m_rows)
        putTyped(row.field, textOf(row), typed);
    std::vector<FieldProblem> problems;
    DeliverySettings settings = readBack(json, typed, problems);
    say(problems);
    if (!problems.empty()) {
        Json good = typed;
        for (const Row &row : m_rows)
            if (!row.problem->text().isEmpty()) putTyped(row.field, row.good, good);
        std::vector<FieldProblem> rest;
        settings = readBack(json, good, rest);
        if (!rest.empty()) return;
    }
    copyEdited(settings, target.delivery);
    countUp();
}

// What else is wrong with the target is not this form's matter.
DeliverySettings DeliveryForm::readBack(Json target, const Json &delivery, std::vector<FieldProblem> &problems) const
{
    target["delivery"] = delivery;
    DeliverySettings settings = targetFromJson(target, problems).delivery;
    std::erase_if(problems, [&](const FieldProblem &problem) {
        return std::none_of(m_rows.begin(), m_rows.end(), [&](const Row &row) { return isOf(problem, row.field, delivery); });
    });
    return settings;
}

// Each problem below its field; a field of which there are several has the first.
void DeliveryForm::say(const std::vector<FieldProblem> &problems)
{
    Json typed = Json::object();
    for (const Row &row : m_rows)
        if (row.field.form == Form::Signature) putTyped(row.field, textOf(row), typed);
    for (const Row &row : m_rows) {
        const auto found =
            std::find_if(problems.begin(), problems.end(), [&](const FieldProblem &one) { return isOf(one, row.field, typed); });
        QString text = found == problems.end() ? QString() : sentenceOf(*found);
        if (!text.isEmpty() && row.field.form == Form::Object) {
            const std::string written = textOf(row).toStdString();
            if (const auto fault = JsonScanner(written).scan())
                text = inWindowsLanguage(describe(*fault, written)) + u" – "_s + inWindowsLanguage(remedyFor(fault->fault));
        }
        row.problem->setState(StateLabel::State::Error, text);
        row.form->setRowVisible(row.problem, !text.isEmpty());
    }
    countUp();
}

// A closed group says how much is in it, and that something in it is wrong.
void DeliveryForm::countUp()
{
    for (const Group &group : m_groups) {
        int set = 0, wrong = 0;
        for (const std::size_t index : group.rows) {
            Json delivery = Json::object();
            putTyped(m_rows[index].field, textOf(m_rows[index]), delivery);
            set += delivery.empty() ? 0 : 1;
            wrong += m_rows[index].problem->text().isEmpty() ? 0 : 1;
        }
        QString text = group.words.title;
        if (set > 0) text += u" · "_s + tr("%n set", nullptr, set);
        if (wrong > 0) text += u" · "_s + tr("%n to mend", nullptr, wrong);
        group.head->setText(text);
    }
}

} // namespace targetdesk
