// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace targetdesk {

/// An icon of our own set (resources/icons, 20-unit grid), drawn in the palette's colours of the moment: text, muted when
/// disabled. It follows a change of theme by itself.
QIcon icon(const QString &name);

/// The same icon in a colour, for marks that say a state.
QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal devicePixelRatio);

} // namespace targetdesk
