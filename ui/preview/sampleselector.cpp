// SPDX-License-Identifier: MIT
#include "ui/preview/sampleselector.h"

#include "workspace/reaction.h"

#include <QComboBox>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

SampleSelector::SampleSelector(QWidget *parent)
    : QWidget(parent)
    , m_event(new QComboBox)
    , m_sample(new QComboBox)
{
    m_event->setObjectName(u"sampleEvent"_s);
    m_event->setAccessibleName(tr("Event"));
    m_event->setToolTip(tr("Event whose samples are used; those that reach this target come first"));
    m_sample->setObjectName(u"sampleName"_s);
    m_sample->setAccessibleName(tr("Sample"));
    m_sample->setToolTip(tr("Sample context of the event (Alt+Up, Alt+Down)"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QComboBox *box : {m_event, m_sample}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        layout->addWidget(box, 1);
    }
    connect(m_event, &QComboBox::activated, this, [this] {
        fillSamples();
        Q_EMIT chosen();
    });
    connect(m_sample, &QComboBox::activated, this, &SampleSelector::chosen);
}

void SampleSelector::setTarget(const Workspace &workspace, const std::string &handle)
{
    m_all = workspace.samples();
    m_wired = workspace.eventsOf(handle);
    fillEvents();
    fillSamples();
}

void SampleSelector::fillEvents()
{
    const QString before = m_event->currentData().toString();
    m_event->clear();
    const auto add = [this](const std::string &event, bool wired) {
        const QString name = QString::fromStdString(event);
        if (m_event->findData(name) >= 0) return;
        m_event->addItem(name, name);
        m_event->setItemData(m_event->count() - 1, wired ? tr("reaches this target") : tr("does not reach this target"),
                             Qt::ToolTipRole);
    };
    const auto isWired = [this](const std::string &event) {
        return std::any_of(m_wired.begin(), m_wired.end(), [&](const std::string &wired) { return sameEvent(wired, event); });
    };
    for (const Sample &sample : m_all) {
        if (isWired(sample.event)) add(sample.event, true);
    }
    const int wired = m_event->count();
    for (const Sample &sample : m_all) {
        if (!isWired(sample.event)) add(sample.event, false);
    }
    if (wired > 0 && wired < m_event->count()) m_event->insertSeparator(wired);
    const int index = m_event->findData(before);
    // Another target's event is no choice of the person's: take the first that reaches this one.
    m_event->setCurrentIndex(index >= 0 && (index < wired || wired == 0) ? index : m_event->count() > 0 ? 0 : -1);
}

void SampleSelector::fillSamples()
{
    const QString before = m_sample->currentText();
    m_samples.clear();
    m_sample->clear();
    for (const Sample &sample : m_all) {
        if (sample.event != event()) continue;
        m_samples.push_back(sample);
        m_sample->addItem(QString::fromStdString(sample.name));
    }
    int index = m_sample->findText(before);
    if (index < 0) index = m_sample->findText(u"profile-root"_s);
    m_sample->setCurrentIndex(index >= 0 ? index : m_sample->count() > 0 ? 0 : -1);
}

std::optional<Sample> SampleSelector::sample() const
{
    const int index = m_sample->currentIndex();
    if (index < 0 || index >= static_cast<int>(m_samples.size())) return {};
    return m_samples[static_cast<std::size_t>(index)];
}

std::string SampleSelector::event() const
{
    return m_event->currentData().toString().toStdString();
}

void SampleSelector::choose(const std::string &event, const std::string &name)
{
    const int eventIndex = m_event->findData(QString::fromStdString(event));
    if (eventIndex < 0) return;
    m_event->setCurrentIndex(eventIndex);
    fillSamples();
    const int index = m_sample->findText(QString::fromStdString(name));
    if (index >= 0) m_sample->setCurrentIndex(index);
    Q_EMIT chosen();
}

void SampleSelector::step(int by)
{
    const int count = m_sample->count();
    if (count < 2) return;
    m_sample->setCurrentIndex((m_sample->currentIndex() + by + count) % count);
    Q_EMIT chosen();
}

void SampleSelector::focusEvent()
{
    m_event->setFocus(Qt::ShortcutFocusReason);
    m_event->showPopup();
}

} // namespace targetdesk
