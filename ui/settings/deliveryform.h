// SPDX-License-Identifier: MIT
#pragma once

#include "ui/settings/deliveryfield.h"
#include "ui/theme/statelabel.h"
#include "workspace/fieldreader.h"
#include "workspace/target.h"

#include <QWidget>

class QFormLayout;
class QToolButton;
class QVBoxLayout;

namespace targetdesk {

/// What the file's reader finds fault with and what to do about it, in the window's language.
QString sentenceOf(const FieldProblem &problem);

/// How a target is delivered, retried and secured, and how its payload is made, in groups that fold. What is typed is judged as
/// the file's reader judges it, at once; what it finds fault with is said below the field, and the target
/// keeps what it had there before.
class DeliveryForm : public QWidget
{
    Q_OBJECT
public:
    explicit DeliveryForm(const Theme &theme, QWidget *parent = nullptr);

    void setTarget(const Target &target);
    /// Puts what the form has into the target; the rest of it is kept.
    void takeInto(Target &target);

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row
    {
        DeliveryField field;
        QWidget *edit;
        StateLabel *problem;
        QFormLayout *form;
        QString good; ///< what it had before somebody began to type
    };
    struct Group
    {
        DeliveryGroup words;
        QToolButton *head;
        QWidget *body;
        std::vector<std::size_t> rows;
    };

    void addGroup(const DeliveryGroup &words, QVBoxLayout &column);
    void addRow(const DeliveryField &field, QFormLayout &form, Group &group);
    QWidget *makeEdit(const DeliveryField &field);
    QString textOf(const Row &row) const;
    void show(const Row &row, const QString &text);
    DeliverySettings readBack(Json target, const Json &delivery, std::vector<FieldProblem> &problems) const;
    void say(const std::vector<FieldProblem> &problems);
    void countUp();

    const Theme &m_theme;
    std::vector<Row> m_rows;
    std::vector<Group> m_groups;
    bool m_filling = false;
};

} // namespace targetdesk
