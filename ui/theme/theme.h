// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/colours.h"

#include <QObject>

class QApplication;

namespace targetdesk {

class DeskStyle;

/// Gives the application its style, palette and icons' colours; follows the system's light or dark setting as it changes,
/// unless a mode is chosen. One per application, owned by main() and handed to the window. User interface thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };

    explicit Theme(QApplication &application, QObject *parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    const Colours &colours() const;

    /// "system", "light", "dark"; anything else is System.
    static Mode modeOf(const QString &name);
    static QString nameOf(Mode mode);

Q_SIGNALS:
    /// Palette and style are already changed; what paints with Colours repaints.
    void changed();

private:
    void apply();

    QApplication &m_application;
    DeskStyle *m_style; ///< owned by the application
    Mode m_mode = Mode::System;
    bool m_isDark = false;
};

} // namespace targetdesk
