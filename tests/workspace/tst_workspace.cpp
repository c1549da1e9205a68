// SPDX-License-Identifier: MIT
// Reading a workspace: every value, every problem with its place, nothing changed on disk.
#include "workspace/reactionjson.h"
#include "workspace/workspace.h"
#include "workspacefixture.h"

#include <QtTest>

using namespace targetdesk;

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void problems_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &entry : std::filesystem::directory_iterator(std::string(TESTS_DIR) + "/golden/workspace/problems")) {
            if (entry.is_directory())
                QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().filename().string());
        }
    }

    // The expected list is golden/workspace/problems/<case>.txt; TARGETDESK_RECORD=1 writes it anew.
    void problems()
    {
        QFETCH(QString, name);
        const WorkspaceFixture fixture("problems/" + name.toStdString());
        const auto before = fixture.files();
        const Workspace workspace = Workspace::open(fixture.folder());
        std::string list;
        for (const WorkspaceProblem &problem : workspace.problems()) {
            WorkspaceProblem one = problem;
            QVERIFY(!one.what.empty() && !one.remedy.empty());
            one.file = std::filesystem::relative(one.file, fixture.folder());
            list += one.text() + "\n";
        }
        const std::string expected = std::string(TESTS_DIR) + "/golden/workspace/problems/" + name.toStdString() + ".txt";
        if (qEnvironmentVariableIsSet("TARGETDESK_RECORD")) std::ofstream(expected) << list;
        QCOMPARE(QString::fromStdString(list), QString::fromStdString(WorkspaceFixture::readFile(expected)));
        QVERIFY(fixture.files() == before);
    }

    void brokenFilesDoNotStopTheRest()
    {
        const Workspace workspace = Workspace::open(WorkspaceFixture("problems/broken-files").folder());
        QCOMPARE(workspace.targets().size(), std::size_t(1));
        QVERIFY(workspace.target("good") != nullptr);
        QCOMPARE(workspace.samples().size(), std::size_t(1));
    }

    void everyFieldIsRead()
    {
        const WorkspaceFixture fixture("keeps/before");
        const Workspace workspace = Workspace::open(fixture.folder());
        QVERIFY2(workspace.problems().empty(), workspace.problems().empty() ? "" : workspace.problems().front().text().c_str());
        const Target &a = *workspace.target("a");
        QCOMPARE(a.url, std::string("http://127.0.0.1:1/old"));
        QCOMPARE(a.delivery.retry.maxTries, 3);
        QVERIFY(a.delivery.authentication.kind == Authentication::Kind::Bearer);
        QCOMPARE(a.delivery.authentication.token, std::string("{{ secrets.t }}"));
        QCOMPARE(a.delivery.headers, (std::vector<Header>{{"X-One", "1"}, {"X-One", "2"}}));
        QCOMPARE(a.delivery.signingSecret, std::string("old"));
        QCOMPARE(a.delivery.config.dump(), std::string(R"({"z":1,"a":{"y":[],"x":{}}})"));
        QCOMPARE(a.delivery.unknown["x_rate"], Json(5));
        QCOMPARE(a.delivery.unknown["retry"]["x_retry"], Json(true));
        QCOMPARE(a.unknown["x_first"].dump(), std::string(R"({"deep":[1,2]})"));
        QVERIFY(a.condition.is_string());
        QCOMPARE(a.templateSource, std::string("{\"n\": \"{{ n }}\"}\r\n"));
        QCOMPARE(workspace.target("b")->templateSource, std::string("{}")); // its byte order mark is no part of the payload
        QCOMPARE(workspace.sample("reward.issued", "one")->text, std::string("{\"id\": 12345678901234567890123, \"n\": 1.10}\n"));
        QVERIFY(workspace.environment("local")->isProtected);
    }

    void targetsHaveTheTwigOptionsOfTheirWorkspace()
    {
        const WorkspaceFixture fixture("problems/twig-options");
        Workspace workspace = Workspace::open(fixture.folder());
        const TwigOptions expected{{"intl"}, "en"}; // what is wrong is left out
        QCOMPARE(workspace.twigOptions().extensions, expected.extensions);
        QVERIFY(workspace.target("a")->twig == expected);
        Target changed = *workspace.target("a");
        changed.notes = "n";
        workspace.saveTarget(changed);
        QVERIFY(workspace.target("a")->twig == expected);
        QCOMPARE(workspace.target("a")->folder.path, fixture.folder());
        QVERIFY(fixture.read("targets/a.json").find("intl") == std::string::npos); // not the target's own
    }

    void reactionsInBothShapes()
    {
        const Workspace workspace = Workspace::open(WorkspaceFixture("keeps/before").folder());
        QCOMPARE(workspace.reactions().size(), std::size_t(3));
        const Reaction &guide = workspace.reactions()[0];
        QCOMPARE(guide.trigger, std::string("benefit.issued"));
        QVERIFY(guide.isActive);
        QVERIFY(guide.actions[0].isFilter());
        QCOMPARE(guide.actions[0].condition().dump(), std::string(R"({"==":[1,1]})"));
        QCOMPARE(guide.actions[1].targetHandle(), std::string("a"));
        const Reaction &omneo = workspace.reactions()[1];
        QVERIFY(omneo.actions[0].isFilter()); // by sort_order, not by place
        QCOMPARE(omneo.actions[1].unknown["id"], Json(2));
        QCOMPARE(omneo.actions[1].arguments[0].unknown["x_argument"], Json(1));
        QCOMPARE(workspace.eventsOf("a"), (std::vector<std::string>{"benefit.issued", "reward.created"}));
        QCOMPARE(workspace.reactionsUsing("b").size(), std::size_t(1));
        QVERIFY(workspace.reactionsUsing("none").empty());
    }

    void aScheduleKeepsWhatItSays()
    {
        const Json json = {{"name", "r"},
                           {"trigger", "reward.issued"},
                           {"is_active", true},
                           {"actions", Json::array()},
                           {"schedule",
                            {{"date", "reward.expires_at"},
                             {"modify", "-14 days 09:00"},
                             {"timezone", "reward.timezone"},
                             {"past", "skip"},
                             {"key", "reward.id"},
                             {"cancel_on", {"reward.redeemed", "reward.expired"}},
                             {"x_note", "kept"}}}};
        std::vector<FieldProblem> problems;
        const Reaction reaction = reactionFromJson(json, problems);
        QVERIFY(problems.empty());
        QVERIFY(reaction.schedule && reaction.schedule->skipPast);
        QCOMPARE(toJson(reaction).dump(), json.dump());
    }

    void aScheduleThatIsWrongIsNamed_data()
    {
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<QString>("pointer");
        QTest::newRow("says nothing") << "{}"
                                      << "/schedule/date";
        QTest::newRow("no key to call off by") << R"({"modify": "+1 day", "cancel_on": ["reward.redeemed"]})"
                                               << "/schedule/key";
        QTest::newRow("an event that is no text") << R"({"modify": "+1 day", "key": "id", "cancel_on": [1]})"
                                                  << "/schedule/cancel_on";
        QTest::newRow("another word") << R"({"modify": "+1 day", "past": "later"})"
                                      << "/schedule/past";
        QTest::newRow("no object") << R"("-14 days")"
                                   << "/schedule";
    }

    void aScheduleThatIsWrongIsNamed()
    {
        QFETCH(QString, schedule);
        QFETCH(QString, pointer);
        const Json json = {{"trigger", "reward.issued"}, {"schedule", Json::parse(schedule.toStdString())}};
        std::vector<FieldProblem> problems;
        reactionFromJson(json, problems);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(problems[0].pointer), pointer);
        QVERIFY(!problems[0].remedy.empty());
    }

    void aliasesOfAnEventAreOne()
    {
        const Workspace workspace = Workspace::open(WorkspaceFixture("keeps/before").folder());
        QVERIFY(sameEvent("reward.created", "reward.issued"));
        QVERIFY(sameEvent("transaction.points.issued", "point.created"));
        QVERIFY(!sameEvent("reward.issued", "reward.expiring"));
        QCOMPARE(canonicalEvent("custom.thing"), std::string("custom.thing"));
        QCOMPARE(workspace.samplesOf("reward.issued").size(), std::size_t(2));
        QVERIFY(workspace.sample("reward.issued", "two") != nullptr);
        QVERIFY(workspace.sample("reward.issued", "three") == nullptr);
    }

    void unusableWorkspacesSayWhy_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("broken") << QByteArray("{\n  \"name\": }")
                                << QByteArray("targetdesk.json:2:11: error: not JSON: a value is missing");
        QTest::newRow("newer") << QByteArray(R"({"format": 2})") << QByteArray("use a newer Target Desk");
        QTest::newRow("type") << QByteArray(R"({"name": 1})")
                              << QByteArray("targetdesk.json:1:2: error: \"name\" is of type number");
    }

    void unusableWorkspacesSayWhy()
    {
        QFETCH(QByteArray, settings);
        QFETCH(QByteArray, message);
        const WorkspaceFixture fixture("keeps/before");
        fixture.write("targetdesk.json", settings.toStdString());
        try {
            Workspace::open(fixture.folder());
            QFAIL("opened");
        } catch (const WorkspaceError &error) {
            QVERIFY2(QByteArray(error.what()).contains(message), error.what());
        }
        QVERIFY_THROWS_EXCEPTION(WorkspaceError, Workspace::open(fixture.folder() / "targets"));
        QVERIFY_THROWS_EXCEPTION(WorkspaceError, Workspace::open(fixture.folder() / "none"));
    }

    void theSampleWorkspaceIsGood()
    {
        const Workspace workspace = Workspace::open(std::string(SOURCE_ROOT) + "/resources/workspace");
        QVERIFY2(workspace.problems().empty(), workspace.problems().empty() ? "" : workspace.problems().front().text().c_str());
        QCOMPARE(workspace.targets().size(), std::size_t(18));
        for (const Target &target : workspace.targets())
            QVERIFY2(!workspace.eventsOf(target.handle).empty(), target.handle.c_str());
    }

    void handles()
    {
        QCOMPARE(Workspace::handleFromName("Klaviyo: reward issued"), std::string("klaviyo-reward-issued"));
        QCOMPARE(Workspace::handleFromName("  Ünï — x_1!"), std::string("n-x_1"));
        QCOMPARE(Workspace::handleFromName("你好"), std::string("target"));
        for (const char *name : {"a", "A-1_b", "klaviyo-reward-issued"})
            QVERIFY(Workspace::handleProblem(name).empty());
        for (const char *name : {"", "a b", "../a", "é", "a.b", "a/b"})
            QVERIFY(!Workspace::handleProblem(name).empty());
        QVERIFY(!Workspace::handleProblem(std::string(101, 'a')).empty());
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
