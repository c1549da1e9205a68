// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "storekinds.h"

#include <algorithm>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using Kind = Intervention::Kind;

/// Which of the deliveries that are due a claim takes: by a replay's pace, in the order of their keys, within caps.
class TestClaims : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void aPaceIsKeptAfterAPause_data();
    void aPaceIsKeptAfterAPause();
    void aPaceIsKeptWithinAKey();
    void oneKeyKeepsItsOrder();
    void theNextOfAKeyIsNoReasonToLook();
    void whateverEndsTheFirstLetsTheNextGo_data();
    void whateverEndsTheFirstLetsTheNextGo();
    void capsHoldTargetsBack();

private:
    StoreKinds m_kinds;
};

void TestClaims::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestClaims::aPaceIsKeptAfterAPause_data()
{
    QTest::addColumn<double>("perSecond");
    QTest::addColumn<bool>("isRestarted");
    for (const double perSecond : {2.0, 3.0, 40.0}) {
        QTest::addRow("%g a second, paused", perSecond) << perSecond << false;
        QTest::addRow("%g a second, stopped", perSecond) << perSecond << true;
    }
}

/// However late it is: no second sees more than the pace and what a quarter of a second may catch up with.
void TestClaims::aPaceIsKeptAfterAPause()
{
    QFETCH(double, perSecond);
    QFETCH(bool, isRestarted);
    constexpr int kMany = 100;
    std::unique_ptr<Store> store = m_kinds.open();
    std::vector<NewEvent> events;
    for (int i = 0; i < kMany; ++i)
        events.push_back(newEvent(std::to_string(i), {i % 2 == 0 ? "a" : "b"}));
    for (NewEvent &event : events)
        event.deliveries[0].state = DeliveryState::Refused;
    store->acceptAndWait(std::move(events));
    Intervention replay;
    replay.now = kStart;
    replay.selection.states = {DeliveryState::Refused};
    replay.perSecond = perSecond;
    QCOMPARE(store->intervene(replay).get().changed, kMany);
    std::vector<TimePoint> taken;
    const auto claimAt = [&](TimePoint now) {
        for (std::size_t i = store->claim(request(kMany, now)).get().deliveries.size(); i > 0; --i)
            taken.push_back(now);
    };
    claimAt(kStart);
    QCOMPARE(taken.size(), std::size_t{1});
    if (isRestarted) {
        store.reset();
        store = m_kinds.open();
    }
    const auto step = std::chrono::milliseconds(static_cast<int>(1000.0 / perSecond / 4.0));
    const TimePoint resumed = kStart + 20s;
    for (TimePoint now = resumed; taken.size() < kMany && now < kStart + 10min; now += step)
        claimAt(now);
    QCOMPARE(taken.size(), std::size_t{kMany});
    const auto inAQuarter = static_cast<std::size_t>(perSecond / 4.0);
    for (std::size_t i = 1; i < taken.size(); ++i) {
        const auto inThisSecond =
            std::upper_bound(taken.begin(), taken.end(), taken[i] + 999ms) - (taken.begin() + static_cast<std::ptrdiff_t>(i));
        QVERIFY2(static_cast<double>(inThisSecond) <= perSecond + static_cast<double>(inAQuarter) + 1.0,
                 std::to_string(inThisSecond).c_str());
    }
    // And it is not much slower.
    const auto longest = std::chrono::milliseconds(static_cast<int>(kMany / perSecond * 1300.0));
    QVERIFY2(taken.back() - resumed <= longest + 1s, isoText(taken.back()).c_str());
}

void TestClaims::aPaceIsKeptWithinAKey()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (int i = 1; i <= 6; ++i) {
        NewEvent event = newEvent(std::to_string(i), {"a"});
        event.deliveries[0].orderKey = "key";
        event.deliveries[0].state = DeliveryState::Refused;
        store.acceptAndWait(one(event));
    }
    Intervention replay;
    replay.now = kStart;
    replay.selection.states = {DeliveryState::Refused};
    replay.perSecond = 1.0;
    QCOMPARE(store.intervene(replay).get().changed, 6);
    std::vector<std::string> order;
    for (TimePoint now = kStart + 1min; now < kStart + 67s; now += 100ms) {
        const std::vector<ClaimedDelivery> claimed = store.claim(request(10, now)).get().deliveries;
        QVERIFY(claimed.size() <= 1);
        if (claimed.empty()) continue;
        order.push_back(claimed[0].id);
        QVERIFY2(static_cast<double>(order.size()) <= 2.0 + static_cast<double>((now - kStart - 1min).count()) / 1000.0,
                 std::to_string(order.size()).c_str());
        store.begin({{claimed[0].id, "{}"}}, "me", now).get();
        store.settle({settlement(claimed[0].id, DeliveryState::Delivered, 200)}, "me", now).get();
    }
    QCOMPARE(order, (std::vector<std::string>{"dlv_1a", "dlv_2a", "dlv_3a", "dlv_4a", "dlv_5a", "dlv_6a"}));
}

