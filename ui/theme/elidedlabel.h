// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace targetdesk {

/// A label that shortens its text with an ellipsis instead of cutting it; the whole text is its tool tip.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setFullText(const QString &text);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace targetdesk
