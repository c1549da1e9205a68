// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/keysources.h"
#include "ui/work/workerthread.h"
#include "workspace/target.h"

#include <QStringList>

#include <vector>

namespace targetdesk {

/// Finds out whether a workspace needs a key to seal its secrets with, which this desktop's keychain could keep, and has it do
/// so. On a thread of its own, for a keychain may take its time or ask for its password. User interface thread.
class KeyOffer : public WorkerThread
{
    Q_OBJECT
public:
    explicit KeyOffer(KeySources sources, QObject *parent = nullptr);
    ~KeyOffer() override;

    /// Tells wanted() when these targets need secrets that nobody provides, there is no key anywhere, and the keychain is open.
    void look(const std::vector<Target> &targets);
    /// Tells kept() or failed().
    void keep();

Q_SIGNALS:
    void wanted(const QStringList &secrets);
    void kept();
    void failed(const QString &why);

private:
    void keepNow();

    const KeySources m_sources;
};

} // namespace targetdesk
