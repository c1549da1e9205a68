// SPDX-License-Identifier: MIT
#pragma once

#include "history/textdiff.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

#include <vector>

namespace targetdesk {

/// Two texts compared, line by line: `+` and `−` before the lines, and a colour behind them. Long equal parts are left out.
class DiffView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit DiffView(const Theme &theme, QWidget *parent = nullptr);

    void compare(const std::string &before, const std::string &after);

private:
    void refresh();

    const Theme &m_theme;
    std::vector<DiffLine> m_lines;
};

} // namespace targetdesk
