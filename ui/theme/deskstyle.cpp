// SPDX-License-Identifier: MIT
#include "ui/theme/deskstyle.h"

#include "ui/theme/icons.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

bool has(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

} // namespace

/// A tool button with a word that opens a menu wherever it is pressed.
bool DeskStyle::opensMenu(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    return button != nullptr && !button->text.isEmpty() && button->features.testFlag(QStyleOptionToolButton::HasMenu) &&
           !button->features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
}

DeskStyle::DeskStyle()
    : QProxyStyle(u"Fusion"_s)
{}

void DeskStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (const auto *combo = qobject_cast<QComboBox *>(widget)) combo->view()->setAccessibleName(combo->accessibleName());
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QTabBar *>(widget) ||
        qobject_cast<QScrollBar *>(widget) || qobject_cast<QAbstractItemView *>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonMargin: return 3 * step;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return 3 * step;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 2 * step;
    case PM_ScrollBarExtent: return 10;
    case PM_ScrollBarSliderMin: return 28;
    case PM_SplitterWidth: return 1;
    case PM_TabBarTabHSpace: return 5 * step;
    case PM_TabBarTabVSpace: return 3 * step;
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize: return 18;
    case PM_MenuBarPanelWidth: return 0;
    case PM_MenuBarVMargin: return 2;
    case PM_FocusFrameHMargin: return 7;
    case PM_FocusFrameVMargin: return 2;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_ItemView_ShowDecorationSelected: return hint == SH_ItemView_ShowDecorationSelected ? 1 : 0;
    case SH_TabBar_ElideMode: return Qt::ElideNone; // of six short words nothing is left; a bar that is too narrow scrolls
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: result.setHeight(std::max(controlHeight, size.height() + 8)); break;
    case CT_ToolButton:
        result = QSize(std::max(28, size.width() + 10 + (opensMenu(option) ? arrowWidth : 0)), std::max(28, size.height() + 8));
        break;
    case CT_ItemViewItem: result.setHeight(std::max(26, result.height())); break;
    case CT_MenuItem: result.rheight() += step; break;
    case CT_MenuBarItem: result.rheight() += 2; break;
    default: break;
    }
    return result;
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // Room beside the round corners; fields inside another control (a cell's editor, a spin box) have none.
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    return element == SE_LineEditContents && frame && frame->lineWidth > 0 ? rect.adjusted(6, 0, -6, 0) : rect;
}

QIcon DeskStyle::standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const
{
    return pixmap == SP_LineEditClearButton ? icon(u"close"_s) : QProxyStyle::standardIcon(pixmap, option, widget);
}

void DeskStyle::drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal width) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = line.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

void DeskStyle::drawField(const QStyleOption *option, QPainter *painter) const
{
    const bool enabled = has(option, State_Enabled);
    const bool focus = enabled && has(option, State_HasFocus);
    drawBox(painter, option->rect, enabled ? m_colours.base : m_colours.window, focus ? m_colours.accent : m_colours.control,
            focus ? 2.0 : 1.0);
}

void DeskStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool enabled = has(option, State_Enabled);
    const bool primary = widget && widget->property("primary").toBool();
    const bool danger = widget && widget->property("danger").toBool();
    if (enabled && (primary || danger)) {
        const QColor filled = danger ? m_colours.danger : m_colours.accent;
        const bool lit = has(option, State_MouseOver) || has(option, State_Sunken);
        drawBox(painter, option->rect, lit ? filled.darker(m_colours.isDark ? 108 : 112) : filled, {});
        if (has(option, State_HasFocus)) drawBox(painter, option->rect.adjusted(2, 2, -2, -2), {}, m_colours.onAccent, 1.5);
        return;
    }
    const bool lit = enabled && (has(option, State_MouseOver) || has(option, State_Sunken) || has(option, State_On));
    const bool focus = enabled && has(option, State_HasFocus);
    drawBox(painter, option->rect,
            has(option, State_On) ? m_colours.selected
            : lit                 ? m_colours.hover
                                  : m_colours.base,
            focus ? m_colours.accent : m_colours.control, focus ? 2.0 : 1.0);
}

