// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/statelabel.h"

#include <QWidget>

#include <functional>

class QPushButton;

namespace targetdesk {

/// A line above the editor: what a command did or could not do, and at most one thing to do about it. Takes no focus.
class EditorNotice : public QWidget
{
    Q_OBJECT
public:
    explicit EditorNotice(const Theme &theme, QWidget *parent = nullptr);

    /// Replaces what is shown. `action` runs once when its button is pressed; the notice goes then.
    void say(StateLabel::State state, const QString &text, const QString &actionText = {}, std::function<void()> action = {});
    QString text() const { return m_label->text(); }

private:
    StateLabel *m_label;
    QPushButton *m_button;
    std::function<void()> m_action;
};

} // namespace targetdesk
