// SPDX-License-Identifier: MIT
// The settings of a target: what is in its file is shown and kept, what is typed is judged as the file is.
#include "ui/settings/settingspanel.h"
#include "windowfixture.h"
#include "workspace/targetjson.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

/// Every key that a form has a field for, none with its standard value.
Json everyKey()
{
    return Json::parse(R"({
      "is_active": false, "timeout_ms": 20000, "connect_timeout_ms": 4000, "first_byte_timeout_ms": 9000, "proxy": "http://proxy.example.com:3128",
      "http2": true, "rate_limit": {"per_second": 2.5, "burst": 3, "account": "main"}, "max_in_flight": 4, "order_by": "profile.id",
      "retry": {"max_tries": 5, "first_delay_ms": 100, "factor": 2.5, "max_delay_ms": 60000, "jitter": 0.1, "max_retry_after_ms": 3600000,
                "delays_ms": [5000, 300000], "mine": 1},
      "retry_status": [409, 423], "final_status": [404], "lost_answer": "retry",
      "signatures": [{"scheme": "standard-webhooks", "secrets": ["new", "old"]},
                     {"scheme": "omneo", "secrets": ["omneo"]},
                     {"scheme": "standard-webhooks-ed25519", "secrets": ["pair"]}],
      "tls": {"ca": "tls/ca.pem", "client_certificate": "tls/us.pem", "client_key": "tls/us.key", "client_key_secret": "key",
              "min_version": "1.3", "verify": false},
      "allow_addresses": ["10.1.0.0/16", "fd00::/8"], "redact": ["profile.email"],
      "schema": "schemas/s.json", "config": {"list": "abc", "deep": {"n": 1.50}}, "strict_variables": true, "autoescape": "html",
      "timezone": "Australia/Melbourne", "unknown_to_us": {"kept": true}})");
}

Target targetOf(const Json &delivery)
{
    std::vector<FieldProblem> problems;
    Target target =
        targetFromJson({{"name", "T"}, {"handle", "t"}, {"url", "https://example.com/"}, {"delivery", delivery}}, problems);
    if (!problems.empty()) qFatal("%s", problems.front().what.c_str());
    return target;
}

