// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/statelabel.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;
class QToolButton;

namespace targetdesk {

/// A line above the editor for what went wrong (or well) with a command, until it is closed or replaced.
class MessageBar : public QWidget
{
    Q_OBJECT
public:
    explicit MessageBar(const Theme &theme, QWidget *parent = nullptr);

    /// Something that can be done about it.
    struct Choice
    {
        QString text;
        std::function<void()> run; ///< the message is closed before
    };

    void show(StateLabel::State state, const QString &text, const std::vector<Choice> &choices = {});
    QString text() const { return m_label->text(); }
    /// A message with choices is shown.
    bool asks() const;

private:
    void leave();

    StateLabel *m_label;
    QHBoxLayout *m_choices;
    QToolButton *m_close;
    QPointer<QWidget> m_cameFrom; ///< had the focus before the bar got it
};

} // namespace targetdesk
