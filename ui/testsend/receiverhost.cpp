// SPDX-License-Identifier: MIT
#include "ui/testsend/receiverhost.h"

namespace targetdesk {

namespace {
constexpr std::size_t maximumKept = 10'000;
constexpr std::size_t droppedAtOnce = 1'000;
} // namespace

ReceiverHost::ReceiverHost(QObject *parent)
    : QObject(parent)
{}

ReceiverHost::~ReceiverHost() = default;

QString ReceiverHost::start()
{
    if (m_receiver) return {};
    try {
        m_receiver = std::make_unique<Receiver>(std::uint16_t{0}, "127.0.0.1", [this](const ReceivedCall &call) {
            QMetaObject::invokeMethod(this, [this, call] { take(call); });
        });
    } catch (const ReceiverError &error) {
        return QString::fromUtf8(error.what());
    }
    Q_EMIT changed();
    return {};
}

void ReceiverHost::stop()
{
    m_receiver.reset();
    Q_EMIT changed();
}

QString ReceiverHost::address() const
{
    return m_receiver ? QString::fromStdString(m_receiver->address()) : QString();
}

void ReceiverHost::take(const ReceivedCall &call)
{
    m_requests.push_back(call);
    if (m_requests.size() > maximumKept) m_requests.erase(m_requests.begin(), m_requests.begin() + droppedAtOnce);
    Q_EMIT changed();
}

void ReceiverHost::clear()
{
    m_requests.clear();
    if (m_receiver) m_receiver->clear();
    Q_EMIT changed();
}

} // namespace targetdesk
