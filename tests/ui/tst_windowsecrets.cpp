// SPDX-License-Identifier: MIT
#include "ui/editor/codeeditor.h"
#include "windowfixture.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QTabWidget>
#include <QtTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

/// As a keychain that takes its time: says nothing before it is let.
class SlowSecrets : public SecretSource
{
public:
    std::optional<std::string> secret(const std::string &) const override
    {
        ++asked;
        let.acquire();
        let.release();
        return "pk_live_canary";
    }
    std::string remedy(const std::string &) const override { return "wait"; }

    mutable std::atomic<int> asked = 0;
    mutable QSemaphore let;
};

} // namespace

/// The window goes on while secrets are slow to come.
class TestWindowSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRequestWaitsForItsSecretsAndNothingElseDoes()
    {
        WindowFixture desk;
        const auto secrets = std::make_shared<SlowSecrets>();
        desk.restart(secrets);
        const auto end = qScopeGuard([&secrets] { secrets->let.release(); }); // or the window would wait for ever
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        auto *tabs = desk.find<QTabWidget>("inspector");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == u"Request"_s) tabs->setCurrentIndex(i);
        }
        auto *view = desk.find<CodeEditor>("requestPreview");
        QTRY_VERIFY(secrets->asked > 0);
        QVERIFY(!view->toPlainText().contains(u"X-Omneo-Event"_s));
        desk.typeTemplate(u"70707"_s);
        QTRY_COMPARE(desk.payload(), u"70707"_s);
        secrets->let.release();
        QTRY_VERIFY(view->toPlainText().contains(u"X-Omneo-Event"_s));
        QVERIFY(view->toPlainText().contains(u"70707"_s));
        QVERIFY(!view->toPlainText().contains(u"canary"_s));
    }
};

QTEST_MAIN(TestWindowSecrets)
#include "tst_windowsecrets.moc"
