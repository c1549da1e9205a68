// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "storekinds.h"

#include <algorithm>
#include <thread>

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
    void acceptIsSeenByOthersWhenItReturns();
    void anEventThatCannotBeStoredLeavesNothingAndHarmsNobody();
    void aClaimThatIsRolledBackIsDoneAgainInFull();
    void aSetClockMovesWaitsOnly();
    void whatIsRedactedIsToldUntilItIsRenderedAnew();
    void sameKeyIsStoredOnce();
    void sameKeyWithOtherContentIsAConflict();
    void manyAtOnceShareCommits();
    void aKeyThatManySendAtOnceIsOneEvent();
    void targetsTakeTurns();
    void claimsHonourDueTimesAndCaps();
    void aDeliveryIsLedThroughItsLife();
    void aLeaseOfAnotherIsNotSettled();
    void recoverTellsSentFromUnsent();
    void filtersDeliveries();
    void whatIsOverAndOldIsForgotten();
    void forgettingEndsWhereAllIsYoung();
    void templatesAreKeptOnceAndForgotten();

private:
    StoreKinds m_kinds;
};

void TestStore::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestStore::acceptIsSeenByOthersWhenItReturns()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    const AcceptResult result = store.acceptAndWait(one(newEvent("1", {"a", "b"})));
    QCOMPARE(result.ids, std::vector<std::string>{"evt_1"});

    const std::unique_ptr<Store> other = m_kinds.open(StoreMode::ReadOnly);
    const std::optional<DeliveryDetail> detail = other->delivery("dlv_1b");
    QVERIFY(detail);
    QCOMPARE(detail->context, std::string(R"({"id": 18446744073709551617, "n": 1})"));
    QCOMPARE(detail->record.event, std::string("reward.issued"));
    QCOMPARE(detail->record.dueAt, std::optional(kStart));
    QVERIFY(!detail->body);
    QVERIFY(!other->delivery("dlv_none"));
}

void TestStore::anEventThatCannotBeStoredLeavesNothingAndHarmsNobody()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    // The same delivery id twice: the second insert fails after the first event is in.
    std::vector<NewEvent> broken = one(newEvent("1", {"a"}));
    broken.push_back(newEvent("2", {"b"}));
    broken[1].deliveries[0].id = broken[0].deliveries[0].id;
    std::promise<bool> failed;
    std::promise<std::size_t> good;
    store.accept(std::move(broken),
                 [&failed](const AcceptResult &, std::exception_ptr error) { failed.set_value(error != nullptr); });
    store.accept(one(newEvent("3", {"c"})),
                 [&good](const AcceptResult &result, std::exception_ptr) { good.set_value(result.ids.size()); });
    QVERIFY(failed.get_future().get());
    QCOMPARE(good.get_future().get(), std::size_t{1});
    const std::vector<DeliveryRecord> kept = store.deliveries({});
    QCOMPARE(kept.size(), std::size_t{1});
    QCOMPARE(kept[0].id, std::string("dlv_3c"));
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

void TestStore::sameKeyIsStoredOnce()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("1", {"a"}, "key")));
    NewEvent again = newEvent("1", {"a"}, "key");
    again.event.id = "evt_9";
    again.deliveries[0].id = "dlv_9";
    const AcceptResult result = store.acceptAndWait(one(again));
    QCOMPARE(result.ids, std::vector<std::string>{"evt_1"});
    QCOMPARE(result.repeated, std::size_t{1});
    QCOMPARE(store.deliveries({}).size(), std::size_t{1});

    again.event.source = "elsewhere";
    QCOMPARE(store.acceptAndWait(one(again)).ids, std::vector<std::string>{"evt_9"});
}

void TestStore::sameKeyWithOtherContentIsAConflict()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("1", {"a"}, "key")));
    std::vector<NewEvent> events = one(newEvent("2", {"a"}));
    events.push_back(newEvent("3", {"a"}, "key"));
    const AcceptResult result = store.acceptAndWait(std::move(events));
    QCOMPARE(result.conflict, std::optional<std::size_t>(1));
    QCOMPARE(store.deliveries({}).size(), std::size_t{1});

    std::vector<NewEvent> inOneCall = one(newEvent("4", {"a"}, "new"));
    inOneCall.push_back(newEvent("5", {"a"}, "new"));
    QCOMPARE(store.acceptAndWait(std::move(inOneCall)).conflict, std::optional<std::size_t>(1));
}

