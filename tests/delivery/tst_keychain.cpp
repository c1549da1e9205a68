// SPDX-License-Identifier: MIT
#include "../dispatch/ctlprocess.h"
#include "delivery/secretvault.h"
#include "fakekeychain.h"
#include "sessionbus.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace targetdesk;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

using State = Keychain::State;
constexpr std::chrono::milliseconds kPatient = 30s; ///< for a machine that is busy
constexpr std::chrono::milliseconds kShort = 300ms; ///< for what never answers

/// Environment variables of this process and of those that it starts, until the end of the test.
void setVariable(const char *name, const std::string &value)
{
    qputenv(name, QByteArray::fromStdString(value));
}

std::string whyNot(const std::function<void()> &work)
{
    try {
        work();
    } catch (const SealError &error) {
        return error.what();
    }
    return {};
}

} // namespace

/// The key in the desktop's keychain: a real one, none at all, and such as behave badly.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aKeyOutlivesTheKeychainsLock();
    void whatIsNoKeyIsNotReplaced();
    void programsAtOnceMakeOneKey();
    void secretsAreSealedWithTheKeychainsKey();
    void whatWasSaidComesBeforeTheKeychain();
    void aKeyThatComesFirstHidesNone();
    void aTerminalIsAsked_data();
    void aTerminalIsAsked();
    void noSessionIsNoFault();
    void aBusWithoutKeychainIsNoFault();
    void badKeychainsAreTold_data();
    void badKeychainsAreTold();
    void aSilentKeychainIsAskedOnce();
    void anAnsweredQuestionUnlocks();
    void anUnansweredQuestionEnds();

private:
    /// False: skipped.
    bool startKeyring()
    {
        m_bus = std::make_unique<SessionBus>();
        m_whyNot = m_bus->why().empty() ? m_bus->startKeyring() : m_bus->why();
        if (m_whyNot.empty()) setVariable("DBUS_SESSION_BUS_ADDRESS", m_bus->address());
        return m_whyNot.empty();
    }
    bool startBus()
    {
        m_bus = std::make_unique<SessionBus>();
        m_whyNot = m_bus->why();
        if (m_whyNot.empty()) setVariable("DBUS_SESSION_BUS_ADDRESS", m_bus->address());
        return m_whyNot.empty();
    }
    Keychain keychain() const { return Keychain(m_bus->address(), kPatient); }
    fs::path path(const char *name) const { return fs::path(m_home->path().toStdString()) / name; }
    Json which(int expectedCode)
    {
        CtlProcess process({"secret", "key", "--which", "--json"});
        if (process.wait() != expectedCode) return process.errors();
        return Json::parse(process.output());
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<SessionBus> m_bus;
    std::string m_whyNot;
};

#define KEYRING_OR_SKIP()                                                                                                        \
    if (!startKeyring()) QSKIP(m_whyNot.c_str())
#define BUS_OR_SKIP()                                                                                                            \
    if (!startBus()) QSKIP(m_whyNot.c_str())

void TestKeychain::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
        setVariable(name, m_home->path().toStdString());
    for (const char *name : {"TARGETDESK_KEY", "CREDENTIALS_DIRECTORY", "DBUS_SESSION_BUS_ADDRESS"})
        qunsetenv(name);
}

void TestKeychain::cleanup()
{
    m_bus.reset();
}

void TestKeychain::aKeyOutlivesTheKeychainsLock()
{
    KEYRING_OR_SKIP();
    QCOMPARE(keychain().key().state, State::Empty);
    const Keychain::Kept made = keychain().keepNewKey();
    QVERIFY(made.isNew);
    QCOMPARE(keychain().key().state, State::Found);
    QCOMPARE(keychain().key().key.value(), made.key);
    QVERIFY(!keychain().keepNewKey().isNew);
    QCOMPARE(keychain().keepNewKey().key, made.key);

    // Locked, it is not taken for one without a key, by whoever looks and by whoever would make another.
    m_bus->lock();
    const Keychain::Answer locked = keychain().key();
    QCOMPARE(locked.state, State::Locked);
    QVERIFY(locked.why.find("unlock it") != std::string::npos);
    const std::string why = whyNot([this] { keychain().keepNewKey(5s); });
    QVERIFY2(why.find("keychain") != std::string::npos, why.c_str());
    CtlProcess key({"secret", "key"});
    QCOMPARE(key.wait(), 1);
    QVERIFY2(key.errors().find("locked") != std::string::npos, key.errors().c_str());
    QVERIFY(!fs::exists(path("targetdesk/key")));
    QCOMPARE(m_bus->itemCount(), 1);

    // Opened with its password, it has the same key.
    m_bus->stopKeyring();
    QCOMPARE(keychain().key().state, State::None);
    QCOMPARE(m_bus->startKeyring(), std::string());
    QCOMPARE(keychain().key().key.value(), made.key);
}

