// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "storekinds.h"

#include <algorithm>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

/// What every kind of store does alike.
class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void aClaimThatIsRolledBackIsDoneAgainInFull();
    void aSetClockMovesWaitsOnly();
    void whatIsRedactedIsToldUntilItIsRenderedAnew();
    void targetsTakeTurns();
    void claimsHonourDueTimesAndCaps();
    void aDeliveryIsLedThroughItsLife();
    void headersOfAnAnswerComeBackAsTheyWere();
    void aLeaseOfAnotherIsNotSettled();
    void recoverTellsSentFromUnsent();
    void filtersDeliveries();

private:
    StoreKinds m_kinds;
};

void TestStore::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

/// It shares its transaction with something that cannot be stored.
void TestStore::aClaimThatIsRolledBackIsDoneAgainInFull()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("0", {"known"})));
    QCOMPARE(store.claim(request(1)).get().deliveries.size(), std::size_t{1});
    store.acceptAndWait(one(newEvent("1", {"a"})));
    std::vector<NewEvent> many;
    for (int n = 0; n < 100; ++n)
        many.push_back(newEvent(std::to_string(1000 + n), {"busy"}));
    // While the writer is busy with these, the next two gather.
    std::promise<void> stored;
    std::promise<bool> failed;
    store.accept(std::move(many), [&stored](const AcceptResult &, std::exception_ptr) { stored.set_value(); });
    std::future<ClaimResult> claim = store.claim(request(500));
    store.accept(one(newEvent("1", {"a"})),
                 [&failed](const AcceptResult &, std::exception_ptr error) { failed.set_value(error != nullptr); });
    stored.get_future().get();
    QVERIFY(failed.get_future().get());
    const std::vector<ClaimedDelivery> taken = claim.get().deliveries;
    QVERIFY(std::ranges::any_of(taken, [](const ClaimedDelivery &one) { return one.id == "dlv_1a"; }));
}

void TestStore::aSetClockMovesWaitsOnly()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("1", {"due", "retry", "scheduled"})));
    store.claim(request(3)).get();
    store.begin({{"dlv_1retry", "b"}}, "me", kStart).get();
    Settlement wait = settlement("dlv_1retry", DeliveryState::Waiting, 500);
    wait.dueAt = kStart + 10min;
    Settlement back;
    back.id = "dlv_1due";
    back.state = DeliveryState::Ready;
    back.dueAt = kStart;
    Settlement later;
    later.id = "dlv_1scheduled";
    later.state = DeliveryState::Waiting;
    later.dueAt = kStart + 48h;
    store.settle({wait, back, later}, "me", kStart).get();

    // Forward by a day. What came by the new clock is left alone.
    const TimePoint now = kStart + 1min;
    NewEvent fresh = newEvent("2", {"fresh"});
    fresh.event.receivedAt = now + 24h;
    store.acceptAndWait(one(std::move(fresh)));
    store.clockWasSet(now, 24h);
    const auto dueOf = [&store](const char *id) { return store.delivery(id)->record.dueAt.value(); };
    QCOMPARE(dueOf("dlv_1retry"), kStart + 10min + 24h);
    QCOMPARE(dueOf("dlv_1due"), kStart);
    QCOMPARE(dueOf("dlv_1scheduled"), kStart + 48h);
    QCOMPARE(dueOf("dlv_2fresh"), now + 24h);
    // And back again, two minutes on: eight are left, and what was due stays so.
    store.clockWasSet(now + 24h + 1min, -24h);
    QCOMPARE(dueOf("dlv_1retry"), kStart + 10min);
    QCOMPARE(dueOf("dlv_1due"), kStart);
    QCOMPARE(dueOf("dlv_1scheduled"), kStart + 48h);
    QCOMPARE(dueOf("dlv_2fresh"), now + 1min);
}

void TestStore::whatIsRedactedIsToldUntilItIsRenderedAnew()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("1", {"a"})));
    const auto claimed = [&store] { return store.claim(request(1)).get().deliveries.at(0); };
    const auto replay = [&store] {
        Intervention again;
        again.selection.ids = {"dlv_1a"};
        again.now = kStart;
        store.intervene(again).get();
        ClaimRequest fresh = request(1);
        fresh.refresh = true;
        return store.claim(fresh).get().deliveries.at(0);
    };
    QCOMPARE(claimed().isRedacted, std::nullopt);
    store.begin({{"dlv_1a", "whole"}}, "me", kStart).get();
    Settlement end = settlement("dlv_1a", DeliveryState::Delivered, 200);
    end.body = "***";
    end.isRedacted = true;
    store.settle({end}, "me", kStart).get();
    QCOMPARE(replay().isRedacted, std::optional(true));
    // Nothing was sent, nothing was rendered.
    store.settle({settlement("dlv_1a", DeliveryState::Cancelled, 0)}, "me", kStart).get();
    QCOMPARE(replay().isRedacted, std::optional(true));
    store.begin({{"dlv_1a", "whole again"}}, "me", kStart).get();
    store.settle({settlement("dlv_1a", DeliveryState::Refused, 400)}, "me", kStart).get();
    const ClaimedDelivery last = replay();
    QCOMPARE(last.isRedacted, std::optional(false));
    QCOMPARE(last.body.value(), std::string("whole again"));
}

