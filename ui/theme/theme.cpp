// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QStyleHints>

using namespace Qt::StringLiterals;

namespace targetdesk {

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_style(new DeskStyle)
{
    m_application.setStyle(m_style);
    connect(m_application.styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_mode == Mode::System) apply();
    });
    apply();
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    apply();
}

const Colours &Theme::colours() const
{
    return m_isDark ? darkColours() : lightColours();
}

void Theme::apply()
{
    m_isDark =
        m_mode == Mode::Dark || (m_mode == Mode::System && m_application.styleHints()->colorScheme() == Qt::ColorScheme::Dark);
    m_style->setColours(colours());
    m_application.setPalette(paletteOf(colours()));
    Q_EMIT changed();
}

Theme::Mode Theme::modeOf(const QString &name)
{
    if (name == u"light"_s) return Mode::Light;
    if (name == u"dark"_s) return Mode::Dark;
    return Mode::System;
}

QString Theme::nameOf(Mode mode)
{
    switch (mode) {
    case Mode::Light: return u"light"_s;
    case Mode::Dark: return u"dark"_s;
    case Mode::System: break;
    }
    return u"system"_s;
}

} // namespace targetdesk
