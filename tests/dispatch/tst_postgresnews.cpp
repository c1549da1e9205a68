// SPDX-License-Identifier: MIT
#include "postgrestest.h"

#include "dispatch/postgresconnection.h"
#include "dispatch/postgressocket.h"
#include "dispatch/targethealth.h"

#include <QSqlDriver>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

/// What several stores on one PostgreSQL tell each other.
class TestPostgresNews : public PostgresTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { nextDatabase(); }
    void othersHearOfEvents();
    void announcementsNameTheirTargets();
    void aHoldOutlivesWhatOthersFindOut();
    void othersHearOfHolds();
};

void TestPostgresNews::othersHearOfEvents()
{
    const auto hearing = open();
    const auto telling = open();
    std::atomic<int> calls{0};
    hearing->onChanged([&calls](const StoreChange &) { ++calls; });
    // It calls once when it has begun to listen.
    QTRY_COMPARE_WITH_TIMEOUT(calls.load(), 1, 10'000);
    telling->acceptAndWait(one(newEvent("1", {"a"})));
    // Before it would have looked by itself, which is every five seconds; announcementsNameTheirTargets() tells the two apart.
    QTRY_VERIFY_WITH_TIMEOUT(calls.load() >= 2, 4'000);
    const int before = calls;
    telling->intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
    QTRY_VERIFY_WITH_TIMEOUT(calls.load() > before, 4'000);
    hearing->onChanged({});
}

void TestPostgresNews::announcementsNameTheirTargets()
{
    const auto hearing = open();
    const auto telling = open();
    std::mutex mutex;
    std::vector<StoreChange> heard;
    const auto take = [&] {
        const std::lock_guard lock(mutex);
        return std::exchange(heard, {});
    };
    // Every few seconds it looks at everything, whatever was announced: what is named is told apart from that.
    const auto hears = [&](const std::optional<std::set<std::string>> &targets) {
        std::vector<StoreChange> all;
        const auto isThere = [&] {
            for (StoreChange &change : take())
                all.push_back(std::move(change));
            return std::ranges::count(all, targets, &StoreChange::queuedFor) > 0;
        };
        const bool isHeard = QTest::qWaitFor(isThere, 10'000);
        const auto isOther = [&](const StoreChange &change) { return change.queuedFor && change.queuedFor != targets; };
        return isHeard && std::ranges::none_of(all, isOther);
    };
    // This one knows the queue, and would not look again by itself.
    QCOMPARE(hearing->claim(request(10)).get().deliveries.size(), 0u);
    hearing->onChanged([&](const StoreChange &change) {
        const std::lock_guard lock(mutex);
        heard.push_back(change);
    });
    QVERIFY(hears({})); // what was announced before it listened
    telling->acceptAndWait(one(newEvent("1", {"a", "b \"quoted\""})));
    QVERIFY(hears(std::set<std::string>{"a", "b \"quoted\""}));
    QCOMPARE(hearing->claim(request(10)).get().deliveries.size(), 0u);
    ClaimRequest told = request(10);
    told.changed = {"a", "nobody"};
    const ClaimResult claimed = hearing->claim(told).get();
    QCOMPARE(claimed.deliveries.size(), 1u);
    QCOMPARE(claimed.deliveries.at(0).target, std::string("a"));
    // What has no room in an announcement is everything.
    std::vector<std::string> many;
    for (int i = 0; i < 90; ++i)
        many.push_back(std::string(100, 'x') + std::to_string(i));
    telling->acceptAndWait(one(newEvent("2", many)));
    QVERIFY(hears({}));
    telling->intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
    QVERIFY(hears({}));
    hearing->onChanged({});
}

/// Two processes that know the same; then each finds out something.
void TestPostgresNews::aHoldOutlivesWhatOthersFindOut()
{
    const auto store = open();
    TargetHealth first{HealthRules()};
    TargetHealth second{HealthRules()};
    const auto failure = [](int status, const char *patience = nullptr) {
        Response response;
        response.status = status;
        response.errorClass = status >= 500 ? ErrorClass::Http5xx : ErrorClass::Http4xx;
        if (patience) response.headers.push_back({"Retry-After", patience});
        return response;
    };
    const auto keep = [&](TargetHealth &health) { store->keep(health.takeChanges(), {}).get(); };
    first.answered("a", failure(429, "3600"), kStart);
    keep(first);
    second.answered("a", failure(500), kStart + 1s);
    keep(second);
    TargetState state = store->targetStates().at(0);
    QCOMPARE(state.heldUntil, std::optional(kStart + 1h));
    QVERIFY2(state.reason.find("asks to wait") != std::string::npos, state.reason.c_str());
    QCOMPARE(state.failures, 1);
    // The breaker's short hold does not shorten it either, before or after the other is known.
    for (int i = 0; i < 9; ++i)
        second.answered("a", failure(500), kStart + 2s);
    keep(second);
    QCOMPARE(store->targetStates().at(0).heldUntil, std::optional(kStart + 1h));
    second.load(store->targetStates());
    QVERIFY(second.isBlocked("a", kStart + 59min));
    // What is gone stays so.
    first.answered("a", failure(410), kStart + 3s);
    keep(first);
    second.answered("a", failure(500), kStart + 2h);
    keep(second);
    QVERIFY(store->targetStates().at(0).disabled);
    QVERIFY(store->targetStates().at(0).reason.find("410") != std::string::npos);
    // And what a person enabled, though neither has heard of it.
    store->intervene(TargetIntervention{TargetIntervention::Kind::Enable, "a", kStart + 3h}).get();
    first.templateFailed("a", "no such filter", kStart + 3h);
    keep(first);
    state = store->targetStates().at(0);
    QVERIFY(!state.disabled);
    QVERIFY(!state.heldUntil);
}

void TestPostgresNews::othersHearOfHolds()
{
    const auto store = open();
    PostgresConnection ear(PostgresAddress::parse(m_spec), PostgresConnection::Use::Listen, {},
                           std::make_shared<PostgresSocket>());
    QVERIFY(ear.listen());
    QStringList heard;
    connect(ear.driver(), &QSqlDriver::notification, this,
            [&](const QString &, QSqlDriver::NotificationSource, const QVariant &payload) { heard << payload.toString(); });
    TargetState failing;
    failing.target = "a";
    failing.failures = 1;
    failing.changedAt = kStart;
    store->keep({{{}, failing}}, {}).get(); // nothing that anybody would do differently
    TargetState held = failing;
    held.heldUntil = kStart + 1s;
    store->keep({{failing, held}}, {}).get(); // over before anybody has looked
    TargetState heldForLong = held;
    heldForLong.heldUntil = kStart + 1h;
    store->keep({{held, heldForLong}}, {}).get();
    TargetState disabled = heldForLong;
    disabled.disabled = true;
    store->keep({{heldForLong, disabled}}, {}).get();
    QTRY_COMPARE(heard.size(), 2);
    for (const QString &payload : heard)
        QVERIFY2(!payload.contains(u' '), qPrintable(payload)); // all there is is to be looked at again
}

QTEST_GUILESS_MAIN(TestPostgresNews)
#include "tst_postgresnews.moc"
