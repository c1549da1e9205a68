// SPDX-License-Identifier: MIT
// Drafts, earlier versions, and what changed between two texts.
#include "history/draftjournal.h"
#include "history/localhistory.h"
#include "history/textdiff.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace targetdesk;
namespace fs = std::filesystem;

class TestHistory : public QObject
{
    Q_OBJECT

private:
    static Target target(const std::string &handle, const std::string &source)
    {
        Target target;
        target.handle = handle;
        target.name = "N " + handle;
        target.url = "https://example.com/x";
        target.templateSource = source;
        return target;
    }

    static fs::path folderOf(const QTemporaryDir &folder) { return folder.path().toStdString(); }

    // As `diff` prints it: "-old", "+new", " same", "…".
    static std::string text(const std::vector<DiffLine> &lines)
    {
        std::string out;
        for (const DiffLine &line : lines) {
            const bool gap = line.kind == DiffLine::Kind::Same && line.before == 0;
            out += gap ? "…" : line.kind == DiffLine::Kind::Same ? " " : line.kind == DiffLine::Kind::Added ? "+" : "-";
            out += line.text + "\n";
        }
        return out;
    }

private Q_SLOTS:
    void aDraftComesBackAsItWas()
    {
        const QTemporaryDir folder;
        const DraftJournal journal(folderOf(folder) / "drafts");
        KeptTarget draft{target("a", "{\"x\": \"é\u2028 \\ \"}\r\n\xF0\x9F\x8E\x81"), 1234567890123, true, false, "base"};
        draft.target.notes = "n";
        draft.target.delivery.headers = {{"X-A", "{{ secrets.key }}"}};
        draft.target.delivery.config["n"] = 2;
        journal.keep("a", draft);
        std::vector<WorkspaceProblem> problems;
        const auto drafts = journal.drafts(problems);
        QCOMPARE(problems.size(), std::size_t(0));
        QCOMPARE(drafts.size(), std::size_t(1));
        QVERIFY(drafts[0].target == draft.target);
        QCOMPARE(drafts[0].at, draft.at);
        QVERIFY(drafts[0].isNew && !drafts[0].wasRemoved);
        QCOMPARE(drafts[0].base, draft.base);
        journal.drop("a");
        journal.drop("never");
        QVERIFY(journal.drafts(problems).empty());
    }

    // The handle is a file's name: it must stay in the folder, whatever somebody has typed into the field so far.
    void anyHandleMakesAFileOfItsOwn()
    {
        const QTemporaryDir folder;
        const DraftJournal journal(folderOf(folder) / "drafts");
        const std::vector<std::string> handles = {"", "../../x", "a/b", "a.b", "%", "\xC3\xA9", std::string("\0", 1)};
        for (const std::string &handle : handles)
            journal.keep(handle, {target(handle, "t" + handle), 1, true, false, {}});
        std::vector<WorkspaceProblem> problems;
        QCOMPARE(journal.drafts(problems).size(), handles.size());
        QVERIFY(problems.empty());
        std::size_t files = 0;
        for (const auto &entry : fs::recursive_directory_iterator(folderOf(folder)))
            files += entry.is_regular_file() && entry.path().parent_path() == folderOf(folder) / "drafts" ? 1 : 0;
        QCOMPARE(files, handles.size());
    }

    void aBrokenDraftIsToldAndKept()
    {
        const QTemporaryDir folder;
        const DraftJournal journal(folderOf(folder));
        journal.keep("good", {target("good", "t"), 1, false, false, {}});
        for (const char *text :
             {"", "{", "[]", "{\"format\": 1}", "{\"format\": 2, \"at\": 1, \"target\": {}, \"template\": \"\"}",
              "{\"format\": 1, \"at\": \"x\", \"target\": {}, \"template\": \"\"}",
              "{\"format\": 1, \"at\": 1, \"target\": [], \"template\": \"\"}"}) {
            const fs::path file = folderOf(folder) / "bad.draft.json";
            std::ofstream(file, std::ios::binary) << text;
            std::vector<WorkspaceProblem> problems;
            QCOMPARE(journal.drafts(problems).size(), std::size_t(1));
            QCOMPARE(problems.size(), std::size_t(1));
            QVERIFY2(problems[0].file == file && !problems[0].what.empty() && !problems[0].remedy.empty(),
                     problems[0].text().c_str());
            QVERIFY(fs::exists(file));
        }
    }

    void settingsThatAreNotGoodYetAreKeptToo()
    {
        const QTemporaryDir folder;
        const DraftJournal journal(folderOf(folder));
        Target half = target("half", "{{");
        half.name.clear();
        half.url.clear();
        journal.keep("half", {half, 1, true, false, {}});
        std::vector<WorkspaceProblem> problems;
        const auto drafts = journal.drafts(problems);
        QCOMPARE(drafts.size(), std::size_t(1));
        QCOMPARE(drafts[0].target.templateSource, half.templateSource);
        QCOMPARE(drafts[0].target.handle, half.handle);
    }

