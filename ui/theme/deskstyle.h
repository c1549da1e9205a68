// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/colours.h"

#include <QProxyStyle>

namespace targetdesk {

/// Fusion with our own metrics and flat, thin controls: heights of 30, one-pixel borders, a two-pixel focus ring, tabs with
/// an underline, slim scroll bars. A push button with the dynamic property "primary" is filled with the accent colour,
/// one with "danger" with the danger colour.
class DeskStyle : public QProxyStyle
{
    Q_OBJECT
public:
    static constexpr int controlHeight = 30;
    static constexpr int radius = 6;
    static constexpr int step = 4;        ///< spacing is a multiple of this
    static constexpr int arrowWidth = 16; ///< beside a word that opens a menu

    DeskStyle();
    void setColours(const Colours &colours) { m_colours = colours; }

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                         const QWidget *widget) const override;

private:
    void drawField(const QStyleOption *option, QPainter *painter) const;
    void drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    void drawTab(const QStyleOption *option, QPainter *painter) const;
    void drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    static bool opensMenu(const QStyleOption *option);
    void drawMenuButton(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawCombo(const QStyleOptionComplex *option, QPainter *painter) const;
    void drawCheck(const QStyleOption *option, QPainter *painter) const;
    void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal width = 1.0) const;

    Colours m_colours = lightColours();
};

} // namespace targetdesk
