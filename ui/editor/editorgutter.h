// SPDX-License-Identifier: MIT
#pragma once

#include "ui/editor/codeeditor.h"

#include <QWidget>

namespace targetdesk {

/// Line numbers, problem marks and the arrows that fold, left of a CodeEditor's text, which owns it.
class EditorGutter : public QWidget
{
    Q_OBJECT
public:
    explicit EditorGutter(CodeEditor &editor);

    int neededWidth() const;
    QSize sizeHint() const override { return {neededWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    const EditorMark *markOfBlock(int position, int length) const;
    void paintMark(QPainter &painter, const EditorMark &mark, qreal top, qreal height) const;
    int foldWidth() const;

    CodeEditor &m_editor;
};

} // namespace targetdesk
