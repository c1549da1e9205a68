// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>
#include <QString>

class QFormLayout;
class QFrame;
class QLabel;
class QToolButton;
class QTreeView;
class QWidget;

namespace targetdesk {

/// Small parts that look the same everywhere. They take their colours from the palette, so they follow the theme.

/// A panel's heading: small, strong, muted.
QLabel *makeHeading(const QString &text);
/// A page's title: larger.
QLabel *makeTitle(const QString &text);
/// A one-pixel line.
QFrame *makeLine(Qt::Orientation orientation);
/// Secondary text.
void setMuted(QLabel &label);
/// Puts the labels of a form in the middle of their one-line fields.
void alignLabels(QFormLayout &form);
/// Fills a widget with the colour of a palette role.
void setBackground(QWidget &widget, QPalette::ColorRole role);

/// Gives columns the width of what they hold, the widest less where all of them would not fit side by side.
void fitColumns(QTreeView &view);

/// A flat button with a text and a tip, known to tests by its id. The caller owns it.
QToolButton *makeToolButton(const QString &id, const QString &text, const QString &tip);

} // namespace targetdesk
