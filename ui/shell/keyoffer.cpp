// SPDX-License-Identifier: MIT
#include "ui/shell/keyoffer.h"

#include "delivery/secretnames.h"
#include "delivery/secretsource.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// Those that come neither from the environment nor as credentials: sealed ones need a key.
QStringList unprovided(const std::vector<Target> &targets)
{
    std::set<std::string> names;
    for (const Target &target : targets)
        names.merge(secretNames(target));
    QStringList list;
    for (const std::string &name : names) {
        if (!EnvironmentSecrets().secret(name)) list.append(QString::fromStdString(name));
    }
    return list;
}

bool wantsKeyInKeychain(const KeySources &sources)
{
    try {
        const KeySearch search = sources.find();
        return search.isNowhere() && search.keychain.state == Keychain::State::Empty;
    } catch (const SealError &) {
        return false; // there is one, if not a good one: a delivery that needs it says why
    }
}

} // namespace

KeyOffer::KeyOffer(KeySources sources, QObject *parent)
    : WorkerThread(u"keychain"_s, QThread::InheritPriority, parent)
    , m_sources(std::move(sources))
{
    setObjectName(u"keyOffer"_s);
}

KeyOffer::~KeyOffer()
{
    stop();
}

void KeyOffer::look(const std::vector<Target> &targets)
{
    post([this, targets, cancelled = beginRun()] {
        if (cancelled->load()) return;
        const QStringList names = unprovided(targets);
        if (names.isEmpty() || !wantsKeyInKeychain(m_sources)) return;
        QMetaObject::invokeMethod(this, [this, cancelled, names] {
            if (!cancelled->load()) Q_EMIT wanted(names);
        });
    });
}

void KeyOffer::keep()
{
    post([this] { keepNow(); });
}

// On the worker's thread.
void KeyOffer::keepNow()
{
    try {
        m_sources.keychain().keepNewKey();
        QMetaObject::invokeMethod(this, [this] { Q_EMIT kept(); });
    } catch (const SealError &error) {
        const QString why = QString::fromUtf8(error.what());
        QMetaObject::invokeMethod(this, [this, why] { Q_EMIT failed(why); });
    }
}

} // namespace targetdesk
