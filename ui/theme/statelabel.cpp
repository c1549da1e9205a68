// SPDX-License-Identifier: MIT
#include "ui/theme/statelabel.h"

#include "ui/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace targetdesk {

QColor colourOf(StateLabel::State state, const Colours &colours)
{
    switch (state) {
    case StateLabel::State::Good: return colours.success;
    case StateLabel::State::Info: return colours.info;
    case StateLabel::State::Warning: return colours.warning;
    case StateLabel::State::Error: return colours.danger;
    case StateLabel::State::Neutral: break;
    }
    return colours.muted;
}

QString iconOf(StateLabel::State state)
{
    switch (state) {
    case StateLabel::State::Good: return u"good"_s;
    case StateLabel::State::Info: return u"info"_s;
    case StateLabel::State::Warning: return u"warning"_s;
    case StateLabel::State::Error: return u"error"_s;
    case StateLabel::State::Neutral: break;
    }
    return u"ring"_s;
}

StateLabel::StateLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel)
    , m_text(new QLabel)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setForegroundRole(QPalette::WindowText); // not the one that goes with the background around it
    connect(&theme, &Theme::changed, this, &StateLabel::repaintState);
    setState(State::Neutral, {});
}

void StateLabel::setState(State state, const QString &text)
{
    m_state = state;
    m_text->setText(text);
    setAccessibleName(text);
    m_icon->setVisible(!text.isEmpty());
    repaintState();
}

QString StateLabel::text() const
{
    return m_text->text();
}

void StateLabel::setWordWrap(bool wrap)
{
    m_text->setWordWrap(wrap);
}

void StateLabel::repaintState()
{
    const QColor colour = colourOf(m_state, m_theme.colours());
    m_icon->setPixmap(iconPixmap(iconOf(m_state), colour, 16, devicePixelRatioF()));
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, colour);
    m_text->setPalette(palette);
}

} // namespace targetdesk
