// SPDX-License-Identifier: MIT
// The matrix of targets and samples.
#include "payload/checkrun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace targetdesk;

class TestCheckRun : public QObject
{
    Q_OBJECT

private:
    static void write(const std::filesystem::path &file, const QByteArray &text)
    {
        std::filesystem::create_directories(file.parent_path());
        QFile f(QString::fromStdString(file.string()));
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(text);
    }

    static void addTarget(const std::filesystem::path &folder, const QByteArray &handle, const QByteArray &source,
                          const QByteArray &event, const QByteArray &active = "true")
    {
        const std::filesystem::path targets = folder / "targets";
        write(targets / (handle.toStdString() + ".json"),
              "{\"name\": \"N\", \"handle\": \"" + handle + "\", \"url\": \"http://127.0.0.1:1/x\"}");
        write(targets / (handle.toStdString() + ".json.twig"), source);
        if (event.isEmpty()) return;
        write(folder / "reactions" / (handle.toStdString() + ".json"),
              "{\"trigger\": \"" + event + "\", \"is_active\": " + active +
                  ", \"actions\": [{\"name\": \"target.send\", \"arguments\": [{\"name\": \"target\", \"value\": \"" + handle +
                  "\"}]}]}");
    }

private Q_SLOTS:
    void everyCombinationOnce()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "good", "{\"n\": {{ n|json_encode|raw }}}", "reward.issued");
        addTarget(folder, "bad", "{\"n\": \"{{ n }}\"}", "reward.created");
        addTarget(folder, "idle", "{}", "");
        addTarget(folder, "off", "{}", "reward.issued", "false");
        addTarget(folder, "unsampled", "{}", "tier.achieved");
        write(folder / "contexts/reward.issued/one.json", "{\"n\": \"x\"}");
        write(folder / "contexts/reward.created/two.json", "{\"n\": \"a\\\"b\"}");
        const Workspace workspace = Workspace::open(folder);
        int told = 0;
        CheckOptions options;
        options.progress = [&](const CheckResult &) { ++told; };
        const CheckRun run = runCheck(workspace, options);
        QCOMPARE(run.results.size(), std::size_t(7));
        QCOMPARE(told, 7);
        QCOMPARE(run.count(CheckState::Good), std::size_t(3));
        QCOMPARE(run.count(CheckState::Failed), std::size_t(1));
        QCOMPARE(run.count(CheckState::Skipped), std::size_t(3));
        QVERIFY(!run.isGood());
        const auto failed =
            std::find_if(run.results.begin(), run.results.end(), [](const auto &one) { return one.state == CheckState::Failed; });
        QCOMPARE(failed->what.target, std::string("bad"));
        QCOMPARE(failed->what.sample, std::string("two"));
        QCOMPARE(failed->problems.at(0).text(), (folder / "targets/bad.json.twig").string() +
                                                    ":1:11: error: the value of n holds a double quote, which ends the JSON text "
                                                    "early (n) – write {{ n|json_encode|raw }} "
                                                    "and drop the quotes around it");
    }

    void workspaceProblemsFail()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        QVERIFY(runCheck(Workspace::open(folder)).isGood());
        write(folder / "targets/broken.json", "{");
        QVERIFY(!runCheck(Workspace::open(folder)).isGood());
    }

    void theSampleWorkspaceIsGood()
    {
        CheckOptions options;
        options.now = 1772421300;
        const CheckRun run = runCheck(Workspace::open(std::string(SOURCE_ROOT) + "/resources/workspace"), options);
        for (const CheckResult &result : run.results) {
            QVERIFY2(result.state == CheckState::Good, (result.what.target + " " + result.what.sample + ": " +
                                                        (result.problems.empty() ? result.note : result.problems[0].text()))
                                                           .c_str());
        }
        QCOMPARE(run.results.size(), std::size_t(72));
    }
};

QTEST_GUILESS_MAIN(TestCheckRun)
#include "tst_checkrun.moc"