void TestStore::manyAtOnceShareCommits()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    std::atomic<int> done{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&store, &done, t] {
            for (int i = 0; i < 50; ++i) {
                store.acceptAndWait(one(newEvent(std::to_string(t * 1000 + i), {"a"})));
                ++done;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(done.load(), 200);
    QCOMPARE(store.counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Ready, 200}}));
}

void TestStore::aKeyThatManySendAtOnceIsOneEvent()
{
    const std::unique_ptr<Store> store = m_kinds.open();
    // Another machine takes the same post on PostgreSQL; SQLite has one process.
    QFETCH_GLOBAL(bool, isPostgres);
    const std::unique_ptr<Store> other = isPostgres ? m_kinds.open() : nullptr;
    std::mutex mutex;
    std::set<std::string> ids;
    std::atomic<int> repeated{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i) {
        threads.emplace_back([&, i] {
            NewEvent event = newEvent("1", {"a"}, "key");
            event.event.id = "evt_" + std::to_string(i);
            event.deliveries[0].id = "dlv_" + std::to_string(i);
            Store &here = other && i % 2 == 1 ? *other : *store;
            const AcceptResult result = here.acceptAndWait(one(event));
            repeated += static_cast<int>(result.repeated);
            const std::lock_guard lock(mutex);
            ids.insert(result.ids.at(0));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(ids.size(), std::size_t{1});
    QCOMPARE(repeated.load(), 49);
    const std::vector<DeliveryRecord> deliveries = store->deliveries({});
    QCOMPARE(deliveries.size(), std::size_t{1});
    QCOMPARE(deliveries[0].eventId, *ids.begin());
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

/// By version, and as long as an event can name one.
void TestStore::templatesAreKeptOnceAndForgotten()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    Target target;
    target.templateSource = std::string("{\"bytes\": \"\xff\", {{ config.a }}\r\n}");
    target.delivery.config = Json::parse(R"({"b": 1.5, "a": {"x": []}})");
    target.delivery.timezone = "Australia/Melbourne";
    const auto old = std::make_shared<const TemplateVersion>(target);
    target.delivery.config = Json::parse(R"({"a": {"x": []}, "b": 1.5})");
    const auto fresh = std::make_shared<const TemplateVersion>(target);
    QVERIFY(old->id() != fresh->id()); // the order of a config's keys may show in a payload
    const auto accept = [&store](const std::string &number, const std::shared_ptr<const TemplateVersion> &made, TimePoint at) {
        NewEvent event = newEvent(number, {"a", "b"});
        event.event.receivedAt = at;
        for (NewDelivery &delivery : event.deliveries)
            delivery.made = made;
        store.acceptAndWait(one(event));
    };
    accept("1", old, kStart);
    accept("2", old, kStart + 59min);
    accept("3", fresh, kStart + 10h);
    QCOMPARE(store.templateText(old->id()), std::optional(old->text()));
    const std::optional<Target> restored = TemplateVersion::restored(Target(), *store.templateText(fresh->id()));
    QVERIFY(restored);
    QCOMPARE(restored->templateSource, target.templateSource);
    QVERIFY(restored->delivery == target.delivery);
    QVERIFY(!store.templateText("none"));
    const ClaimResult claimed = store.claim(request(10, kStart + 11h)).get();
    QCOMPARE(claimed.deliveries.size(), std::size_t{6});
    for (const ClaimedDelivery &delivery : claimed.deliveries)
        QCOMPARE(delivery.templateVersion, delivery.eventId == "evt_3" ? fresh->id() : old->id());

    // A person's replay of what was never rendered is made with what is there then; bytes stay what they are.
    std::vector<Settlement> ends;
    for (const char *id : {"dlv_1a", "dlv_1b", "dlv_2a", "dlv_2b"})
        ends.push_back(settlement(id, DeliveryState::Refused, 0));
    ends[1].body = "made";
    store.settle(ends, "me", kStart + 11h).get();
    Intervention replay;
    replay.selection.ids = {"dlv_1a", "dlv_1b"};
    replay.now = kStart + 11h;
    QCOMPARE(store.intervene(replay).get().changed, 2);
    QVERIFY(store.delivery("dlv_1a")->record.templateVersion.empty());
    QCOMPARE(store.delivery("dlv_1b")->record.templateVersion, old->id());

    PruneRequest prune;
    prune.settledBefore = kStart + 12h;
    QCOMPARE(store.prune(prune).get().events, 1); // the second: the first is queued again
    QVERIFY(store.templateText(old->id()));
    QCOMPARE(store.claim(request(10, kStart + 11h)).get().deliveries.size(), std::size_t{2});
    store
        .settle({settlement("dlv_1a", DeliveryState::Delivered, 200), settlement("dlv_1b", DeliveryState::Delivered, 200)}, "me",
                kStart + 11h)
        .get();
    QCOMPARE(store.prune(prune).get().events, 1);
    QVERIFY(!store.templateText(old->id()));
    QVERIFY(store.templateText(fresh->id()));
    // It is stored again when it comes again.
    accept("4", old, kStart + 20h);
    QVERIFY(store.templateText(old->id()));
}

void TestStore::whatIsOverAndOldIsForgotten()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.acceptAndWait(one(newEvent("1", {"a"})));
    store.claim(request(1)).get();
    store.settle({settlement("dlv_1a", DeliveryState::Delivered, 200)}, "me", kStart).get();
    store.acceptAndWait(one(newEvent("2", {}, "key"))); // nobody listens to it
    store.acceptAndWait(one(newEvent("3", {"a", "b"})));
    store.claim(request(1)).get();
    store.settle({settlement("dlv_3a", DeliveryState::Delivered, 200)}, "me", kStart).get();
    store.acceptAndWait(one(newEvent("4", {"unknown"})));
    ClaimRequest unknown = request(1);
    unknown.caps = std::make_shared<const std::map<std::string, int>>(std::map<std::string, int>{{"b", 0}});
    QCOMPARE(store.claim(unknown).get().deliveries.at(0).id, std::string("dlv_4unknown"));
    store.settle({settlement("dlv_4unknown", DeliveryState::Unknown, 0)}, "me", kStart).get();
    store.acceptAndWait(one(newEvent("5", {}))); // over, as 1 and 2, and after what stays

    PruneRequest old;
    old.settledBefore = kStart;
    QCOMPARE(store.prune(old).get().events, 0);
    old.settledBefore = kStart + 1ms;
    std::int64_t forgotten = 0;
    for (PruneResult batch{.complete = false}; !batch.complete;) {
        batch = store.prune(old).get();
        forgotten += batch.events;
        old.afterSeq = batch.lastSeq;
    }
    QCOMPARE(forgotten, 3); // one has a delivery that waits, one asks a person
    QVERIFY(!store.delivery("dlv_1a"));
    QVERIFY(store.delivery("dlv_3a"));
    QVERIFY(store.delivery("dlv_4unknown"));
    // The key of what is forgotten is free again.
    QCOMPARE(store.acceptAndWait(one(newEvent("6", {"c"}, "key"))).repeated, std::size_t{0});
}

void TestStore::forgettingEndsWhereAllIsYoung()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    const auto accept = [&](int first, TimePoint at) {
        std::vector<NewEvent> events;
        for (int i = first; i < first + 10; ++i) {
            events.push_back(newEvent(std::to_string(i), {}));
            events.back().event.receivedAt = at;
        }
        store.acceptAndWait(std::move(events));
    };
    PruneRequest old;
    old.limit = 10;
    old.settledBefore = kStart;
    for (int tens = 0; tens < 5; ++tens)
        accept(10 * tens, kStart + tens * 1h);
    PruneResult batch = store.prune(old).get();
    QCOMPARE(batch.events, 0);
    QVERIFY(batch.complete);
    // A day ahead, then set back: what came since is old before what came earlier is.
    accept(50, kStart + 24h);
    accept(60, kStart + 5h);
    old.settledBefore = kStart + 6h;
    std::int64_t forgotten = 0;
    for (batch.complete = false; !batch.complete;) {
        batch = store.prune(old).get();
        forgotten += batch.events;
        old.afterSeq = batch.lastSeq;
    }
    QCOMPARE(forgotten, 60);
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
