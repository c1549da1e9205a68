// SPDX-License-Identifier: MIT
// The matrix of targets and samples.
#include "payload/checkrun.h"
#include "payload/pathcensus.h"

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

    void tellsHowFarItIs()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "t", "{\"n\": {{ n|json_encode|raw }}}", "reward.issued");
        addTarget(folder, "other", "{}", "reward.issued");
        addTarget(folder, "unsampled", "{}", "tier.achieved");
        write(folder / "contexts/reward.issued/one.json", "{\"n\": 20}");
        write(folder / "contexts/reward.issued/two.json", "{\"n\": 30}");
        std::vector<CheckProgress> told;
        CheckOptions options;
        options.advanced = [&](const CheckProgress &progress) { told.push_back(progress); };
        options.drafts = {{"reward.issued", "one", "{\"n\": 0}", {}}};
        options.target = "t";
        runCheck(Workspace::open(folder), options);
        QCOMPARE(told, (std::vector<CheckProgress>{{0, 3, 0, 0}, {1, 3, 0, 0}, {2, 3, 0, 0}, {3, 3, 0, 0}}));
        options.target = "unsampled";
        told.clear();
        runCheck(Workspace::open(folder), options);
        QCOMPARE(told, (std::vector<CheckProgress>{{0, 1, 0, 0}, {1, 1, 0, 0}}));

        // Generated samples: as many renders as are told beforehand.
        options.target = "t";
        options.nasty = true;
        told.clear();
        const CheckRun run = runCheck(Workspace::open(folder), options);
        std::size_t renders = 0;
        for (const CheckResult &result : run.results)
            if (result.what.sample == "two") renders += result.renders;
        const auto last = std::find_if(told.rbegin(), told.rend(), [](const CheckProgress &one) { return one.allRenders > 0; });
        QVERIFY(renders > 1);
        QCOMPARE(*last, (CheckProgress{2, 3, renders, renders}));
        QCOMPARE(told.back(), (CheckProgress{3, 3, 0, 0}));

        // A sample that was not checked to its end is not done.
        std::atomic<bool> cancelled{false};
        options.cancelled = &cancelled;
        options.advanced = [&](const CheckProgress &progress) {
            told.push_back(progress);
            if (progress.samples == 1 && progress.renders > 0) cancelled = true;
        };
        options.drafts.clear();
        told.clear();
        runCheck(Workspace::open(folder), options);
        QCOMPARE(told.back(), (CheckProgress{1, 2, 1, renders}));
    }

    void anEditedCopyIsCheckedBesideItsSampleAndNeverAccepted()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "t", "{\"n\": {% if n > 1 %}{{ n }}{% else %}1{% endif %}}", "reward.issued");
        write(folder / "contexts/reward.issued/one.json", "{\"n\": 20}");
        write(folder / "contexts/reward.issued/two.json", "{\"n\": 30}");
        CheckOptions options;
        options.accept = true;
        options.nasty = true;
        options.drafts = {{"reward.issued", "one", "{\"n\": 0}", {}}, {"reward.issued", "gone", "{}", {}}};
        const CheckRun run = runCheck(Workspace::open(folder), options);
        QCOMPARE(run.accepted, std::size_t(2));
        QCOMPARE(std::count_if(run.results.begin(), run.results.end(), [](const auto &one) { return one.what.isDraft; }), 1);
        const auto draft = std::find_if(run.results.begin(), run.results.end(), [](const auto &one) { return one.what.isDraft; });
        QCOMPARE(draft->what.sample, "one");
        QVERIFY(!draft->what.nastiness);
        QCOMPARE(draft->payload, "{\"n\": 1}");
        QCOMPARE(draft->marks.json, CheckMark::Good);
        QCOMPARE(draft->marks.expected, CheckMark::NotChecked);
        QCOMPARE(run.results.front().payload, "{\"n\": 20}");
        QCOMPARE(run.coverage.front().branches.taken(), std::size_t(1)); // the samples' way only
        options.nasty = false;
        options.drafts.front().text = "{\"n\": ";
        const CheckRun broken = runCheck(Workspace::open(folder), options);
        QCOMPARE(broken.count(CheckState::Failed), std::size_t(1));
    }

    void acceptedPayloadsMustStay()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "t", "{\"n\": {{ n|json_encode|raw }}, \"k\": 1}", "reward.issued");
        write(folder / "contexts/reward.issued/one.json", "{\"n\": 20}");
        const CheckRun fresh = runCheck(Workspace::open(folder));
        QVERIFY(fresh.isGood());
        QCOMPARE(fresh.results.at(0).marks.expected, CheckMark::New);

        CheckOptions accepting;
        accepting.accept = true;
        QCOMPARE(runCheck(Workspace::open(folder), accepting).accepted, std::size_t(1));
        QCOMPARE(runCheck(Workspace::open(folder), accepting).accepted, std::size_t(0)); // it is that already
        QVERIFY(std::filesystem::exists(folder / "targets/t.expected/reward.issued/one.json"));
        QCOMPARE(runCheck(Workspace::open(folder)).results.at(0).marks.expected, CheckMark::Good);

        // White space, order and the spelling of numbers say nothing to a receiver; a text instead of a number does.
        write(folder / "targets/t.json.twig", "{ \"k\": 1.0, \"n\":{{ n }} }");
        QVERIFY(runCheck(Workspace::open(folder)).isGood());
        write(folder / "targets/t.json.twig", "{\n\"k\": 1, \"n\": \"{{ n }}\"}");
        const CheckRun changed = runCheck(Workspace::open(folder));
        QCOMPARE(changed.results.at(0).state, CheckState::Failed);
        QCOMPARE(changed.results.at(0).marks.expected, CheckMark::Bad);
        QCOMPARE(changed.results.at(0).changes, (std::vector<JsonChange>{{JsonChange::Kind::Changed, "n", "20", "\"20\""}}));
        const Problem &problem = changed.results.at(0).problems.at(0);
        QCOMPARE(problem.text(), (folder / "targets/t.json.twig").string() +
                                     ":2:18: error: the payload is not the accepted one: n: 20 → \"20\" (n) – mend the "
                                     "template, or accept the new payload");

        Workspace workspace = Workspace::open(folder);
        workspace.renameTarget("t", "u");
        QCOMPARE(runCheck(workspace).results.at(0).marks.expected, CheckMark::Bad);
        workspace.removeTarget("u");
        QVERIFY(!std::filesystem::exists(folder / "targets/u.expected"));
    }

    void nastySamplesNameTheValue()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "t", "{\"n\": \"{{ first_name }}\", \"amount\": {{ amount|default(0) }}}", "reward.issued");
        write(folder / "contexts/reward.issued/one.json", "{\"first_name\": \"Ann\", \"amount\": 20, \"unread\": true}");
        CheckOptions options;
        options.nasty = true;
        const CheckRun run = runCheck(Workspace::open(folder), options);
        std::string failed;
        for (const CheckResult &result : run.results) {
            QVERIFY(!result.what.nastiness || result.renders > 0);
            if (result.state != CheckState::Failed) continue;
            failed += std::string(nameOf(result.what.nastiness.value())) + " ";
            QVERIFY(result.problems.at(0).what.find(" in first_name: ") != std::string::npos);
        }
        QCOMPARE(failed, std::string("quote backslash line-break "));
        QCOMPARE(run.results.at(0).state, CheckState::Good);
    }

    // The record names no zone, so a time is skipped where the target's zone skips one.
    void nastyTimesAreThoseOfTheTargetsZone()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "t", "{\"at\": \"{{ at|date('c') }}\"}", "reward.issued");
        write(folder / "contexts/reward.issued/one.json", "{\"at\": \"2026-05-31 13:59:59\"}");
        const auto hasGap = [&](const char *zone) {
            write(folder / "targets/t.json", QByteArray("{\"name\": \"N\", \"handle\": \"t\", \"url\": \"http://127.0.0.1:1/x\", "
                                                        "\"delivery\": {\"timezone\": \"") +
                                                 zone + "\"}}");
            CheckOptions options;
            options.nasty = true;
            const CheckRun run = runCheck(Workspace::open(folder), options);
            return std::any_of(run.results.begin(), run.results.end(),
                               [](const CheckResult &one) { return one.what.nastiness == Nastiness::ClockGap; });
        };
        QVERIFY(hasGap("Europe/Berlin"));
        QVERIFY(!hasGap("Australia/Brisbane"));
        QVERIFY(!hasGap("UTC"));
    }

    void payloadsMustFitTheSchema()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "t", "{\n\"amount\": \"{{ amount }}\"}", "reward.issued");
        const QByteArray settings = "{\"name\": \"N\", \"handle\": \"t\", \"url\": \"http://127.0.0.1:1/x\", \"delivery\": "
                                    "{\"schema\": \"schemas/s.json\"}}";
        write(folder / "targets/t.json", settings);
        write(folder / "contexts/reward.issued/one.json", "{\"amount\": 20}");
        const auto result = [&](bool trace = true) {
            CheckOptions options;
            options.trace = trace;
            return runCheck(Workspace::open(folder), options).results.at(0);
        };
        QCOMPARE(result().problems.at(0).what, std::string("there is no schema schemas/s.json in the workspace"));
        write(folder / "schemas/s.json", "{\"properties\": {\"amount\": {\"type\": \"number\"}}}");
        for (const bool trace : {true, false}) {
            const CheckResult failed = result(trace);
            QCOMPARE(failed.state, CheckState::Failed);
            QCOMPARE(failed.marks.schema, CheckMark::Bad);
            QCOMPARE(failed.marks.json, CheckMark::Good);
            QCOMPARE(failed.problems.at(0).text(), (folder / "targets/t.json.twig").string() +
                                                       ":2:15: error: amount is the text \"20\", and the schema wants a number "
                                                       "(amount) – write {{ amount|json_encode|raw }} "
                                                       "without the quotes");
        }
        write(folder / "targets/t.json.twig", "{\"amount\": {{ amount }}}");
        QCOMPARE(result().marks.schema, CheckMark::Good);
        QCOMPARE(result().state, CheckState::Good);
        write(folder / "schemas/s.json", "{\"properties\": {\"amount\": {\"maximum\": 10}}}");
        QCOMPARE(result().problems.at(0).code, std::string("S507"));
        write(folder / "targets/t.json", QByteArray(settings).replace("schemas/s.json", "../s.json"));
        QCOMPARE(result().problems.at(0).what, std::string("the schema ../s.json is outside the workspace"));
    }

    void branchesOfAllSamplesTogether()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(
            folder, "t",
            "{% if gold %}\n{% set a = name ?: 'you' %}\n{% endif %}\n{\"n\": [{% for i in items %}{{ i }}{{ not loop.last ? "
            "',' }}{% endfor %}],\n\"x\": {{ x ?? 0 }}}",
            "reward.issued");
        write(folder / "contexts/reward.issued/one.json", "{\"items\": [1, 2], \"gold\": false, \"x\": 1}");
        const CheckRun one = runCheck(Workspace::open(folder));
        QCOMPARE(one.coverage.size(), std::size_t(1));
        const BranchCoverage &first = one.coverage.at(0).branches;
        QCOMPARE(first.total(), std::size_t(10));
        QCOMPARE(first.taken(), std::size_t(5));
        QCOMPARE(first.lines(), (std::vector<int>{1, 2, 4, 5}));
        std::string texts;
        for (const BranchGap &gap : first.gaps())
            texts += gap.text() + "; ";
        QCOMPARE(texts,
                 std::string("the condition never held; never reached; the list was never empty; the left of ?? was always "
                             "there; "));
        write(folder / "contexts/reward.issued/two.json", "{\"items\": [], \"gold\": true, \"name\": \"Ann\"}");
        const CheckRun both = runCheck(Workspace::open(folder));
        QCOMPARE(both.coverage.at(0).branches.taken(), std::size_t(9));
        QCOMPARE(both.coverage.at(0).branches.lines(), (std::vector<int>{2}));
        CheckOptions untraced;
        untraced.trace = false;
        QVERIFY(runCheck(Workspace::open(folder), untraced).coverage.empty());
    }

    // The wrong root: what this event has not, others have.
    void aBlankNamesTheEventsThatHaveThePath()
    {
        QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        write(folder / "targetdesk.json", "{\"name\": \"T\", \"format\": 1}");
        addTarget(folder, "t", "{\"to\": \"{{ email }}\"}", "reward.issued");
        write(folder / "contexts/reward.issued/one.json", "{\"profile\": {\"email\": \"ann@example.com\"}}");
        write(folder / "contexts/tier.achieved/one.json", "{\"email\": \"ann@example.com\"}");
        write(folder / "contexts/points.awarded/one.json", "{\"email\": \"ann@example.com\", \"rows\": [{\"a\": 1}]}");
        write(folder / "contexts/points.awarded/broken.json", "{");
        const Workspace workspace = Workspace::open(folder);
        const CheckRun run = runCheck(workspace);
        const auto found =
            std::find_if(run.results.begin(), run.results.end(), [](const auto &one) { return !one.problems.empty(); });
        QVERIFY(found != run.results.end());
        QCOMPARE(found->problems.at(0).remedy,
                 std::string("did you mean profile.email? (events that have email: points.awarded and tier.achieved)"));
        QCOMPARE(found->marks.blanks, CheckMark::Warning);
        const PathCensus census(workspace);
        QCOMPARE(census.describe("rows[12].a"), std::string("points.awarded"));
        QCOMPARE(census.describe("nowhere"), std::string());
    }

    // A text of a million characters, and a pattern that tries everything: neither overflows the stack nor runs for long.
    void schemasDoNotHang()
    {
        const std::string text(1'000'000, '1');
        const PayloadSchema schema("{\"properties\": {\"a\": {\"format\": \"date-time\"}, \"b\": {\"pattern\": \"^(1+)+$\"}}}",
                                   "s");
        QVERIFY(schema.problem().empty());
        const auto violations = schema.check("{\"a\": \"" + text + "\", \"b\": \"" + text.substr(0, 5000) + "x\"}");
        QVERIFY(!violations.empty());
        QCOMPARE(violations.at(0).kind, SchemaViolation::Kind::Form);
        const PayloadSchema tree("{\"properties\": {\"child\": {\"$ref\": \"#\"}, \"n\": {\"type\": \"integer\"}}}", "s");
        QVERIFY2(tree.problem().empty(), tree.problem().c_str());
        QCOMPARE(tree.check("{\"child\": {\"child\": {\"n\": \"x\"}}}").at(0).path, std::string("child.child.n"));
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
            const bool hasSchema = result.what.target == "klaviyo-reward-issued" || result.what.target == "sfmc-reward-issued";
            if (hasSchema) QCOMPARE(result.marks.schema, CheckMark::Good);
            for (const Problem &problem : result.problems)
                QVERIFY2(problem.kind != Problem::Kind::Lint, problem.text().c_str());
        }
        QCOMPARE(run.results.size(), std::size_t(72));
    }
};

QTEST_GUILESS_MAIN(TestCheckRun)
#include "tst_checkrun.moc"
