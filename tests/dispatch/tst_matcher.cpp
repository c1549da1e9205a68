// SPDX-License-Identifier: MIT
#include "dispatch/ingest.h"
#include "dispatch/matcher.h"

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

std::string describeAll(const MatchResult &result)
{
    std::string text;
    for (const CallOff &off : result.callOffs)
        text += "off " + Json(off.scheduleKey).dump() + ": " + off.reason + "\n";
    for (const Match &match : result.matches) {
        text += "to " + match.target + " by " + match.reaction + "\n";
        if (!match.problem.empty()) text += "  problem: " + match.problem + "\n";
        if (match.dueAt) text += "  due: " + isoText(*match.dueAt) + "\n";
        if (!match.over.empty()) text += "  over: " + match.over + "\n";
        if (!match.scheduleKey.empty()) text += "  key: " + Json(match.scheduleKey).dump() + "\n";
    }
    for (const Unmatched &unmatched : result.unmatched) {
        text += "not";
        if (!unmatched.target.empty()) text += " to " + unmatched.target;
        if (!unmatched.reaction.empty()) text += " by " + unmatched.reaction;
        text += ": " + unmatched.why + "\n";
    }
    return text;
}

} // namespace

/// Each file of matcher/cases is an event for the reactions of matcher/workspace; beside it stands what is to come of it.
class TestMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goldenCases_data();
    void goldenCases();
};

void TestMatcher::goldenCases_data()
{
    QTest::addColumn<QString>("file");
    const QDir root(QStringLiteral(TESTS_DIR "/dispatch/matcher/cases"));
    const QStringList names = root.entryList({u"*.json"_s}, QDir::Files);
    QVERIFY(names.size() >= 10);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << root.filePath(name);
}

void TestMatcher::goldenCases()
{
    QFETCH(QString, file);
    const Workspace workspace = Workspace::open(TESTS_DIR "/dispatch/matcher/workspace");
    for (const WorkspaceProblem &problem : workspace.problems()) {
        // The one with a target that does not exist is meant to be there.
        QVERIFY2(problem.file.filename() == "bad-target.json", problem.text().c_str());
    }
    const Matcher matcher(workspace);
    Event event = readEvents(contentOf(file).toStdString(), {}).at(0);
    event.id = "evt_1";
    event.occurredAt = event.receivedAt = TimePoint(std::chrono::milliseconds(1'772'420'400'000));
    const std::string actual = describeAll(matcher.match(event));
    const QString expectedFile = file.chopped(5) + ".expected"_L1;
    if (qEnvironmentVariableIsSet("TARGETDESK_UPDATE_GOLDEN")) {
        QFile output(expectedFile);
        QVERIFY(output.open(QIODevice::WriteOnly));
        output.write(QByteArray::fromStdString(actual));
        return;
    }
    QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(contentOf(expectedFile)));
}

QTEST_GUILESS_MAIN(TestMatcher)
#include "tst_matcher.moc"
