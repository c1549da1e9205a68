// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/statelabel.h"

#include <QWidget>

namespace targetdesk {

/// A line above the editor for what went wrong (or well) with a command, until it is closed or replaced.
class MessageBar : public QWidget
{
    Q_OBJECT
public:
    explicit MessageBar(const Theme &theme, QWidget *parent = nullptr);

    void show(StateLabel::State state, const QString &text);
    QString text() const { return m_label->text(); }

private:
    StateLabel *m_label;
};

} // namespace targetdesk