    void versionsComeNewestFirst()
    {
        const QTemporaryDir folder;
        const LocalHistory history(folderOf(folder));
        QVERIFY(history.versions("a").empty());
        history.add({target("a", "one"), 100, false, false, {}});
        history.add({target("a", "one"), 200, false, false, {}}); // nothing changed
        history.add({target("a", "two"), 50, false, false, {}});  // the clock was set back
        history.add({target("b", "other"), 300, false, false, {}});
        const auto versions = history.versions("a");
        QCOMPARE(versions.size(), std::size_t(2));
        QCOMPARE(history.read(versions[0]).target.templateSource, std::string("two"));
        QCOMPARE(versions[0].at, 101);
        QCOMPARE(history.read(versions[1]).target.templateSource, std::string("one"));
        history.rename("a", "c");
        QVERIFY(history.versions("a").empty());
        QCOMPARE(history.versions("c").size(), std::size_t(2));
        history.rename("never", "d");
    }

    void theOldestVersionsGo()
    {
        const QTemporaryDir folder;
        const LocalHistory history(folderOf(folder));
        for (int i = 0; i < 110; ++i)
            history.add({target("a", std::to_string(i)), i, false, false, {}});
        const auto versions = history.versions("a");
        QCOMPARE(versions.size(), LocalHistory::mostVersions);
        QCOMPARE(history.read(versions.front()).target.templateSource, std::string("109"));
        QCOMPARE(history.read(versions.back()).target.templateSource, std::string("10"));
    }

    void aBrokenVersionDoesNotStopTheNextOne()
    {
        const QTemporaryDir folder;
        const LocalHistory history(folderOf(folder));
        history.add({target("a", "one"), 100, false, false, {}});
        std::ofstream(history.versions("a")[0].file, std::ios::binary) << "broken";
        QVERIFY_THROWS_EXCEPTION(WorkspaceError, history.read(history.versions("a")[0]));
        history.add({target("a", "two"), 200, false, false, {}});
        QCOMPARE(history.versions("a").size(), std::size_t(2));
    }

    void fingerprintsTellTargetsApart()
    {
        Target one = target("a", "t");
        Target other = one;
        QCOMPARE(fingerprint(one), fingerprint(other));
        other.delivery.timeout = std::chrono::milliseconds(1);
        QVERIFY(fingerprint(one) != fingerprint(other));
        other = one;
        other.templateSource += ' ';
        QVERIFY(fingerprint(one) != fingerprint(other));
    }

    void comparesTexts_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("diff");
        QTest::newRow("both empty") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("same") << QByteArray("a\nb\n") << QByteArray("a\nb\n") << QByteArray(" a\n b\n");
        QTest::newRow("from nothing") << QByteArray() << QByteArray("a\n") << QByteArray("+a\n");
        QTest::newRow("to nothing") << QByteArray("a\nb") << QByteArray() << QByteArray("-a\n-b\n");
        QTest::newRow("middle") << QByteArray("a\nb\nc\n") << QByteArray("a\nB\nc\n") << QByteArray(" a\n-b\n+B\n c\n");
        QTest::newRow("repeated lines") << QByteArray("a\na\n") << QByteArray("a\na\na\n") << QByteArray(" a\n a\n+a\n");
        QTest::newRow("last line without end") << QByteArray("a\nb") << QByteArray("a\nb\n") << QByteArray(" a\n b\n");
        QTest::newRow("line ends") << QByteArray("a\r\nb\r\n") << QByteArray("a\nc\n") << QByteArray(" a\n-b\n+c\n");
        QTest::newRow("moved") << QByteArray("x\ny\nz\n") << QByteArray("z\nx\ny\n") << QByteArray("+z\n x\n y\n-z\n");
        QTest::newRow("empty lines") << QByteArray("\n\na\n") << QByteArray("\na\n") << QByteArray(" \n-\n a\n");
    }

    void comparesTexts()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(QByteArray::fromStdString(text(textDiff(before.toStdString(), after.toStdString()))), "diff");
    }

    void aComparisonGivesBothTextsBack()
    {
        std::string before;
        std::string after;
        unsigned seed = 7;
        for (int i = 0; i < 400; ++i) {
            seed = seed * 1103515245u + 12345u;
            const std::string line = std::string(1, static_cast<char>('a' + (seed >> 16) % 6)) + "\n";
            if ((seed >> 8) % 5 != 0) before += line;
            if ((seed >> 12) % 5 != 0) after += line;
        }
        std::string a;
        std::string b;
        int lineBefore = 0;
        int lineAfter = 0;
        for (const DiffLine &line : textDiff(before, after)) {
            if (line.kind != DiffLine::Kind::Added) {
                a += line.text + "\n";
                QCOMPARE(line.before, ++lineBefore);
            }
            if (line.kind != DiffLine::Kind::Removed) {
                b += line.text + "\n";
                QCOMPARE(line.after, ++lineAfter);
            }
        }
        QVERIFY(a == before && b == after);
    }

    void longEqualPartsAreLeftOut()
    {
        std::string before;
        for (int i = 1; i <= 20; ++i)
            before += std::to_string(i) + "\n";
        std::string after = before;
        after.replace(after.find("10\n"), 3, "ten\n");
        QCOMPARE(text(withoutLongSame(textDiff(before, after), 1)), std::string("…\n 9\n-10\n+ten\n 11\n…\n"));
        QCOMPARE(text(withoutLongSame(textDiff(before, before))), std::string("…\n"));
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
