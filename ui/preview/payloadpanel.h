// SPDX-License-Identifier: MIT
#pragma once

#include "ui/preview/previewrunner.h"
#include "ui/theme/statelabel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace targetdesk {

class CodeEditor;
class SampleSelector;
class Syntax;

/// The payload beside the editor: pretty or as it is sent, with its validity. When a template stops rendering, the last good
/// payload stays, greyed; a payload that is not JSON is shown as it is, with a mark where it stops being JSON.
class PayloadPanel : public QWidget
{
    Q_OBJECT
public:
    PayloadPanel(const Theme &theme, const Syntax &syntax, QWidget *parent = nullptr);

    SampleSelector &samples() { return *m_samples; }
    CodeEditor &view() { return *m_view; }
    void show(const std::shared_ptr<const PreviewResult> &result);
    /// A render is under way: when it takes long, what is shown is said to be of before.
    void expect();
    /// No target, or no sample to render with: says so instead.
    void showNothing(const QString &why);
    void setPretty(bool pretty);
    bool isPretty() const { return m_isPretty; }
    /// What is in the view and of now; nothing while that is an older payload, or none.
    std::shared_ptr<const PreviewResult> current() const { return m_shown == m_newest ? m_shown : nullptr; }
    /// Selects the value at a path, or the nearest one around it that is there; nothing while the payload is not JSON or of
    /// before.
    void goToPath(std::string path);
    void copy() const;
    void zoom(int steps);

Q_SIGNALS:
    void prettyChanged(bool pretty);
    /// current() or its form is another one.
    void shown();

private:
    QWidget *makeHead();
    void showTexts();
    void setText(const QString &text);

    SampleSelector *m_samples;
    CodeEditor *m_view;
    QLabel *m_nothing;
    QStackedWidget *m_pages;
    StateLabel *m_validity;
    StateLabel *m_note;
    QToolButton *m_pretty;
    QToolButton *m_raw;
    std::shared_ptr<const PreviewResult> m_newest;
    std::shared_ptr<const PreviewResult> m_shown; ///< the newest one that rendered
    QString m_text;                               ///< in the view
    QTimer m_slow;
    bool m_isPretty = true;
};

/// What is to say about a payload in a word or two, with its state.
struct Validity
{
    StateLabel::State state = StateLabel::State::Neutral;
    QString text;
};
Validity validityOf(const Payload &payload);

} // namespace targetdesk
