// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace targetdesk {

/// A state as shape, colour and word. Hidden while it has no word.
class StateLabel : public QWidget
{
    Q_OBJECT
public:
    enum class State { Neutral, Good, Info, Warning, Error };

    explicit StateLabel(const Theme &theme, QWidget *parent = nullptr);

    void setState(State state, const QString &text);
    QString text() const;
    State state() const { return m_state; }
    void setWordWrap(bool wrap);

private:
    void repaintState();

    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
    State m_state = State::Neutral;
};

/// The colour of a state and the name of its icon.
QColor colourOf(StateLabel::State state, const Colours &colours);
QString iconOf(StateLabel::State state);

} // namespace targetdesk