void TestKeychain::whatIsNoKeyIsNotReplaced()
{
    KEYRING_OR_SKIP();
    m_bus->spoilItem("a password of something else");
    const Keychain::Answer answer = keychain().key();
    QCOMPARE(answer.state, State::Failed);
    QVERIFY2(answer.why.find("is no key") != std::string::npos, answer.why.c_str());
    QVERIFY(answer.why.find("password of") == std::string::npos);
    QCOMPARE(whyNot([this] { keychain().keepNewKey(); }), answer.why);
    QCOMPARE(m_bus->itemCount(), 1);
}

void TestKeychain::programsAtOnceMakeOneKey()
{
    KEYRING_OR_SKIP();
    std::vector<std::unique_ptr<CtlProcess>> programs;
    for (int i = 0; i < 6; ++i)
        programs.push_back(std::make_unique<CtlProcess>(std::vector<std::string>{"secret", "key", "--keychain"}));
    int made = 0;
    for (const auto &program : programs) {
        const int code = program->wait();
        made += code == 0 ? 1 : 0;
        const std::string told = program->output() + program->errors();
        QVERIFY2(code == 0 || (code == 1 && told.find("there is a key already") != std::string::npos), told.c_str());
        QVERIFY(told.find(sealKeyText(keychain().key().key.value())) == std::string::npos);
    }
    QCOMPARE(made, 1);
    QCOMPARE(m_bus->itemCount(), 1);
}

void TestKeychain::secretsAreSealedWithTheKeychainsKey()
{
    KEYRING_OR_SKIP();
    QCOMPARE(which(1).value("source", Json("none")), Json());
    CtlProcess key({"secret", "key", "--keychain", "--json"});
    QCOMPARE(key.wait(), 0);
    QCOMPARE(Json::parse(key.output()).at("source"), Json("keychain"));
    CtlProcess set({"secret", "set", "klaviyo_key"});
    set.write("pk_live_canary\n");
    set.closeInput();
    QCOMPARE(set.wait(), 0);
    QCOMPARE(which(0).at("source"), Json("keychain"));
    QVERIFY(!fs::exists(path("targetdesk/key")));
    const SecretVault vault(path("targetdesk/secrets.json"), KeySources(path("none"), keychain()));
    QCOMPARE(vault.secret("klaviyo_key"), std::optional<std::string>("pk_live_canary"));
    // A file would come first, and the secret could not be read any more.
    CtlProcess file({"secret", "key"});
    QCOMPARE(file.wait(), 1);
    QVERIFY2(file.errors().find("the keychain: there is a key already") != std::string::npos, file.errors().c_str());
    QVERIFY(!fs::exists(path("targetdesk/key")));
}

void TestKeychain::whatWasSaidComesBeforeTheKeychain()
{
    KEYRING_OR_SKIP();
    const SealKey kept = keychain().keepNewKey().key;
    makeKeyFile(path("key"));
    const KeySources sources(path("key"), keychain());
    QCOMPARE(sources.find().found->source, KeySource::File);
    QCOMPARE(sources.find().keychain.state, State::None); // it was not asked
    setVariable("TARGETDESK_KEY", sealKeyText(newSealKey()));
    QCOMPARE(sources.find().found->source, KeySource::Environment);
    CtlProcess hidden({"secret", "key", "--keychain"});
    QCOMPARE(hidden.wait(), 1);
    QVERIFY2(hidden.errors().find("$TARGETDESK_KEY: there is a key already") != std::string::npos, hidden.errors().c_str());
    qunsetenv("TARGETDESK_KEY");
    const KeySearch last = KeySources(path("none"), keychain()).find();
    QCOMPARE(last.found->source, KeySource::Keychain);
    QCOMPARE(last.found->key, kept);
}

void TestKeychain::aKeyThatComesFirstHidesNone()
{
    setVariable("TARGETDESK_KEY", sealKeyText(newSealKey()));
    CtlProcess key({"secret", "key"});
    QCOMPARE(key.wait(), 1);
    QVERIFY2(key.errors().find("$TARGETDESK_KEY: there is a key already") != std::string::npos, key.errors().c_str());
    QVERIFY(!fs::exists(path("targetdesk/key")));
    CtlProcess named({"secret", "key", "--key-file", path("mine").string()});
    QCOMPARE(named.wait(), 0);
    QVERIFY(fs::exists(path("mine")));
}

void TestKeychain::aTerminalIsAsked_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<bool>("inKeychain");
    QTest::newRow("yes") << QByteArray("\n") << true;
    QTest::newRow("no") << QByteArray("n\n") << false;
}