void TestStore::targetsTakeTurns()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    std::vector<NewEvent> events;
    for (int i = 0; i < 50; ++i)
        events.push_back(newEvent(std::to_string(100 + i), {"big"}));
    events.push_back(newEvent("200", {"small"}));
    events.push_back(newEvent("201", {"tiny"}));
    store.acceptAndWait(std::move(events));
    const ClaimResult result = store.claim(request(8)).get();
    std::map<std::string, int> taken;
    for (const ClaimedDelivery &delivery : result.deliveries)
        ++taken[delivery.target];
    QCOMPARE(taken, (std::map<std::string, int>{{"big", 6}, {"small", 1}, {"tiny", 1}}));
    QCOMPARE(result.deliveries[0].id, std::string("dlv_100big"));
    QCOMPARE(result.nextDue, std::optional(kStart));
}

void TestStore::claimsHonourDueTimesAndCaps()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    std::vector<NewEvent> events;
    for (int i = 0; i < 5; ++i)
        events.push_back(newEvent(std::to_string(i), {"a"}));
    store.acceptAndWait(std::move(events));
    QVERIFY(store.claim(request(10, kStart - 1ms)).get().deliveries.empty());

    ClaimRequest capped = request(10);
    capped.maxPerTarget = 3;
    capped.held = {{"a", 1}};
    const ClaimResult first = store.claim(capped).get();
    QCOMPARE(first.deliveries.size(), std::size_t{2});

    Settlement later = settlement(first.deliveries[0].id, DeliveryState::Waiting, 503);
    later.dueAt = kStart + 10s;
    store.begin({{later.id, std::nullopt}}, "me", kStart).get();
    store.settle({later}, "me", kStart).get();
    QCOMPARE(store.claim(request(10)).get().deliveries.size(), std::size_t{3});
    QCOMPARE(store.claim(request(10)).get().nextDue, std::optional(kStart + 10s));
    const ClaimResult retry = store.claim(request(10, kStart + 10s)).get();
    QCOMPARE(retry.deliveries.size(), std::size_t{1});
    QCOMPARE(retry.deliveries[0].tries, 1);
    QVERIFY(!retry.nextDue);
}

void TestStore::aDeliveryIsLedThroughItsLife()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("1", {"a"})));
    const ClaimedDelivery claimed = store.claim(request(1)).get().deliveries.at(0);
    QCOMPARE(claimed.eventId, std::string("evt_1"));
    QVERIFY(!claimed.body);
    QVERIFY(store.begin({{claimed.id, R"({"x":1})"}}, "me", kStart).get().empty());
    QCOMPARE(store.delivery(claimed.id)->record.state, DeliveryState::Leased);
    store.settle({settlement(claimed.id, DeliveryState::Refused, 400)}, "me", kStart + 1s).get();

    const DeliveryDetail detail = *store.delivery(claimed.id);
    QCOMPARE(detail.record.state, DeliveryState::Refused);
    QCOMPARE(detail.record.tries, 1);
    QCOMPARE(detail.record.changedAt, kStart + 1s);
    QCOMPARE(detail.body, std::optional<std::string>(R"({"x":1})"));
    QCOMPARE(detail.attempts.size(), std::size_t{1});
    QCOMPARE(detail.attempts[0].status, 400);
    QCOMPARE(detail.attempts[0].timings.total, 1234us);
    QCOMPARE(detail.attempts[0].responseHeaders[0].second, std::string("text/plain"));
    QCOMPARE(detail.attempts[0].responseBody, std::string("no"));
}

void TestStore::headersOfAnAnswerComeBackAsTheyWere()
{
    using Headers = std::vector<std::pair<std::string, std::string>>;
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    const Headers some = {
        {"X-Plain", "a, b; c=[1]"}, {"X-Empty", ""}, {"X-Quote", R"(say "a\b")"}, {"X-Tab", "a\tb \xc3\xa9\x7f"}};
    int n = 0;
    for (const Headers &headers : {Headers{}, Headers{some[0], some[1]}, Headers{some[2]}, some}) {
        const std::string number = std::to_string(++n);
        store.acceptAndWait(one(newEvent(number, {"a"})));
        const std::string id = store.claim(request(1)).get().deliveries.at(0).id;
        QVERIFY(store.begin({{id, "{}"}}, "me", kStart).get().empty());
        Settlement settled = settlement(id, DeliveryState::Delivered, 200);
        settled.attempt->responseHeaders = headers;
        store.settle({settled}, "me", kStart).get();
        QCOMPARE(store.delivery(id)->attempts.at(0).responseHeaders, headers);
    }
}

