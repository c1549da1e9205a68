// SPDX-License-Identifier: MIT
#include "../delivery/fakekeychain.h"
#include "../delivery/sessionbus.h"
#include "ui/shell/keyoffer.h"
#include "ui/shell/messagebar.h"
#include "windowfixture.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;
using namespace std::chrono_literals;

/// The window offers to keep a key in the keychain where one is needed and there is none.
class TestWindowKey : public QObject
{
    Q_OBJECT

private:
    static KeySources sources(const WindowFixture &desk, const SessionBus &bus, std::chrono::milliseconds limit = 30s)
    {
        return KeySources(desk.stateFolder() / "no-key", Keychain(bus.address(), limit));
    }
    /// Starts a keyring; why there can be none, or nothing.
    static std::string keyringOn(SessionBus &bus) { return bus.why().empty() ? bus.startKeyring() : bus.why(); }
    static void findsNoKey(WindowFixture &desk, const SessionBus &bus)
    {
        desk.restart(std::make_shared<MemorySecrets>(), sources(desk, bus));
        desk.window().offerKey();
        QTRY_VERIFY_WITH_TIMEOUT(bar(desk)->isVisible(), 60'000);
    }
    static MessageBar *bar(const WindowFixture &desk) { return desk.find<MessageBar>("messageBar"); }
    static void choose(const WindowFixture &desk, const QString &text)
    {
        for (QPushButton *button : bar(desk)->findChildren<QPushButton *>()) {
            if (button->text() == text) return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(qPrintable(u"nothing is called "_s + text));
    }

private Q_SLOTS:
    void init()
    {
        for (const char *name : {"TARGETDESK_KEY", "CREDENTIALS_DIRECTORY"})
            qunsetenv(name);
    }

    void aKeyIsKeptWhenItIsWanted()
    {
        SessionBus bus;
        if (const std::string whyNot = keyringOn(bus); !whyNot.empty()) QSKIP(whyNot.c_str());
        WindowFixture desk;
        findsNoKey(desk, bus);
        QVERIFY2(bar(desk)->text().contains(u"klaviyo"_s), qPrintable(bar(desk)->text()));
        choose(desk, u"Keep a new key in the keychain"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bar(desk)->text().contains(u"The key is in the keychain"_s), 60'000);
        const KeySearch search = sources(desk, bus).find();
        QCOMPARE(search.found->source, KeySource::Keychain);
        QVERIFY(!bar(desk)->text().contains(QString::fromStdString(sealKeyText(search.found->key))));
        nothingIsOffered(desk);
    }

    void whoDeclinesIsNotAskedAgain()
    {
        SessionBus bus;
        if (const std::string whyNot = keyringOn(bus); !whyNot.empty()) QSKIP(whyNot.c_str());
        WindowFixture desk;
        findsNoKey(desk, bus);
        choose(desk, u"Do not ask again"_s);
        QCOMPARE(sources(desk, bus).find().keychain.state, Keychain::State::Empty);
        desk.restart();
        nothingIsOffered(desk);
    }

    void noKeychainIsNoMessage()
    {
        SessionBus bus;
        if (!bus.why().empty()) QSKIP(bus.why().c_str());
        WindowFixture desk;
        desk.restart(std::make_shared<MemorySecrets>(), sources(desk, bus));
        nothingIsOffered(desk);
        QVERIFY2(bar(desk)->text().startsWith(u"No key was kept: no keychain runs"_s), qPrintable(bar(desk)->text()));
    }

    void aSilentKeychainHoldsNothingUp()
    {
        SessionBus bus;
        if (!bus.why().empty()) QSKIP(bus.why().c_str());
        const FakeKeychain fake(bus.address(), FakeKeychain::Manner::Silent);
        WindowFixture desk;
        desk.restart(std::make_shared<MemorySecrets>(), sources(desk, bus, 3s));
        desk.window().offerKey();
        QTRY_VERIFY_WITH_TIMEOUT(fake.calls() > 0, 60'000);
        // It is being asked, and the window goes on.
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.typeTemplate(u"70707"_s);
        QTRY_COMPARE(desk.payload(), u"70707"_s);
        nothingIsOffered(desk);
    }

private:
    /// A key that is kept, or not, is told after what was looked for before.
    static void nothingIsOffered(WindowFixture &desk)
    {
        auto *offer = desk.find<KeyOffer>("keyOffer");
        QSignalSpy wanted(offer, &KeyOffer::wanted);
        QSignalSpy kept(offer, &KeyOffer::kept);
        QSignalSpy failed(offer, &KeyOffer::failed);
        desk.window().offerKey();
        offer->keep();
        QTRY_VERIFY_WITH_TIMEOUT(kept.size() + failed.size() == 1, 60'000);
        QCOMPARE(wanted.size(), 0);
    }
};

QTEST_MAIN(TestWindowKey)
#include "tst_windowkey.moc"
