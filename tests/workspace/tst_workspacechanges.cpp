// SPDX-License-Identifier: MIT
// Changing a workspace: what is written, what is left alone, what is refused.
#include "workspace/workspace.h"
#include "workspacefixture.h"

#include <QtTest>

using namespace targetdesk;

class TestWorkspaceChanges : public QObject
{
    Q_OBJECT

private:
    static Json json(const std::string &text) { return Json::parse(text); }

    // Runs a change that must be refused and must leave every file as it was.
    template <typename Change>
    static std::string refusal(const WorkspaceFixture &fixture, Change change)
    {
        const auto before = fixture.files();
        try {
            change();
        } catch (const WorkspaceError &error) {
            return fixture.files() == before ? error.what() : "files changed: " + std::string(error.what());
        }
        return "not refused";
    }

private Q_SLOTS:
    void savingWithoutAChangeWritesNothing()
    {
        const WorkspaceFixture fixture("keeps/before");
        const auto before = fixture.files();
        Workspace workspace = Workspace::open(fixture.folder());
        for (const Target &target : std::vector<Target>(workspace.targets()))
            workspace.saveTarget(target);
        for (const Reaction &reaction : std::vector<Reaction>(workspace.reactions())) {
            if (reaction.fileName != "guide.json") workspace.saveReaction(reaction);
        }
        QVERIFY(fixture.files() == before);
    }