QByteArray deliveryOf(const Target &target)
{
    const Json json = toJson(target);
    return QByteArray::fromStdString(json.contains("delivery") ? json["delivery"].dump(1) : "{}");
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private:
    Theme m_theme{*qApp};

    template <typename Widget>
    static Widget *find(const QWidget &panel, const QString &id)
    {
        auto *widget = panel.findChild<Widget *>(id);
        if (!widget) qFatal("no widget is called %s", qPrintable(id));
        return widget;
    }

    // As fingers do it.
    static void type(const QWidget &panel, const QString &id, const QString &text)
    {
        if (auto *line = panel.findChild<QLineEdit *>(id)) {
            line->selectAll();
            QTest::keyClick(line, Qt::Key_Delete);
            QTest::keyClicks(line, text);
        } else if (auto *choice = panel.findChild<QComboBox *>(id)) {
            choice->setCurrentIndex(choice->findData(text));
            Q_EMIT choice->activated(choice->currentIndex());
        } else if (auto *box = panel.findChild<QCheckBox *>(id)) {
            if (box->isChecked() != (text == u"true"_s)) box->click();
        } else {
            find<QPlainTextEdit>(panel, id)->setPlainText(text);
        }
    }

    static QString problemOf(const QWidget &panel, const QString &id)
    {
        return find<StateLabel>(panel, id + u"/problem"_s)->text();
    }

private Q_SLOTS:
    // Each key of the file has a field that shows it; what is edited elsewhere leaves all as it was.
    void everyKeyIsShownAndKept()
    {
        SettingsPanel panel(m_theme);
        const Target target = targetOf(everyKey());
        panel.setTarget(target);
        for (const DeliveryGroup &group : deliveryGroups()) {
            for (const DeliveryField &field : group.fields) {
                auto *edit = find<QWidget>(panel, field.id());
                QVERIFY2(!edit->accessibleName().isEmpty(), qPrintable(field.id()));
                QVERIFY2(!typedText(field, everyKey()).isEmpty(), qPrintable(field.id()));
                if (const auto *line = qobject_cast<QLineEdit *>(edit)) QCOMPARE(line->text(), typedText(field, everyKey()));
            }
        }
        QCOMPARE(find<QLineEdit>(panel, u"delivery/signatures/standard-webhooks"_s)->text(), u"new, old"_s);
        QCOMPARE(find<QComboBox>(panel, u"delivery/lost_answer"_s)->currentData().toString(), u"retry"_s);
        QVERIFY(!find<QCheckBox>(panel, u"delivery/tls/verify"_s)->isChecked());
        type(panel, u"settingUrl"_s, u"https://example.com/other"_s);
        QCOMPARE(panel.target().url, std::string("https://example.com/other"));
        QCOMPARE(deliveryOf(panel.target()), deliveryOf(target));
        QVERIFY(panel.target().delivery == target.delivery);
        // Another target has nothing of this one.
        panel.setTarget(targetOf(Json::object()));
        type(panel, u"settingUrl"_s, u"https://example.com/third"_s);
        QCOMPARE(deliveryOf(panel.target()), QByteArray("{}"));
    }

    // Pasted with its line break, say: said at once, and saving would refuse it.
    void aLineBreakInAHeaderIsSaid()
    {
        SettingsPanel panel(m_theme);
        panel.setTarget(targetOf(Json::parse(R"({"headers": {"X-Key": "k"}, "auth": {"type": "bearer", "token": "t"}})")));
        QAbstractItemModel &headers = *find<QTableView>(panel, u"settingHeaders"_s)->model();
        QCOMPARE(problemOf(panel, u"settingHeaders"_s), QString());
        headers.setData(headers.index(0, 1), u"k\nEvil: 1"_s);
        QCOMPARE(problemOf(panel, u"settingHeaders"_s),
                 u"the value of the header \"X-Key\" holds a line break or NUL, which ends a header – write it on one line"_s);
        headers.setData(headers.index(0, 0), u"X Key"_s);
        headers.setData(headers.index(0, 1), u"k"_s);
        QCOMPARE(problemOf(panel, u"settingHeaders"_s),
                 u"the header name \"X Key\" is not allowed in HTTP – use letters, digits and dashes"_s);
        headers.setData(headers.index(0, 0), u"X-Key"_s);
        QCOMPARE(problemOf(panel, u"settingHeaders"_s), QString());
        for (const QString &id : {u"settingContentType"_s, u"authToken"_s}) {
            auto *edit = find<QLineEdit>(panel, id);
            QGuiApplication::clipboard()->setText(u"a\nb"_s);
            edit->selectAll();
            QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
            QVERIFY2(problemOf(panel, id).contains(u"holds a line break or NUL"_s), qPrintable(id));
            type(panel, id, u"ab"_s);
            QCOMPARE(problemOf(panel, id), QString());
        }
    }

    void whatIsTypedGetsIntoTheTarget_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("delivery");
        const auto row = [](const char *id, const char *text, const char *delivery) {
            QTest::newRow(id) << QString::fromLatin1(id) << QString::fromLatin1(text)
                              << QByteArray::fromStdString(Json::parse(delivery).dump(1));
        };
        row("delivery/timeout_ms", "2500", R"({"timeout_ms": 2500})");
        row("delivery/http2", "true", R"({"http2": true})");
        row("delivery/is_active", "false", R"({"is_active": false})");
        row("delivery/retry/max_retry_after_ms", "60000", R"({"retry": {"max_retry_after_ms": 60000}})");
        row("delivery/rate_limit/per_second", "0.5", R"({"rate_limit": {"per_second": 0.5, "burst": 1}})");
        row("delivery/order_by", "profile.id", R"({"order_by": "profile.id"})");
        row("delivery/retry/delays_ms", "5000, 300000 1800000", R"({"retry": {"delays_ms": [5000, 300000, 1800000]}})");
        row("delivery/retry_status", "409;423", R"({"retry_status": [409, 423]})");
        row("delivery/lost_answer", "retry", R"({"lost_answer": "retry"})");
        row("delivery/signatures/standard-webhooks", "new, old",
            R"({"signatures": [{"scheme": "standard-webhooks", "secrets": ["new", "old"]}]})");
        row("delivery/tls/min_version", "1.3", R"({"tls": {"min_version": "1.3"}})");
        row("delivery/tls/verify", "false", R"({"tls": {"verify": false}})");
        row("delivery/allow_addresses", "10.1.0.0/16, 10.2.0.1", R"({"allow_addresses": ["10.1.0.0/16", "10.2.0.1/32"]})");
        row("delivery/redact", "profile.email, items.*.code", R"({"redact": ["profile.email", "items.*.code"]})");
        row("delivery/config", "{\"a\": [1]}", R"({"config": {"a": [1]}})");
        row("delivery/autoescape", "html", R"({"autoescape": "html"})");
        row("delivery/strict_variables", "true", R"({"strict_variables": true})");
        row("delivery/schema", "schemas/s.json", R"({"schema": "schemas/s.json"})");
    }

    void whatIsTypedGetsIntoTheTarget()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        QFETCH(QByteArray, delivery);
        SettingsPanel panel(m_theme);
        const Target before = targetOf(Json::object());
        panel.setTarget(before);
        QSignalSpy edited(&panel, &SettingsPanel::edited);
        type(panel, id, text);
        QVERIFY(!edited.isEmpty());
        QCOMPARE(problemOf(panel, id), QString());
        QCOMPARE(deliveryOf(panel.target()), delivery);
        // The file says it again, and the field shows it so.
        SettingsPanel again(m_theme);
        again.setTarget(targetOf(Json::parse(delivery.toStdString())));
        type(again, u"settingDescription"_s, u"x"_s);
        QCOMPARE(deliveryOf(again.target()), delivery);
        // Undone, the target is as it was.
        if (auto *line = panel.findChild<QLineEdit *>(id)) {
            while (line->isUndoAvailable() && !line->text().isEmpty())
                QTest::keySequence(line, QKeySequence::Undo);
            Q_EMIT line->textEdited(line->text());
            QVERIFY(panel.target().delivery == before.delivery);
        }
    }

    void whatTheFileCouldNotHaveIsSaidAndNotTaken_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("what");
        const auto row = [](const char *name, const char *id, const char *text, const char *what) {
            QTest::newRow(name) << QString::fromLatin1(id) << QString::fromLatin1(text) << QString::fromUtf8(what);
        };
        row("letters", "delivery/timeout_ms", "soon", "\"timeout_ms\" is of type string");
        row("too long", "delivery/timeout_ms", "9999999999", "\"timeout_ms\" is");
        row("too many", "delivery/retry/max_tries", "5000", "outside 1 to 1000");
        row("share", "delivery/retry/jitter", "2", "outside 0 to 1");
        row("pause", "delivery/retry/delays_ms", "5000, later", "is no number of milliseconds up to 30 days");
        row("status", "delivery/retry_status", "409, 200", "is no HTTP status from 300 to 599");
        row("range", "delivery/allow_addresses", "10.1.0.0/16, here", "\"here\" is no range of addresses");
        row("two of Omneo's", "delivery/signatures/omneo", "a, b", "there is more than one secret");
        row("key alone", "delivery/tls/client_key", "us.key", "belongs to a client certificate");
        row("no JSON", "delivery/config", "{\"a\": ", "–");
        row("no object", "delivery/config", "[1]", "\"config\" is of type array");
    }

    void whatTheFileCouldNotHaveIsSaidAndNotTaken()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        QFETCH(QString, what);
        SettingsPanel panel(m_theme);
        const Json saved = {{"timeout_ms", 7000}, {"http2", true}, {"config", {{"a", 1}}}};
        panel.setTarget(targetOf(saved));
        type(panel, id, text);
        QVERIFY2(problemOf(panel, id).contains(what), qPrintable(problemOf(panel, id)));
        QCOMPARE(deliveryOf(panel.target()), deliveryOf(targetOf(saved)));
        // Other fields work all the same, and what was wrong can be mended.
        type(panel, u"delivery/order_by"_s, u"a.b"_s);
        QVERIFY(!problemOf(panel, id).isEmpty());
        QCOMPARE(panel.target().delivery.flow.orderBy, std::string("a.b"));
        type(panel, id, {});
        QCOMPARE(problemOf(panel, id), QString());
    }

    // What was left in a field that is good is what an unfinished edit falls back to.
    void anUnfinishedEditKeepsWhatWasThereBefore()
    {
        SettingsPanel panel(m_theme);
        panel.setTarget(targetOf(Json::object()));
        panel.show();
        find<QToolButton>(panel, u"deliveryGroup"_s)->click();
        auto *timeout = find<QLineEdit>(panel, u"delivery/timeout_ms"_s);
        type(panel, u"delivery/timeout_ms"_s, u"8000"_s);
        QFocusEvent leaves(QEvent::FocusOut);
        QCoreApplication::sendEvent(timeout, &leaves);
        type(panel, u"delivery/timeout_ms"_s, u"9000 s"_s);
        QVERIFY(!problemOf(panel, u"delivery/timeout_ms"_s).isEmpty());
        QCOMPARE(panel.target().delivery.timeout.count(), 8000);
    }

    // A key is there before its certificate while somebody types.
    void aKeyIsTakenWhenItsCertificateIsThere()
    {
        SettingsPanel panel(m_theme);
        panel.setTarget(targetOf(Json::object()));
        type(panel, u"delivery/tls/client_key"_s, u"us.key"_s);
        QVERIFY(!problemOf(panel, u"delivery/tls/client_key"_s).isEmpty());
        type(panel, u"delivery/tls/client_certificate"_s, u"us.pem"_s);
        QVERIFY(problemOf(panel, u"delivery/tls/client_key"_s).isEmpty());
        QCOMPARE(panel.target().delivery.connection.tls.clientKey, std::string("us.key"));
    }

    // A closed group says what is in it.
    void groupsFold()
    {
        SettingsPanel panel(m_theme);
        panel.resize(700, 500);
        panel.setTarget(targetOf({{"retry", {{"max_tries", 3}}}, {"final_status", {404}}}));
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *head = find<QToolButton>(panel, u"retriesGroup"_s);
        auto *tries = find<QLineEdit>(panel, u"delivery/retry/max_tries"_s);
        QVERIFY(!tries->isVisible());
        QCOMPARE(head->text(), u"Retries · 2 set"_s);
        QTest::keyClick(head, Qt::Key_Space);
        QVERIFY(tries->isVisible());
        type(panel, u"delivery/retry/max_tries"_s, u"none"_s);
        QCOMPARE(head->text(), u"Retries · 2 set · 1 to mend"_s);
        QTest::keyClick(head, Qt::Key_Space);
        QVERIFY(!tries->isVisible());
    }

    void whatIsSavedIsInTheFile()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.trigger("view.settings");
        type(desk.window(), u"delivery/timeout_ms"_s, u"1234"_s);
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
        desk.trigger("target.save");
        QFile file(QString::fromStdString((desk.folder() / "targets" / "klaviyo-reward-issued.json").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(Json::parse(file.readAll().toStdString())["delivery"]["timeout_ms"], Json(1234));
        QCOMPARE(desk.labelText("unsavedMark"), QStringLiteral("saved"));
        desk.restart();
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QCOMPARE(desk.find<QLineEdit>("delivery/timeout_ms")->text(), u"1234"_s);
    }
};

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
