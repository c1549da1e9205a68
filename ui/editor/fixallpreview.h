// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QPointer>

#include <string>

class QListWidget;
class QPushButton;

namespace targetdesk {

class DiffView;
class StateLabel;

/// What "fix all" will change, before it does: the titles of the fixes and the template compared with itself. Return makes them,
/// Esc does not. A child of the window; has the focus while it is open, and closes when that goes elsewhere.
class FixAllPreview : public QFrame
{
    Q_OBJECT
public:
    FixAllPreview(const Theme &theme, QWidget *parent);

    /// Opens at the top of `place`, in the parent's coordinates, while the fixes are still being tried: nothing can be made yet.
    void begin(const QRect &place, const QString &what);
    /// The fixes are known; at least one.
    void setFixes(const QStringList &titles, int samples, const std::string &before, const std::string &after);
    /// Closes it without a signal; the focus goes back to where it was, unless it is elsewhere already.
    void leave();

Q_SIGNALS:
    void accepted();
    /// By Esc, "Cancel", or the focus went elsewhere.
    void cancelled();

protected:
    bool event(QEvent *event) override;

private:
    QWidget *makeFoot();
    void layOut(const QRect &place);
    void accept();
    void cancel();
    void followFocus(const QWidget *now);

    StateLabel *m_what;
    QListWidget *m_titles;
    DiffView *m_diff;
    QPushButton *m_apply;
    QPointer<QWidget> m_focusBefore;
};

} // namespace targetdesk
