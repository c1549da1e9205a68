// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QWidget>

#include <optional>

class QComboBox;

namespace targetdesk {

/// Chooses the event and the sample that the preview renders with: the events that reach the target come first.
class SampleSelector : public QWidget
{
    Q_OBJECT
public:
    explicit SampleSelector(QWidget *parent = nullptr);

    /// Fills the boxes for a target, keeping the choice where it still fits. The workspace is copied.
    void setTarget(const Workspace &workspace, const std::string &handle);
    std::optional<Sample> sample() const;
    std::string event() const;
    /// Chooses this one, when it is there.
    void choose(const std::string &event, const std::string &name);
    /// The next or previous sample of the event.
    void step(int by);
    void focusEvent();

Q_SIGNALS:
    void chosen();

private:
    void fillEvents();
    void fillSamples();

    std::vector<Sample> m_all;
    std::vector<std::string> m_wired;
    std::vector<Sample> m_samples; ///< of the chosen event
    QComboBox *m_event;
    QComboBox *m_sample;
};

} // namespace targetdesk