void DeskStyle::drawCheck(const QStyleOption *option, QPainter *painter) const
{
    const QRect box = QRect(0, 0, 16, 16);
    const QRect rect = box.translated(option->rect.center() - box.center());
    const bool on = has(option, State_On) || has(option, State_NoChange);
    const bool enabled = has(option, State_Enabled);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on && enabled                 ? m_colours.accent
                         : has(option, State_HasFocus) ? m_colours.accent
                                                       : m_colours.control,
                         1.2));
    painter->setBrush(on && enabled ? m_colours.accent : m_colours.base);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.6, 0.6, -0.6, -0.6), 4, 4);
    if (on) {
        painter->setPen(QPen(enabled ? m_colours.onAccent : m_colours.muted, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(QPolygonF{QPointF(rect.x() + 4.2, rect.y() + 8.2), QPointF(rect.x() + 7, rect.y() + 11),
                                        QPointF(rect.x() + 12, rect.y() + 5.2)});
    }
    painter->restore();
}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth == 0) return;
        drawField(option, painter);
        return;
    case PE_FrameLineEdit:
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem: return;
    case PE_PanelButtonCommand: drawButton(option, painter, widget); return;
    case PE_PanelButtonTool: {
        const bool on = has(option, State_On);
        const bool lit = has(option, State_Enabled) && (has(option, State_MouseOver) || has(option, State_Sunken));
        if (on || lit) drawBox(painter, option->rect, on ? m_colours.selected : m_colours.hover, {});
        if (has(option, State_HasFocus) && has(option, State_KeyboardFocusChange))
            drawBox(painter, option->rect, {}, m_colours.accent, 2);
        return;
    }
    case PE_FrameFocusRect:
        if (has(option, State_KeyboardFocusChange)) drawBox(painter, option->rect, {}, m_colours.accent, 1.5);
        return;
    case PE_IndicatorCheckBox: drawCheck(option, painter); return;
    case PE_PanelItemViewItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (item && has(item, State_Selected))
            painter->fillRect(item->rect, m_colours.selected);
        else if (item && has(item, State_MouseOver) && has(item, State_Enabled))
            painter->fillRect(item->rect, m_colours.hover);
        return;
    }
    case PE_PanelItemViewRow: return;
    case PE_Frame:
    case PE_FrameGroupBox: {
        painter->save();
        painter->setPen(m_colours.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    }
    case PE_PanelScrollAreaCorner: painter->fillRect(option->rect, option->palette.color(QPalette::Base)); return;
    case PE_FrameTabWidget: return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp: {
        const QString name = element == PE_IndicatorArrowDown ? u"chevron-down"_s : u"chevron-up"_s;
        const QPixmap drawn = iconPixmap(name, m_colours.muted, 14, painter->device()->devicePixelRatio());
        painter->drawPixmap(option->rect.center() - QPoint(6, 6), drawn);
        return;
    }
    case PE_IndicatorBranch:
        if (has(option, State_Children)) {
            const QString name = has(option, State_Open) ? u"chevron-down"_s : u"chevron-right"_s;
            painter->drawPixmap(option->rect.center() - QPoint(6, 6),
                                iconPixmap(name, m_colours.muted, 14, painter->device()->devicePixelRatio()));
        }
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void DeskStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (!tab) return;
    const bool selected = has(tab, State_Selected);
    if (!selected && has(tab, State_MouseOver) && has(tab, State_Enabled)) {
        drawBox(painter, tab->rect.adjusted(4, 5, -4, -5), m_colours.hover, {});
    }
    if (selected)
        painter->fillRect(QRect(tab->rect.left() + 10, tab->rect.bottom() - 1, tab->rect.width() - 20, 2), m_colours.accent);
    if (has(tab, State_HasFocus) && has(tab, State_KeyboardFocusChange)) {
        drawBox(painter, tab->rect.adjusted(4, 4, -4, -4), {}, m_colours.accent, 1.5);
    }
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_TabBarTabShape: drawTab(option, painter); return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab plain(*tab);
            plain.state &= ~State_HasFocus;
            plain.palette.setColor(QPalette::WindowText, has(tab, State_Selected) ? m_colours.text : m_colours.muted);
            QProxyStyle::drawControl(element, &plain, painter, widget);
        }
        return;
    case CE_Splitter: painter->fillRect(option->rect, m_colours.border); return;
    case CE_MenuBarItem: // Fusion draws a line below each one, which the empty part of this bar does not have
        QProxyStyle::drawControl(element, option, painter, widget);
        painter->fillRect(QRect(option->rect.bottomLeft(), option->rect.bottomRight()), m_colours.window);
        return;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, m_colours.window); return;
    case CE_HeaderSection: painter->fillRect(option->rect, m_colours.base); return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            painter->setPen(m_colours.muted);
            painter->drawText(header->rect.adjusted(4, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft, header->text);
        }
        return;
    case CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button) return;
        QStyleOptionButton label(*button);
        const bool filled = widget && (widget->property("primary").toBool() || widget->property("danger").toBool());
        if (filled && has(option, State_Enabled)) label.palette.setColor(QPalette::ButtonText, m_colours.onAccent);
        QProxyStyle::drawControl(element, &label, painter, widget);
        return;
    }
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            const auto shape = frame->frameShape;
            if (shape == QFrame::HLine || shape == QFrame::VLine) {
                painter->fillRect(shape == QFrame::HLine
                                      ? QRect(frame->rect.x(), frame->rect.center().y(), frame->rect.width(), 1)
                                      : QRect(frame->rect.center().x(), frame->rect.y(), 1, frame->rect.height()),
                                  m_colours.border);
                return;
            }
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void DeskStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const QRect slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    if (!bar || bar->maximum <= bar->minimum) return;
    QColor colour = m_colours.muted;
    colour.setAlphaF(has(option, State_MouseOver) ? 0.7F : 0.35F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawRoundedRect(QRectF(slider).adjusted(2, 2, -2, -2), 3, 3);
    painter->restore();
}

