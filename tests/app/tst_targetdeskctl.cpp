// SPDX-License-Identifier: MIT
// The headless program as its users meet it: a process with arguments, two streams and an exit code.
#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(TARGETDESKCTL), arguments);
    process.write(input);
    process.closeWriteChannel();
    Outcome outcome;
    if (!process.waitForFinished(120000)) return outcome;
    if (process.exitStatus() == QProcess::NormalExit) outcome.exitCode = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

QString resource(const QString &path)
{
    return QStringLiteral(SOURCE_ROOT) + u"/resources/"_s + path;
}

void write(const QString &file, const QByteArray &text)
{
    QFile f(file);
    QVERIFY(f.open(QIODevice::WriteOnly));
    f.write(text);
}

const QByteArray seedTemplate = "{\"profile\": {\"email\": \"{{ email }}\", \"first_name\": \"{{ first_name }}\"}, "
                                "\"reward\": {\"id\": \"{{ reward.id }}\", \"amount\": \"{{ reward.amount }}\", \"expires_at\": "
                                "\"{{ reward.expires_at }}\"}}";

} // namespace

class TestTargetdeskctl : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        write(path, text);
        return path;
    }

private Q_SLOTS:
    void needsNoScreen()
    {
        QProcess ldd;
        ldd.start(u"ldd"_s, {QStringLiteral(TARGETDESKCTL)});
        QVERIFY(ldd.waitForFinished());
        const QByteArray libraries = ldd.readAllStandardOutput();
        QVERIFY2(libraries.contains("libQt6Core"), libraries.constData());
        QVERIFY2(!libraries.contains("libQt6Gui") && !libraries.contains("libQt6Widgets"), libraries.constData());
    }

    void helpTeaches_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command :
             {"render", "check", "impact", "emit", "serve", "deliveries", "queue", "store", "secret", "simulate", "demo"}) {
            QTest::newRow(command) << QString::fromLatin1(command);
        }
    }

    void helpTeaches()
    {
        QFETCH(QString, command);
        const Outcome outcome = run({command, u"--help"_s});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.out.contains(QByteArray("targetdeskctl " + command.toUtf8())), outcome.out.constData());
        QVERIFY(outcome.out.size() > 300);
    }

    void helpOfEachPartIsItsOwn_data()
    {
        QTest::addColumn<QStringList>("command");
        const QMap<QString, QString> parts = {{u"deliveries"_s, u"list show replay cancel resolve"_s},
                                              {u"queue"_s, u"status notices pause resume enable"_s},
                                              {u"store"_s, u"check migrate vacuum prune repair"_s},
                                              {u"secret"_s, u"set list remove key"_s}};
        for (auto part = parts.begin(); part != parts.end(); ++part) {
            for (const QString &action : part.value().split(u' '))
                QTest::addRow("%s %s", qPrintable(part.key()), qPrintable(action)) << QStringList{part.key(), action};
        }
    }

    void helpOfEachPartIsItsOwn()
    {
        QFETCH(QStringList, command);
        const Outcome outcome = run(QStringList(command) << u"--help"_s);
        QCOMPARE(outcome.exitCode, 0);
        const QByteArray example = "\n  targetdeskctl " + command.join(u' ').toUtf8();
        QVERIFY2(outcome.out.contains(example), outcome.out.constData());
        QVERIFY2(outcome.out.contains("Exit codes: 0 "), outcome.out.constData());
        QVERIFY2(!outcome.out.contains("Start with `targetdeskctl demo`"), outcome.out.constData());
    }

    void presetsGiveTwigsBytes()
    {
        QFile cases(QStringLiteral(TESTS_DIR) + u"/golden/presets/presets.jsonl"_s);
        QVERIFY2(cases.open(QIODevice::ReadOnly), qPrintable(cases.errorString()));
        int count = 0;
        while (!cases.atEnd()) {
            const QByteArray line = cases.readLine().trimmed();
            if (line.isEmpty()) continue;
            const auto one = nlohmann::json::parse(line.constData());
            const auto &config = one["config"];
            QStringList arguments = {u"render"_s,
                                     u"--template"_s,
                                     resource(u"presets/"_s + QString::fromStdString(one["template"])),
                                     u"--context"_s,
                                     resource(u"contexts/"_s + QString::fromStdString(one["context"])),
                                     u"--now"_s,
                                     QString::fromStdString(one["now"]).replace(u' ', u'T') + u'Z',
                                     u"--text"_s};
            if (config.value("strict_variables", false)) arguments << u"--strict"_s;
            if (config["autoescape"].is_string()) arguments << u"--autoescape"_s << QString::fromStdString(config["autoescape"]);
            const Outcome outcome = run(arguments);
            const std::string name = one["name"];
            if (one.contains("expect")) {
                QVERIFY2(outcome.exitCode == 0, (name + ": " + outcome.err.toStdString()).c_str());
                QVERIFY2(outcome.out.toStdString() == one["expect"].get<std::string>(), name.c_str());
            } else {
                QVERIFY2(outcome.exitCode == 3, name.c_str());
                const std::string message = one["exception"]["raw"];
                QVERIFY2(outcome.err.toStdString().find(message) != std::string::npos,
                         (name + ": " + outcome.err.toStdString()).c_str());
            }
            ++count;
        }
        QVERIFY(count >= 400);
    }

    void seedTemplateRenders()
    {
        const Outcome outcome = run({u"render"_s, u"--template"_s, file(u"seed.json.twig"_s, seedTemplate), u"--context"_s,
                                     resource(u"contexts/reward.issued.json"_s)});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out,
                 QByteArray("{\"profile\": {\"email\": \"avery.sample@example.com\", \"first_name\": \"Avery\"}, "
                            "\"reward\": {\"id\": \"90871\", \"amount\": \"20\", \"expires_at\": \"2026-05-31 13:59:59\"}}"));
        QCOMPARE(outcome.err, QByteArray());
    }

    void extensionsAreSwitchedOnByName()
    {
        const QString context = file(u"points.json"_s, "{\"n\": 2}");
        const QString source = file(u"points.json.twig"_s, "[\"{{ n }} {{ 'point'|plural }}\"]");
        const QStringList arguments = {u"render"_s, u"--template"_s, source, u"--context"_s, context};
        const Outcome off = run(arguments);
        QCOMPARE(off.exitCode, 3);
        QVERIFY2(off.err.contains("add \"string\" to \"extensions\""), off.err.constData());
        const Outcome on = run(arguments + QStringList{u"--extension"_s, u"string"_s});
        QCOMPARE(on.exitCode, 0);
        QCOMPARE(on.out, QByteArray("[\"2 points\"]"));
        QCOMPARE(run(arguments + QStringList{u"--extension"_s, u"strings"_s}).exitCode, 2);
    }

    void quoteInANameIsBlamedOnItsExpression()
    {
        const QString context = file(u"quote.json"_s, "{\"email\": \"a@example.com\", \"first_name\": \"Ann \\\"Annie\\\"\", "
                                                      "\"reward\": {\"id\": 1, \"amount\": 2, \"expires_at\": null}}");
        const Outcome outcome =
            run({u"render"_s, u"--template"_s, file(u"seed.json.twig"_s, seedTemplate), u"--context"_s, context});
        QCOMPARE(outcome.exitCode, 4);
        QVERIFY(outcome.out.contains("Ann \"Annie\"")); // the payload is written all the same
        QVERIFY2(outcome.err.contains("seed.json.twig:1:56: error:"), outcome.err.constData());
        QVERIFY2(outcome.err.contains("first_name"), outcome.err.constData());
    }

    void checkNamesLineColumnAndPath()
    {
        const QString workspace = m_folder.filePath(u"ws"_s);
        for (const char *folder : {"targets", "reactions", "contexts/reward.issued"})
            QVERIFY(QDir().mkpath(workspace + u'/' + QString::fromLatin1(folder)));
        write(workspace + u"/targetdesk.json"_s, "{\"name\": \"T\", \"format\": 1}");
        write(workspace + u"/targets/seed.json"_s,
              "{\"name\": \"Seed\", \"handle\": \"seed\", \"url\": \"http://127.0.0.1:1/x\"}");
        write(workspace + u"/targets/seed.json.twig"_s, seedTemplate);
        write(workspace + u"/reactions/all.json"_s,
              R"({"name": "all", "trigger": "reward.issued", "is_active": true, "actions": [
                 {"name": "target.send", "sort_order": 1, "arguments": [{"name": "target", "value": "seed", "is_dynamic": null}]}]})");
        write(workspace + u"/contexts/reward.issued/quote.json"_s,
              "{\"email\": \"a@example.com\", \"first_name\": \"Ann \\\"Annie\\\"\", \"reward\": {\"id\": 1, \"amount\": 2, "
              "\"expires_at\": \"x\"}}");
        const Outcome outcome = run({u"check"_s, u"--workspace"_s, workspace});
        QCOMPARE(outcome.exitCode, 1);
        const QByteArray all = outcome.out + outcome.err;
        QVERIFY2(all.contains(":1:56: error:") && all.contains("first_name"), all.constData());
    }

    void sampleWorkspacePassesItsCheck()
    {
        const Outcome outcome = run({u"check"_s, u"--workspace"_s, resource(u"workspace"_s)});
        QVERIFY2(outcome.exitCode == 0, QByteArray(outcome.out + outcome.err).constData());
        const Outcome json = run({u"check"_s, u"--workspace"_s, resource(u"workspace"_s), u"--format"_s, u"json"_s});
        QCOMPARE(json.exitCode, 0);
        QVERIFY(nlohmann::json::accept(json.out.constData()));
        const Outcome junit = run({u"check"_s, u"--workspace"_s, resource(u"workspace"_s), u"--format"_s, u"junit"_s});
        QCOMPARE(junit.exitCode, 0);
        QVERIFY(junit.out.contains("<testsuite") && junit.out.contains("<property name=\"branches\" value="));
        const auto report = nlohmann::json::parse(json.out.constData());
        QVERIFY(!report.at("coverage").empty());
        QVERIFY(report.at("coverage").at(0).at("branches").get<int>() >= report.at("coverage").at(0).at("taken").get<int>());
        QVERIFY(outcome.out.contains(" branches ran"));
        int fitting = 0;
        for (const auto &result : report.at("results"))
            fitting += result.contains("checks") && result.at("checks").at("schema") == "good" ? 1 : 0;
        QVERIFY(fitting > 0);
    }

    void sampleWorkspaceBearsNastyValues()
    {
        const Outcome outcome = run({u"check"_s, u"--workspace"_s, resource(u"workspace"_s), u"--nasty"_s});
        QVERIFY2(outcome.exitCode == 0, QByteArray(outcome.out + outcome.err).constData());
    }

    void checkUpdateAcceptsAndThenHolds()
    {
        const QString workspace = m_folder.filePath(u"accepted"_s);
        for (const char *folder : {"targets", "reactions", "contexts/reward.issued"})
            QVERIFY(QDir().mkpath(workspace + u'/' + QString::fromLatin1(folder)));
        write(workspace + u"/targetdesk.json"_s, "{\"name\": \"T\", \"format\": 1}");
        write(workspace + u"/targets/t.json"_s, "{\"name\": \"T\", \"handle\": \"t\", \"url\": \"http://127.0.0.1:1/x\"}");
        write(workspace + u"/targets/t.json.twig"_s, "{\"n\": {{ n }}}");
        write(workspace + u"/reactions/all.json"_s,
              R"({"name": "all", "trigger": "reward.issued", "is_active": true, "actions": [
                 {"name": "target.send", "sort_order": 1, "arguments": [{"name": "target", "value": "t", "is_dynamic": null}]}]})");
        write(workspace + u"/contexts/reward.issued/one.json"_s, "{\"n\": 1}");
        const QStringList check{u"check"_s, u"--workspace"_s, workspace};
        const Outcome update = run(check + QStringList{u"--update"_s});
        QCOMPARE(update.exitCode, 0);
        QVERIFY2(update.out.contains("1 payloads accepted"), update.out.constData());
        QCOMPARE(run(check).exitCode, 0);
        write(workspace + u"/contexts/reward.issued/one.json"_s, "{\"n\": 2}");
        const Outcome differs = run(check + QStringList{u"--target"_s, u"t"_s});
        QCOMPARE(differs.exitCode, 1);
        QVERIFY2(differs.out.contains("n: 1 → 2") && differs.out.contains("X401"), differs.out.constData());
        QCOMPARE(run(check + QStringList{u"--target"_s, u"nobody"_s}).exitCode, 2);
    }

    void exitCodesTellTheKindOfTrouble()
    {
        const QString context = resource(u"contexts/reward.issued.json"_s);
        const auto renderText = [&](const QByteArray &text) {
            return run({u"render"_s, u"--template"_s, file(u"t.twig"_s, text), u"--context"_s, context}).exitCode;
        };
        QCOMPARE(renderText("{}"), 0);
        QCOMPARE(renderText("{{ nosuchfilter|x }}"), 3);
        QCOMPARE(renderText("{% if %}"), 3);
        QCOMPARE(renderText("plain words"), 4);
        QCOMPARE(run({u"render"_s}).exitCode, 2);
        QCOMPARE(run({u"no-such-command"_s}).exitCode, 2);
        QCOMPARE(run({}).exitCode, 2);
        QCOMPARE(run({u"render"_s, u"nosuch"_s, u"--context"_s, u"reward.issued"_s, u"--workspace"_s, resource(u"workspace"_s)})
                     .exitCode,
                 2);
    }

    void targetOfAWorkspaceRenders()
    {
        const Outcome outcome = run({u"render"_s, u"klaviyo-reward-issued"_s, u"--context"_s, u"reward.issued/object-root"_s,
                                     u"--workspace"_s, resource(u"workspace"_s)});
        QCOMPARE(outcome.exitCode, 0);
        const auto payload = nlohmann::json::parse(outcome.out.constData());
        QCOMPARE(payload["data"]["attributes"]["unique_id"], "omneo-reward-issued-90871");
        QCOMPARE(payload["data"]["attributes"]["metric"]["data"]["attributes"]["name"], "Omneo Reward Issued");
    }

    void demoDeliversSixEventsToThreePlatforms()
    {
        const Outcome outcome = run({u"demo"_s});
        QVERIFY2(outcome.exitCode == 0, QByteArray(outcome.out + outcome.err).constData());
        for (const char *event :
             {"reward.issued", "reward.redeemed", "reward.expiring", "tier.achieved", "benefit.issued", "points.awarded"}) {
            QVERIFY2(outcome.out.contains(event), event);
        }
        for (const char *platform : {"klaviyo-", "sfmc-", "campaign-monitor-"}) {
            QVERIFY2(outcome.out.count(platform) >= 6, platform);
        }
    }

    void demoFailsWhenAnEventReachesNobody()
    {
        const QString workspace = m_folder.filePath(u"quiet"_s);
        QProcess copy;
        copy.start(u"cp"_s, {u"-r"_s, resource(u"workspace"_s), workspace});
        QVERIFY(copy.waitForFinished() && copy.exitCode() == 0);
        QVERIFY(QFile::remove(workspace + u"/reactions/benefit-issued.json"_s));
        const Outcome outcome = run({u"demo"_s, u"--workspace"_s, workspace});
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.err.contains("benefit.issued: no target got this event"), outcome.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestTargetdeskctl)
#include "tst_targetdeskctl.moc"