void TestStore::aLeaseOfAnotherIsNotSettled()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("1", {"a"})));
    store.claim(request(1, kStart, "first")).get();
    QCOMPARE(store.begin({{"dlv_1a", std::nullopt}}, "second", kStart).get(), std::set<std::string>{"dlv_1a"});
    store.settle({settlement("dlv_1a", DeliveryState::Delivered, 200)}, "second", kStart).get();
    const DeliveryDetail detail = *store.delivery("dlv_1a");
    QCOMPARE(detail.record.state, DeliveryState::Leased);
    QCOMPARE(detail.attempts.size(), std::size_t{1});
}

void TestStore::recoverTellsSentFromUnsent()
{
    {
        const std::unique_ptr<Store> opened = m_kinds.open();
        Store &store = *opened;
        store.acceptAndWait(one(newEvent("1", {"again", "never", "unsent"})));
        store.claim(request(10)).get();
        store.begin({{"dlv_1again", "b"}, {"dlv_1never", "b"}}, "me", kStart).get();
    }
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    // A shared store waits for the leases' end, for their owner is this process, which lives.
    const TimePoint start = store.isShared() ? kStart + 61s : kStart + 5s;
    if (store.isShared()) QCOMPARE(store.recover(kStart + 59s, {"again"}).returned, std::int64_t{0});
    const Recovery recovery = store.recover(start, {"again"});
    QCOMPARE(recovery.returned, std::int64_t{2});
    QCOMPARE(recovery.inDoubt, std::int64_t{1});
    QCOMPARE(recovery.unknown, std::int64_t{1});
    QCOMPARE(store.delivery("dlv_1again")->record.state, DeliveryState::Ready);
    QCOMPARE(store.delivery("dlv_1again")->attempts.at(0).errorClass, std::string("interrupted"));
    QCOMPARE(store.delivery("dlv_1unsent")->record.state, DeliveryState::Ready);
    QCOMPARE(store.delivery("dlv_1unsent")->record.tries, 0);
    QCOMPARE(store.delivery("dlv_1never")->record.state, DeliveryState::Unknown);
    QVERIFY(!store.delivery("dlv_1never")->record.reason.empty());
    QCOMPARE(store.recover(kStart + 6s, {}).returned, std::int64_t{0});
}

void TestStore::filtersDeliveries()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    std::vector<NewEvent> events = one(newEvent("1", {"a", "b"}, "order-1"));
    events.push_back(newEvent("2", {"a"}));
    events[1].event.name = "tier.achieved";
    events[1].deliveries[0].state = DeliveryState::Refused;
    events[1].deliveries[0].reason = "no such target";
    store.acceptAndWait(std::move(events));
    const auto ids = [&store](const DeliveryFilter &filter) {
        std::vector<std::string> result;
        for (const DeliveryRecord &record : store.deliveries(filter))
            result.push_back(record.id);
        return result;
    };
    QCOMPARE(ids({}), (std::vector<std::string>{"dlv_2a", "dlv_1b", "dlv_1a"}));
    QCOMPARE(ids({{DeliveryState::Refused}, {}, {}, 100}), std::vector<std::string>{"dlv_2a"});
    QCOMPARE(ids({{}, "reward.issued", "a", 100}), std::vector<std::string>{"dlv_1a"});
    QCOMPARE(ids({{}, {}, {}, 1}), std::vector<std::string>{"dlv_2a"});
    QCOMPARE(ids({{}, {}, {}, 100, "evt_1"}), (std::vector<std::string>{"dlv_1b", "dlv_1a"}));
    DeliveryFilter ofEvent;
    ofEvent.eventKey = "order-1";
    QCOMPARE(ids(ofEvent), (std::vector<std::string>{"dlv_1b", "dlv_1a"}));
    ofEvent.target = "a";
    QCOMPARE(ids(ofEvent), std::vector<std::string>{"dlv_1a"});
    ofEvent.eventKey = "evt_2";
    QCOMPARE(ids(ofEvent), std::vector<std::string>{"dlv_2a"});
    ofEvent.eventKey = "order-2";
    QVERIFY(ids(ofEvent).empty());
    QCOMPARE(store.delivery("dlv_1a")->record.eventKey, std::string("order-1"));
    QCOMPARE(store.delivery("dlv_2a")->record.eventKey, std::string());
    QCOMPARE(store.delivery("dlv_2a")->record.source, std::string("test"));
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