void DeskStyle::drawCombo(const QStyleOptionComplex *option, QPainter *painter) const
{
    const bool enabled = has(option, State_Enabled);
    const bool focus = enabled && has(option, State_HasFocus);
    const bool lit = enabled && has(option, State_MouseOver);
    drawBox(painter, option->rect,
            lit       ? m_colours.hover
            : enabled ? m_colours.base
                      : m_colours.window,
            focus ? m_colours.accent : m_colours.control, focus ? 2.0 : 1.0);
    painter->drawPixmap(QPoint(option->rect.right() - 21, option->rect.center().y() - 6),
                        iconPixmap(u"chevron-down"_s, m_colours.muted, 14, painter->device()->devicePixelRatio()));
}

// The arrow beside the word, on its line.
void DeskStyle::drawMenuButton(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    QStyleOptionToolButton panel(*qstyleoption_cast<const QStyleOptionToolButton *>(option));
    panel.features &= ~QStyleOptionToolButton::HasMenu;
    QStyleOptionToolButton label(panel);
    panel.text.clear();
    panel.icon = {};
    QProxyStyle::drawComplexControl(CC_ToolButton, &panel, painter, widget);
    label.rect.adjust(4, 0, -arrowWidth, 0);
    drawControl(CE_ToolButtonLabel, &label, painter, widget);
    const QPixmap arrow = iconPixmap(u"chevron-down"_s, has(option, State_Enabled) ? m_colours.muted : m_colours.border, 14,
                                     painter->device()->devicePixelRatio());
    painter->drawPixmap(QPoint(option->rect.right() - arrowWidth - 2, option->rect.center().y() - 6), arrow);
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar: drawScrollBar(option, painter, widget); return;
    case CC_ComboBox: drawCombo(option, painter); return;
    case CC_ToolButton:
        if (opensMenu(option)) return drawMenuButton(option, painter, widget);
        [[fallthrough]];
    default: QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (subControl == SC_ScrollBarAddLine || subControl == SC_ScrollBarSubLine) return {};
        if (subControl == SC_ScrollBarGroove) return option->rect;
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && subControl == SC_ScrollBarSlider) {
            const bool horizontal = bar->orientation == Qt::Horizontal;
            const int whole = horizontal ? bar->rect.width() : bar->rect.height();
            const int range = bar->maximum - bar->minimum;
            if (range <= 0) return bar->rect;
            const qint64 share = static_cast<qint64>(bar->pageStep) * whole / (static_cast<qint64>(range) + bar->pageStep);
            const int length = std::clamp(static_cast<int>(share), std::min(28, whole), whole);
            const int start =
                sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, whole - length, bar->upsideDown);
            return horizontal ? QRect(bar->rect.x() + start, bar->rect.y(), length, bar->rect.height())
                              : QRect(bar->rect.x(), bar->rect.y() + start, bar->rect.width(), length);
        }
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) return option->rect.adjusted(10, 1, -26, -1);
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

} // namespace targetdesk