    void aChangeTouchesOnlyItsKey()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        Target target = *workspace.target("a");
        target.url = "http://127.0.0.1:1/new";
        target.delivery.retry.maxTries = 5;
        target.delivery.signingSecret.clear();
        target.delivery.config["n"] = 1;
        target.delivery.timezone = "Australia/Melbourne";
        target.notes = "n";
        workspace.saveTarget(target);
        Json expected = json(WorkspaceFixture("keeps/before").read("targets/a.json"));
        expected["url"] = "http://127.0.0.1:1/new";
        expected["delivery"]["retry"]["max_tries"] = 5;
        expected["delivery"]["signature"].erase("secret");
        expected["delivery"]["config"]["n"] = 1;
        expected["delivery"]["timezone"] = "Australia/Melbourne";
        expected["notes"] = "n";
        QCOMPARE(QString::fromStdString(fixture.read("targets/a.json")), QString::fromStdString(expected.dump(4) + "\n"));
        QCOMPARE(fixture.read("targets/a.json.twig"), std::string("{\"n\": \"{{ n }}\"}\r\n"));
        QVERIFY(*workspace.target("a") == *Workspace::open(fixture.folder()).target("a"));
        QVERIFY(!workspace.changedOnDisk("a"));
    }

    void lineEndsAndIndentStay()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        Target target = *workspace.target("b");
        target.name = "Bé";
        workspace.saveTarget(target);
        QCOMPARE(fixture.read("targets/b.json"),
                 std::string("{\r\n\t\"name\": \"Bé\",\r\n\t\"handle\": \"b\",\r\n\t\"url\": \"http://127.0.0.1:1/b\"\r\n}\r\n"));
    }

    void aNewTargetIsTwoFiles()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        Target target;
        target.name = "New";
        target.handle = "new";
        target.url = "http://127.0.0.1:1/n";
        target.templateSource = "{}";
        workspace.saveTarget(target);
        QCOMPARE(fixture.read("targets/new.json"),
                 std::string("{\n  \"name\": \"New\",\n  \"handle\": \"new\",\n  \"url\": \"http://127.0.0.1:1/n\"\n}\n"));
        QVERIFY(*Workspace::open(fixture.folder()).target("new") == target);
        workspace.removeTarget("new");
        QVERIFY(!fixture.has("targets/new.json") && !fixture.has("targets/new.json.twig"));
        QVERIFY(workspace.target("new") == nullptr);
    }

    void everySettingSurvives()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        Target target = *workspace.target("a");
        target.id = 99;
        target.handle = "full";
        target.condition = json(R"({"===": [1, 1]})");
        DeliverySettings &delivery = target.delivery;
        delivery.method = "PUT";
        delivery.contentType = "text/plain";
        delivery.headers = {{"B", "{{ env.x }}"}, {"A", "2"}};
        delivery.authentication = {Authentication::Kind::OAuth2, "u", "p", "t", "url", "id", "secret", "scope", "mid"};
        delivery.timeout = std::chrono::milliseconds(1234);
        delivery.connection = {{"ca.pem", "client.pem", "client.key", "passphrase", TlsSettings::Version::Tls13, false},
                               "http://{{ env.proxy }}",
                               true,
                               std::chrono::milliseconds(11),
                               std::chrono::milliseconds(22),
                               {*AddressRange::parse("10.1.0.0/16"), *AddressRange::parse("fd00::1")}};
        delivery.signatures = {{SignatureSettings::Scheme::StandardWebhooks, {"new", "old"}},
                               {SignatureSettings::Scheme::StandardWebhooksEd25519, {"key"}}};
        delivery.retry = {2,
                          std::chrono::milliseconds(1),
                          1.5,
                          std::chrono::milliseconds(7),
                          0.0,
                          std::chrono::hours(1),
                          {std::chrono::milliseconds(8), std::chrono::milliseconds(9)}};
        delivery.lostAnswer = LostAnswer::Retry;
        delivery.isActive = false;
        delivery.platform = "sfmc";
        delivery.strictVariables = true;
        delivery.autoescape = "html";
        delivery.timezone = "Europe/Paris";
        workspace.saveTarget(target);
        QVERIFY(*workspace.target("full") == target);
        QVERIFY(*Workspace::open(fixture.folder()).target("full") == target);
        QCOMPARE(json(fixture.read("targets/full.json"))["delivery"]["auth"]["x_auth"], Json("kept"));
    }

    void aChangeByAnotherHandIsSeenAndKept()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        QVERIFY(!workspace.changedOnDisk("a"));
        Json other = json(fixture.read("targets/a.json"));
        other["description"] = "by another hand";
        fixture.write("targets/a.json", other.dump());
        QVERIFY(workspace.changedOnDisk("a"));
        QVERIFY(!workspace.changedOnDisk("b"));
        Target target = *workspace.target("a");
        target.url = "http://127.0.0.1:1/mine";
        workspace.saveTarget(target);
        const Json saved = json(fixture.read("targets/a.json"));
        QCOMPARE(saved["description"], Json("by another hand"));
        QCOMPARE(saved["url"], Json("http://127.0.0.1:1/mine"));
        fixture.write("targets/a.json.twig", "changed");
        QVERIFY(workspace.changedOnDisk("a"));
    }

    void brokenFilesAreNeverOverwritten()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        Target target = *workspace.target("a");
        target.url = "http://127.0.0.1:1/mine";
        fixture.write("targets/a.json", "{\"name\": \"half");
        QVERIFY(refusal(fixture, [&] { workspace.saveTarget(target); }).find("a.json:1:15: error: not JSON") !=
                std::string::npos);
        fixture.write("targets/a.json", R"({"handle": "a", "url": "u", "delivery": {"timeout_ms": "x"}})");
        QVERIFY(refusal(fixture, [&] { workspace.saveTarget(target); }).find("timeout_ms") != std::string::npos);
        fixture.write("contexts/reward.issued/one.json", "{");
        QVERIFY(refusal(fixture, [&] {
                    workspace.saveSample({"reward.issued", "one", "{}", {}});
                }).find("not JSON") != std::string::npos);
        Reaction reaction = workspace.reactions()[1];
        fixture.write("reactions/" + reaction.fileName, "[");
        reaction.name = "other";
        QVERIFY(refusal(fixture, [&] { workspace.saveReaction(reaction); }).find("not JSON") != std::string::npos);
    }

    void refusals()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        Target target = *workspace.target("a");
        target.handle = "../out";
        QVERIFY(refusal(fixture, [&] { workspace.saveTarget(target); }).find("letters, digits") != std::string::npos);
        target.handle = "bytes";
        target.notes = "\xff";
        QVERIFY(refusal(fixture, [&] { workspace.saveTarget(target); }).find("UTF-8") != std::string::npos);
        // What would break a header's line never gets into a file, and the one that is there stays.
        const auto files = fixture.files();
        for (const std::string &handle : {std::string("a"), std::string("new")}) {
            target = *workspace.target("a");
            target.handle = handle;
            target.delivery.headers = {{"X-Id", "1"}, {"X-Key", std::string("k\r\nEvil: 1")}};
            const std::string said = refusal(fixture, [&] { workspace.saveTarget(target); });
            QVERIFY2(said.find(handle + ".json:") != std::string::npos, said.c_str());
            QVERIFY2(
                said.find(
                    "the value of the header \"X-Key\" holds a line break or NUL, which ends a header – write it on one line") !=
                    std::string::npos,
                said.c_str());
            target.delivery.headers.clear();
            target.url.clear(); // would not be read again either
            QVERIFY(refusal(fixture, [&] { workspace.saveTarget(target); }).find("\"url\" is missing") != std::string::npos);
        }
        QVERIFY(fixture.files() == files);
        QVERIFY(refusal(fixture, [&] { workspace.renameTarget("a", "b"); }).find("already") != std::string::npos);
        QVERIFY(refusal(fixture, [&] { workspace.renameTarget("none", "c"); }).find("none.json") != std::string::npos);
        QVERIFY(refusal(fixture, [&] { workspace.removeTarget("none"); }).find("no target") != std::string::npos);
        QVERIFY(refusal(fixture, [&] {
                    workspace.saveSample({"../x", "one", "{}", {}});
                }).find("name of a file") != std::string::npos);
        QVERIFY(refusal(fixture, [&] { workspace.saveSample({"e", "one", "{", {}}); }).find("not JSON") != std::string::npos);
        QVERIFY(refusal(fixture, [&] { Workspace::create(fixture.folder(), "again"); }).find("already") != std::string::npos);
    }

    void renamingMovesFilesAndUses()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        const Target before = *workspace.target("a");
        const std::string other = fixture.read("reactions/other.json");
        workspace.renameTarget("a", "renamed");
        QVERIFY(!fixture.has("targets/a.json") && !fixture.has("targets/a.json.twig"));
        Json expected = json(WorkspaceFixture("keeps/before").read("targets/a.json"));
        expected["handle"] = "renamed";
        QCOMPARE(fixture.read("targets/renamed.json"), expected.dump(4) + "\n");
        Json omneo = json(WorkspaceFixture("keeps/before").read("reactions/omneo.json"));
        omneo["actions"][0]["arguments"][0]["value"] = "renamed"; // the filter's "a" is no handle
        QCOMPARE(json(fixture.read("reactions/omneo.json")).dump(), omneo.dump());
        Json guide = json(WorkspaceFixture("keeps/before").read("reactions/guide.json"));
        guide["actions"][1]["target_handle"] = "renamed"; // its own shape stays
        QCOMPARE(json(fixture.read("reactions/guide.json")).dump(), guide.dump());
        QCOMPARE(fixture.read("reactions/other.json"), other);
        QVERIFY(workspace.problems().empty());
        QVERIFY(Workspace::open(fixture.folder()).problems().empty());
        QCOMPARE(workspace.eventsOf("renamed"), (std::vector<std::string>{"benefit.issued", "reward.created"}));
        QCOMPARE(workspace.target("renamed")->templateSource, before.templateSource);
    }

    // Every state that a crash can leave: all uses name a target, and renaming again finishes the work.
    void anInterruptedRenameLosesNothing()
    {
        const WorkspaceFixture whole("keeps/before");
        Workspace::open(whole.folder()).renameTarget("a", "n");
        const std::vector<std::string> order = {"targets/n.json.twig", "targets/n.json", "reactions/guide.json",
                                                "reactions/omneo.json"};
        for (std::size_t done = 0; done <= order.size(); ++done) {
            const WorkspaceFixture fixture("keeps/before");
            for (std::size_t i = 0; i < done; ++i)
                fixture.write(order[i], whole.read(order[i]));
            Workspace workspace = Workspace::open(fixture.folder());
            for (const Reaction &reaction : workspace.reactions()) {
                for (const Action &action : reaction.actions)
                    QVERIFY(!action.isTargetSend() || workspace.target(action.targetHandle()) != nullptr);
            }
            workspace.renameTarget("a", "n");
            QVERIFY(fixture.files() == whole.files());
        }
    }

    void renamingStopsAtABrokenReaction()
    {
        const WorkspaceFixture fixture("keeps/before");
        fixture.write("reactions/half.json",
                      R"({"trigger": "x", "actions": [{"name": "target.send", "arguments": [{"value": "a")");
        Workspace workspace = Workspace::open(fixture.folder());
        QVERIFY(refusal(fixture, [&] { workspace.renameTarget("a", "n"); }).find("half.json") != std::string::npos);
    }

    void reactionsKeepWhatWeDoNotKnow()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        Reaction reaction = workspace.reactions()[1];
        QCOMPARE(reaction.name, std::string("omneo"));
        reaction.isActive = false;
        reaction.actions[1].setTargetHandle("b");
        workspace.saveReaction(reaction);
        Json expected = json(WorkspaceFixture("keeps/before").read("reactions/omneo.json"));
        const Json saved = json(fixture.read("reactions/omneo.json"));
        QCOMPARE(saved["is_active"], Json(false));
        QCOMPARE(saved["created_at"], expected["created_at"]);
        QCOMPARE(saved["actions"].size(), std::size_t(2));
        for (const Json &action : saved["actions"]) {
            if (action["id"] != 2) continue;
            QVERIFY(action.contains("x_action"));
            QCOMPARE(action["arguments"][0].dump(),
                     std::string(R"({"x_argument":1,"name":"handle","value":"b","is_dynamic":null})"));
        }
        QVERIFY(workspace.eventsOf("b") == std::vector<std::string>{"tier.achieved"});
        Reaction guide = workspace.reactions()[0];
        guide.trigger = "benefit.created";
        workspace.saveReaction(guide);
        const Json normal = json(fixture.read("reactions/guide.json"));
        QCOMPARE(normal["trigger"], Json("benefit.created"));
        QVERIFY(!normal.contains("event"));
        QCOMPARE(normal["x_note"], Json("kept"));
        QVERIFY(Workspace::open(fixture.folder()).problems().empty());
    }

    void samplesKeepTheirText()
    {
        const WorkspaceFixture fixture("keeps/before");
        Workspace workspace = Workspace::open(fixture.folder());
        const std::string text = "{ \"n\": 1.10,\n\"id\": 123456789012345678901234567890 }";
        workspace.saveSample({"tier.achieved", "made here", text, {}});
        QCOMPARE(fixture.read("contexts/tier.achieved/made here.json"), text);
        QCOMPARE(workspace.sample("tier.achieved", "made here")->text, text);
        QCOMPARE(Workspace::open(fixture.folder()).samples().size(), workspace.samples().size());
    }

    void permissionsAndLinksStay()
    {
        const WorkspaceFixture fixture("keeps/before");
        namespace fs = std::filesystem;
        fs::rename(fixture.folder() / "targets/a.json.twig", fixture.folder() / "real.twig");
        fs::create_symlink("../real.twig", fixture.folder() / "targets/a.json.twig");
        fs::permissions(fixture.folder() / "real.twig", fs::perms(0640));
        Workspace workspace = Workspace::open(fixture.folder());
        Target target = *workspace.target("a");
        target.templateSource = "[]";
        workspace.saveTarget(target);
        QVERIFY(fs::is_symlink(fixture.folder() / "targets/a.json.twig"));
        QCOMPARE(fixture.read("real.twig"), std::string("[]"));
        QCOMPARE(static_cast<int>(fs::status(fixture.folder() / "real.twig").permissions()), 0640);
        for (const auto &[name, text] : fixture.files())
            QVERIFY2(!std::filesystem::path(name).filename().string().starts_with('.'), name.c_str());
    }

    void createMakesAWorkspace()
    {
        QTemporaryDir folder;
        const std::filesystem::path place = folder.filePath(QStringLiteral("new/deep")).toStdString();
        const Workspace workspace = Workspace::create(place, "Mine");
        QCOMPARE(workspace.name(), std::string("Mine"));
        QVERIFY(workspace.problems().empty() && workspace.targets().empty());
        QVERIFY(workspace.environment(workspace.defaultEnvironment()) != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceChanges)
#include "tst_workspacechanges.moc"
