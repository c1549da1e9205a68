// SPDX-License-Identifier: MIT
#include "keychain/promptanswer.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace targetdesk {

PromptAnswer::PromptAnswer(QDBusConnection connection, const QString &service, const QDBusObjectPath &prompt)
{
    connection.connect(service, prompt.path(), u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s, this,
                       SLOT(take(bool, QDBusVariant)));
}

PromptAnswer::Outcome PromptAnswer::await(std::chrono::milliseconds limit)
{
    if (m_outcome != Outcome::None) return m_outcome;
    QTimer::singleShot(limit, &m_loop, &QEventLoop::quit);
    m_loop.exec();
    return m_outcome;
}

void PromptAnswer::take(bool dismissed, const QDBusVariant &result)
{
    m_outcome = dismissed ? Outcome::Dismissed : Outcome::Given;
    m_result = result.variant();
    m_loop.quit();
}

} // namespace targetdesk