void TestClaims::oneKeyKeepsItsOrder()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (int i = 1; i <= 6; ++i) {
        NewEvent event = newEvent(std::to_string(i), {"a"});
        event.deliveries[0].orderKey = i % 2 == 1 ? "odd" : "even";
        store.acceptAndWait(one(event));
    }
    store.acceptAndWait(one(newEvent("7", {"a"}))); // without a key
    const auto idsOf = [](const ClaimResult &result) {
        std::set<std::string> ids;
        for (const ClaimedDelivery &delivery : result.deliveries)
            ids.insert(delivery.id);
        return ids;
    };
    QCOMPARE(idsOf(store.claim(request(10)).get()), (std::set<std::string>{"dlv_1a", "dlv_2a", "dlv_7a"}));
    QVERIFY(store.claim(request(10)).get().deliveries.empty());
    // The first of a key that has to wait makes the others wait; a final end lets the next one go, whatever it was.
    Settlement waiting = settlement("dlv_1a", DeliveryState::Waiting, 500);
    waiting.dueAt = kStart + 1min;
    store.settle({waiting, settlement("dlv_2a", DeliveryState::Refused, 400)}, "me", kStart).get();
    QCOMPARE(idsOf(store.claim(request(10)).get()), std::set<std::string>{"dlv_4a"});
    QCOMPARE(idsOf(store.claim(request(10, kStart + 1min)).get()), std::set<std::string>{"dlv_1a"});
    store.settle({settlement("dlv_1a", DeliveryState::Delivered, 200)}, "me", kStart).get();
    QCOMPARE(idsOf(store.claim(request(10)).get()), std::set<std::string>{"dlv_3a"});
}

/// What a claim says is due next is what the first of a key waits for, not since when the second waits for the first.
void TestClaims::theNextOfAKeyIsNoReasonToLook()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (const char *number : {"1", "2"}) {
        NewEvent event = newEvent(number, {"a"});
        event.deliveries[0].orderKey = "key";
        store.acceptAndWait(one(event));
    }
    const ClaimResult first = store.claim(request(10)).get();
    QCOMPARE(first.deliveries.size(), std::size_t{1});
    QVERIFY(!first.nextDue);
    Settlement waiting = settlement("dlv_1a", DeliveryState::Waiting, 500);
    waiting.dueAt = kStart + 1min;
    store.settle({waiting}, "me", kStart).get();
    for (const bool refresh : {false, true}) {
        ClaimRequest again = request(10);
        again.refresh = refresh;
        const ClaimResult result = store.claim(again).get();
        QVERIFY(result.deliveries.empty());
        QCOMPARE(result.nextDue, std::optional(kStart + 1min));
    }
}

void TestClaims::whateverEndsTheFirstLetsTheNextGo_data()
{
    QTest::addColumn<QByteArray>("how");
    for (const char *how : {"delivered", "refused", "unknown", "lost", "cancelled"})
        QTest::newRow(how) << QByteArray(how);
}

void TestClaims::whateverEndsTheFirstLetsTheNextGo()
{
    QFETCH(QByteArray, how);
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (const char *number : {"1", "2", "3"}) {
        NewEvent event = newEvent(number, {"a"});
        event.deliveries[0].orderKey = "key";
        store.acceptAndWait(one(event));
    }
    QCOMPARE(store.claim(request(10)).get().deliveries.size(), std::size_t{1});
    // The claim that finds nothing to do has looked at those that wait.
    QVERIFY(store.claim(request(10)).get().deliveries.empty());
    ClaimRequest next = request(10, kStart + 2min);
    if (how == "lost") {
        store.begin({{"dlv_1a", "{}"}}, "me", kStart).get();
        // On SQLite nobody else could be at work; on PostgreSQL the lease is over.
        QCOMPARE(store.recover(kStart + 2min, {}).unknown, std::int64_t{1});
    } else if (how == "cancelled") {
        Settlement waiting = settlement("dlv_1a", DeliveryState::Waiting, 500);
        waiting.dueAt = kStart + 1h;
        store.settle({waiting}, "me", kStart).get();
        QVERIFY(store.claim(request(10, kStart + 1min)).get().deliveries.empty());
        QCOMPARE(store.intervene(act(Kind::Cancel, {"dlv_1a"})).get().changed, 1);
        next.refresh = true; // as after any intervention
    } else {
        store.settle({settlement("dlv_1a", *deliveryStateFromName(how.toStdString()), 400)}, "me", kStart).get();
    }
    const ClaimResult result = store.claim(next).get();
    QCOMPARE(result.deliveries.size(), std::size_t{1});
    QCOMPARE(result.deliveries[0].id, std::string("dlv_2a"));
}

void TestClaims::capsHoldTargetsBack()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (int i = 0; i < 10; ++i)
        store.acceptAndWait(one(newEvent(std::to_string(i), {"closed", "narrow", "open"})));
    ClaimRequest capped = request(100);
    capped.caps = std::make_shared<const std::map<std::string, int>>(std::map<std::string, int>{{"closed", 0}, {"narrow", 2}});
    const ClaimResult result = store.claim(capped).get();
    std::map<std::string, int> taken;
    for (const ClaimedDelivery &delivery : result.deliveries)
        ++taken[delivery.target];
    QCOMPARE(taken, (std::map<std::string, int>{{"narrow", 2}, {"open", 10}}));
    QCOMPARE(result.blocked, std::vector<std::string>{"closed"});
    QVERIFY(!result.nextDue); // who is full or blocked is no reason to look again

    // The same caps say nothing new of it; others, or a look at everything, do.
    const auto blockedWith = [&](const std::map<std::string, int> &caps) {
        capped.caps = std::make_shared<const std::map<std::string, int>>(caps);
        return store.claim(capped).get().blocked;
    };
    QCOMPARE(store.claim(capped).get().blocked, std::vector<std::string>());
    QCOMPARE(blockedWith({{"closed", 0}}), std::vector<std::string>{"closed"});
    store.acceptAndWait(one(newEvent("10", {"closed"})));
    QCOMPARE(store.claim(capped).get().blocked, std::vector<std::string>());
    capped.refresh = true;
    QCOMPARE(store.claim(capped).get().blocked, std::vector<std::string>{"closed"});
    capped.refresh = false;
    capped.caps = std::make_shared<const std::map<std::string, int>>();
    QCOMPARE(store.claim(capped).get().deliveries.size(), std::size_t{11});
}

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