void TestKeychain::aTerminalIsAsked()
{
    QFETCH(QByteArray, typed);
    QFETCH(bool, inKeychain);
    KEYRING_OR_SKIP();
    QProcess terminal; // util-linux's script gives a program one
    terminal.start(QStringLiteral("script"),
                   {QStringLiteral("-qec"), QStringLiteral(TARGETDESKCTL " secret key"), QStringLiteral("/dev/null")});
    if (!terminal.waitForStarted()) QSKIP("there is no script(1) to be a terminal");
    QByteArray shown;
    QVERIFY(QTest::qWaitFor([&] { return (shown += terminal.readAll()).contains("[Y/n]"); }, 60'000));
    terminal.write(typed);
    QVERIFY(terminal.waitForFinished(60'000));
    QCOMPARE(terminal.exitCode(), 0);
    QCOMPARE(keychain().key().state, inKeychain ? State::Found : State::Empty);
    QCOMPARE(fs::exists(path("targetdesk/key")), !inKeychain);
}

void TestKeychain::noSessionIsNoFault()
{
    const Keychain::Answer answer = Keychain::ofSession().key();
    QCOMPARE(answer.state, State::None);
    QVERIFY2(answer.why.find("no desktop session") != std::string::npos, answer.why.c_str());
    // A bus that is said to be there and is gone.
    setVariable("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + path("gone").string());
    QCOMPARE(Keychain::ofSession().key().state, State::None);
    CtlProcess wanted({"secret", "key", "--keychain"});
    QCOMPARE(wanted.wait(), 1);
    QVERIFY2(wanted.errors().find("D-Bus cannot be reached") != std::string::npos, wanted.errors().c_str());
    CtlProcess key({"secret", "key"});
    QCOMPARE(key.wait(), 0);
    QCOMPARE(key.errors(), std::string());
    QCOMPARE(which(0).at("place"), Json(path("targetdesk/key").string()));
}

void TestKeychain::aBusWithoutKeychainIsNoFault()
{
    BUS_OR_SKIP();
    const Keychain::Answer answer = keychain().key();
    QCOMPARE(answer.state, State::None);
    QVERIFY2(answer.why.find("no keychain runs") != std::string::npos, answer.why.c_str());
    CtlProcess key({"secret", "key"});
    QCOMPARE(key.wait(), 0);
    QVERIFY(fs::exists(path("targetdesk/key")));
}

void TestKeychain::badKeychainsAreTold_data()
{
    QTest::addColumn<FakeKeychain::Manner>("manner");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("silent") << FakeKeychain::Manner::Silent << QByteArray("no answer within");
    QTest::newRow("babbling") << FakeKeychain::Manner::Babbling << QByteArray("something else than");
    QTest::newRow("refusing") << FakeKeychain::Manner::Refusing << QByteArray("refuses CreateItem (com.example.Full)");
}

void TestKeychain::badKeychainsAreTold()
{
    QFETCH(FakeKeychain::Manner, manner);
    QFETCH(QByteArray, why);
    BUS_OR_SKIP();
    const FakeKeychain fake(m_bus->address(), manner);
    const bool isSilent = manner == FakeKeychain::Manner::Silent;
    const Keychain asked(m_bus->address(), isSilent ? kShort : kPatient);
    const std::string told = whyNot([&asked] { asked.keepNewKey(); });
    // The key that it repeats in its error is not repeated by us: nothing stands behind what is expected but the remedy.
    QVERIFY2(QByteArray::fromStdString(told).contains(why), told.c_str());
    QVERIFY2(told.find("no room") == std::string::npos, told.c_str());
    if (manner != FakeKeychain::Manner::Refusing) QCOMPARE(asked.key().state, State::Failed);
}

void TestKeychain::aSilentKeychainIsAskedOnce()
{
    BUS_OR_SKIP();
    makeKeyFile(path("key"));
    SecretVault(path("secrets.json"), KeySources(path("key"))).set("a", "1");
    const FakeKeychain fake(m_bus->address(), FakeKeychain::Manner::Silent);
    const SecretVault vault(path("secrets.json"), KeySources(path("none"), Keychain(m_bus->address(), kShort)));
    QVERIFY(!vault.secret("unknown"));
    QCOMPARE(fake.calls(), 0); // nothing is sealed under that name
    for (int i = 0; i < 50; ++i)
        QVERIFY(!vault.secret("a"));
    QVERIFY2(vault.remedy("a").find("no answer within") != std::string::npos, vault.remedy("a").c_str());
    QVERIFY2(fake.calls() < 50, QByteArray::number(fake.calls()));
}

void TestKeychain::anAnsweredQuestionUnlocks()
{
    BUS_OR_SKIP();
    const FakeKeychain fake(m_bus->address(), FakeKeychain::Manner::Asking);
    QCOMPARE(keychain().key().state, State::Locked);
    const Keychain::Kept kept = keychain().keepNewKey();
    QVERIFY(kept.isNew);
    QCOMPARE(keychain().key().key.value(), kept.key);
}

void TestKeychain::anUnansweredQuestionEnds()
{
    BUS_OR_SKIP();
    const FakeKeychain fake(m_bus->address(), FakeKeychain::Manner::Unheard);
    const std::string why = whyNot([this] { keychain().keepNewKey(kShort); });
    QVERIFY2(why.find("no answer within") != std::string::npos, why.c_str());
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
