// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QEventLoop>
#include <QObject>
#include <QVariant>

#include <chrono>

namespace targetdesk {

/// What a person answers to a question that the keychain puts on the screen (org.freedesktop.Secret.Prompt). One thread, whose
/// event loop runs meanwhile.
class PromptAnswer : public QObject
{
    Q_OBJECT
public:
    /// Listens for the answer to the question at `prompt`.
    PromptAnswer(QDBusConnection connection, const QString &service, const QDBusObjectPath &prompt);

    enum class Outcome { Given, Dismissed, None };
    /// None: nobody answered within `limit`.
    Outcome await(std::chrono::milliseconds limit);
    /// What the answer brought: the paths of what was unlocked or made.
    const QVariant &result() const { return m_result; }

private Q_SLOTS:
    void take(bool dismissed, const QDBusVariant &result);

private:
    QEventLoop m_loop;
    Outcome m_outcome = Outcome::None;
    QVariant m_result;
};

} // namespace targetdesk
