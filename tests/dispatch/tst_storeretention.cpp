// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "storekinds.h"

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

/// What every kind of store keeps once, and forgets when it is over and old.
class TestStoreRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void templatesAreKeptOnceAndForgotten();
    void whatIsOverAndOldIsForgotten();
    void forgettingEndsWhereAllIsYoung();

private:
    StoreKinds m_kinds;
};

void TestStoreRetention::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

/// By version, and as long as an event can name one.
void TestStoreRetention::templatesAreKeptOnceAndForgotten()
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

void TestStoreRetention::whatIsOverAndOldIsForgotten()
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

void TestStoreRetention::forgettingEndsWhereAllIsYoung()
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

QTEST_GUILESS_MAIN(TestStoreRetention)
#include "tst_storeretention.moc"
