// SPDX-License-Identifier: MIT
#include "dispatch/ingest.h"

#include "workspace/json.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace targetdesk;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &file)
{
    QFile input(file);
    return input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray();
}

std::string describeAll(const std::vector<Event> &events)
{
    std::string text;
    for (const Event &event : events) {
        text += "event " + event.name + "\nkey " + event.idempotencyKey + "\noccurred " + isoText(event.occurredAt) +
                "\ncontext " + event.context + "\n";
    }
    return text;
}

} // namespace

/// Each folder of ingest/ holds an input, what is to come of it, and perhaps headers.
class TestIngest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goldenFolders_data();
    void goldenFolders();
};

void TestIngest::goldenFolders_data()
{
    QTest::addColumn<QString>("folder");
    const QDir root(QStringLiteral(TESTS_DIR "/dispatch/ingest"));
    const QStringList names = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(names.size() >= 20);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << root.filePath(name);
}

void TestIngest::goldenFolders()
{
    QFETCH(QString, folder);
    QByteArray input = contentOf(folder + "/input.json"_L1);
    if (input.isEmpty()) input = contentOf(folder + "/input.jsonl"_L1);
    IngestOptions options;
    options.now = TimePoint(std::chrono::milliseconds(1'772'420'400'000));
    const Json headers = Json::parse(contentOf(folder + "/headers.json"_L1).toStdString(), nullptr, false);
    if (headers.is_object()) {
        options.webhookEvent = headers.value("event", std::string());
        options.idempotencyKey = headers.value("key", std::string());
    }
    std::string actual;
    try {
        actual = describeAll(readEvents(input.toStdString(), options));
    } catch (const IngestError &error) {
        actual = std::string(error.what()) + "\n";
    }
    const QString expectedFile = folder + "/expected.txt"_L1;
    if (qEnvironmentVariableIsSet("TARGETDESK_UPDATE_GOLDEN")) {
        QFile output(expectedFile);
        QVERIFY(output.open(QIODevice::WriteOnly));
        output.write(QByteArray::fromStdString(actual));
        return;
    }
    QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(contentOf(expectedFile)));
}

QTEST_GUILESS_MAIN(TestIngest)
#include "tst_ingest.moc"
