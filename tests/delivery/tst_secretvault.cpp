// SPDX-License-Identifier: MIT
#include "delivery/secretvault.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <iterator>
#include <set>
#include <thread>

using namespace targetdesk;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const char *hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

std::string contentOf(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

/// Secrets at rest: readable with the key and nothing else, and never half written.
class TestSecretVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void unsealsWhatOthersSealed();
    void everyByteCounts();
    void sealsAnewEachTime();
    void keepsSecretsForAnotherProcess();
    void manyAtOnceLoseNothing();
    void theFileShowsNoValue();
    void anotherKeyIsRefused();
    void aValueIsTiedToItsName();
    void keysComeFromThreePlaces();
    void keysThatAreNoneSayWhy_data();
    void keysThatAreNoneSayWhy();
    void aKeyIsNeverOverwritten();
    void aBrokenFileIsNamed();
    void theFirstSourceWins();

private:
    fs::path path(const char *name) const { return fs::path(m_folder->path().toStdString()) / name; }
    SecretVault vault() const { return {path("secrets.json"), KeySources(path("key"))}; }

    std::optional<SealKey> keyFor(const char *file) const
    {
        const KeySearch search = KeySources(path(file)).find();
        return search.found ? std::optional<SealKey>(search.found->key) : std::nullopt;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSecretVault::init()
{
    qunsetenv("TARGETDESK_KEY");
    qunsetenv("CREDENTIALS_DIRECTORY");
    m_folder = std::make_unique<QTemporaryDir>();
    makeKeyFile(path("key"));
}

/// Test case 16 of "The Galois/Counter Mode of Operation (GCM)", McGrew and Viega: AES-256 with associated data.
void TestSecretVault::unsealsWhatOthersSealed()
{
    SealKey key;
    const std::string keyBytes = bytesOf("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    std::copy(keyBytes.begin(), keyBytes.end(), key.begin());
    const std::string sealed = bytesOf("cafebabefacedbaddecaf888") +
                               bytesOf("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                       "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662") +
                               bytesOf("76fc6ece0f4e1768cddf8853bb2d551b");
    const std::optional<std::string> text = unseal(key, sealed, bytesOf("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
    QVERIFY(text);
    QCOMPARE(*text, bytesOf("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
}

void TestSecretVault::everyByteCounts()
{
    const SealKey key = newSealKey();
    const std::string sealed = seal(key, "pk_live", "place");
    QCOMPARE(unseal(key, sealed, "place"), std::optional<std::string>("pk_live"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        QVERIFY(!unseal(key, changed, "place"));
        QVERIFY(!unseal(key, sealed.substr(0, i), "place"));
    }
    QVERIFY(!unseal(newSealKey(), sealed, "place"));
    QVERIFY(!unseal(key, sealed, "another place"));
    QCOMPARE(unseal(key, seal(key, "", ""), ""), std::optional<std::string>(""));
}

void TestSecretVault::sealsAnewEachTime()
{
    const SealKey key = newSealKey();
    std::set<std::string> nonces;
    for (int i = 0; i < 1000; ++i)
        nonces.insert(seal(key, "same", "place").substr(0, 12));
    QCOMPARE(nonces.size(), std::size_t{1000});
}

void TestSecretVault::keepsSecretsForAnotherProcess()
{
    SecretVault writer = vault();
    const SecretVault reader = vault();
    QVERIFY(!reader.secret("klaviyo_key"));
    writer.set("klaviyo_key", "pk_live_1");
    writer.set("sfmc", "with \"quotes\" and ünïcode");
    QCOMPARE(reader.secret("klaviyo_key"), std::optional<std::string>("pk_live_1"));
    QCOMPARE(reader.secret("sfmc"), std::optional<std::string>("with \"quotes\" and ünïcode"));
    QCOMPARE(reader.names(), (std::vector<std::string>{"klaviyo_key", "sfmc"}));
    // File times are coarse on some systems.
    QTest::qWait(20);
    writer.set("klaviyo_key", "pk_live_2");
    QCOMPARE(reader.secret("klaviyo_key"), std::optional<std::string>("pk_live_2"));
    QVERIFY(writer.remove("klaviyo_key"));
    QVERIFY(!writer.remove("klaviyo_key"));
    QTest::qWait(20);
    QVERIFY(!reader.secret("klaviyo_key"));
}

/// flock() belongs to the open file: a vault of its own stands for another process.
void TestSecretVault::manyAtOnceLoseNothing()
{
    SecretVault before = vault();
    for (int i = 0; i < 8; ++i)
        before.set("old_" + std::to_string(i), "old");
    std::vector<std::thread> writers;
    for (int i = 0; i < 8; ++i) {
        writers.emplace_back([this, i] {
            for (int n = 0; n < 5; ++n)
                vault().set("new_" + std::to_string(i) + "_" + std::to_string(n), "value " + std::to_string(n));
            vault().remove("old_" + std::to_string(i));
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    const std::vector<std::string> names = vault().names();
    QCOMPARE(names.size(), std::size_t{40});
    for (const std::string &name : names)
        QCOMPARE(vault().secret(name), std::optional<std::string>("value " + name.substr(name.size() - 1)));
}

void TestSecretVault::theFileShowsNoValue()
{
    vault().set("klaviyo_key", "pk_live_canary");
    const std::string text = contentOf(path("secrets.json"));
    QVERIFY(text.find("klaviyo_key") != std::string::npos);
    QVERIFY(text.find("canary") == std::string::npos);
    QVERIFY(text.find("cGtfbGl2ZV9") == std::string::npos); // nor in base64
    const fs::perms others = fs::perms::group_all | fs::perms::others_all;
    QVERIFY((fs::status(path("secrets.json")).permissions() & others) == fs::perms::none);
    QVERIFY((fs::status(path("key")).permissions() & others) == fs::perms::none);
}

void TestSecretVault::anotherKeyIsRefused()
{
    vault().set("a", "1");
    qputenv("TARGETDESK_KEY", sealKeyText(newSealKey()).c_str());
    QVERIFY(!vault().secret("a"));
    QVERIFY2(vault().remedy("a").find("sealed with another key") != std::string::npos, vault().remedy("a").c_str());
    QVERIFY_THROWS_EXCEPTION(SealError, vault().set("b", "2"));
    QCOMPARE(vault().names(), std::vector<std::string>{"a"});
}

void TestSecretVault::aValueIsTiedToItsName()
{
    vault().set("cheap", "1");
    vault().set("dear", "2");
    std::string text = contentOf(path("secrets.json"));
    for (const auto &[from, to] : {std::pair{"cheap", "other"}, {"dear", "cheap"}, {"other", "dear"}})
        text.replace(text.find(from), std::string(from).size(), to);
    QTest::qWait(20);
    std::ofstream(path("secrets.json")) << text;
    QVERIFY(!vault().secret("cheap"));
    QVERIFY(!vault().secret("dear"));
}

void TestSecretVault::keysComeFromThreePlaces()
{
    const SealKey inFile = keyFor("key").value();
    fs::create_directories(path("credentials"));
    const SealKey credential = newSealKey();
    std::ofstream(path("credentials") / "targetdesk.key") << sealKeyText(credential) << "\n";
    qputenv("CREDENTIALS_DIRECTORY", path("credentials").string().c_str());
    QCOMPARE(keyFor("key").value(), credential);
    QVERIFY(credential != inFile);
    const SealKey variable = newSealKey();
    qputenv("TARGETDESK_KEY", sealKeyText(variable).c_str());
    QCOMPARE(keyFor("key").value(), variable);
    qunsetenv("TARGETDESK_KEY");
    qunsetenv("CREDENTIALS_DIRECTORY");
    QVERIFY(!keyFor("none"));
    SecretVault without(path("secrets.json"), KeySources(path("none")));
    QVERIFY_THROWS_EXCEPTION(SealError, without.set("a", "1"));
}

void TestSecretVault::keysThatAreNoneSayWhy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isReadable");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("a word") << QByteArray("secret") << false << QByteArray("32 bytes in base64 are wanted");
    QTest::newRow("too short") << QByteArray("c2hvcnQ=") << false << QByteArray("32 bytes in base64 are wanted");
    QTest::newRow("empty") << QByteArray() << false << QByteArray("32 bytes in base64 are wanted");
    QTest::newRow("for all to read") << QByteArray(sealKeyText(newSealKey()).c_str()) << true << QByteArray("chmod 600");
}

void TestSecretVault::keysThatAreNoneSayWhy()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isReadable);
    QFETCH(QByteArray, why);
    std::ofstream(path("other")) << text.toStdString();
    fs::permissions(path("other"), isReadable ? fs::perms(0644) : fs::perms(0600));
    try {
        keyFor("other");
        QFAIL("it was taken");
    } catch (const SealError &error) {
        QVERIFY2(QByteArray(error.what()).contains(why), error.what());
        QVERIFY2(QByteArray(error.what()).startsWith(path("other").c_str()), error.what());
    }
}

void TestSecretVault::aKeyIsNeverOverwritten()
{
    const std::string before = contentOf(path("key"));
    QVERIFY_THROWS_EXCEPTION(SealError, makeKeyFile(path("key")));
    QCOMPARE(contentOf(path("key")), before);
}

void TestSecretVault::aBrokenFileIsNamed()
{
    for (const char *text :
         {"", "{", "[]", R"({"format": 2, "sealed": {}})", R"({"format": 1})", R"({"format": 1, "sealed": {"a": "!"}})"}) {
        std::ofstream(path("secrets.json")) << text;
        QVERIFY(!vault().secret("a"));
        const std::string why = vault().remedy("a");
        QVERIFY2(why.find("secrets.json") != std::string::npos, why.c_str());
        // What may be somebody's secrets is not written over.
        QVERIFY_THROWS_EXCEPTION(SealError, vault().set("b", "2"));
        QCOMPARE(contentOf(path("secrets.json")), std::string(text));
    }
}

void TestSecretVault::theFirstSourceWins()
{
    const SecretSources sources({std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"a", "1"}}),
                                 std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"a", "2"}, {"b", "3"}})});
    QCOMPARE(sources.secret("a"), std::optional<std::string>("1"));
    QCOMPARE(sources.secret("b"), std::optional<std::string>("3"));
    QVERIFY(!sources.secret("c"));
    QVERIFY(sources.remedy("c").find("; or ") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestSecretVault)
#include "tst_secretvault.moc"
