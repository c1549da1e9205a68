// SPDX-License-Identifier: MIT
// MainWindow: the key that secrets are sealed with, where there is none yet.
#include "ui/shell/keyoffer.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

const QString kOffersKey = u"keychain/offer"_s;

} // namespace

void MainWindow::offerKey()
{
    if (m_keyOffer && m_settings.value(kOffersKey, true).toBool()) m_keyOffer->look(workspace().targets());
}

void MainWindow::connectKeyOffer()
{
    if (!m_keyOffer) return;
    connect(m_keyOffer, &KeyOffer::wanted, this, [this](const QStringList &secrets) {
        if (m_messages->isVisible()) return; // what is told there matters now, and the offer comes again
        m_messages->show(StateLabel::State::Info,
                         tr("This workspace's targets need secrets (%1), and there is no key here yet to seal them with.")
                             .arg(secrets.join(u", "_s)),
                         {{tr("Keep a new key in the keychain"), [this] { m_keyOffer->keep(); }},
                          {tr("Do not ask again"), [this] { m_settings.setValue(kOffersKey, false); }}});
    });
    connect(m_keyOffer, &KeyOffer::kept, this, [this] {
        m_messages->show(StateLabel::State::Good,
                         tr("The key is in the keychain. Seal each secret with `targetdeskctl secret set NAME`."));
    });
    connect(m_keyOffer, &KeyOffer::failed, this,
            [this](const QString &why) { m_messages->show(StateLabel::State::Error, tr("No key was kept: %1").arg(why)); });
}

} // namespace targetdesk
