// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "storekinds.h"

#include <thread>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

/// What every kind of store does alike with events that come: each once, on disk when it is said to be.
class TestStoreAccept : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void acceptIsSeenByOthersWhenItReturns();
    void anEventThatCannotBeStoredLeavesNothingAndHarmsNobody();
    void sameKeyIsStoredOnce();
    void sameKeyWithOtherContentIsAConflict();
    void manyAtOnceShareCommits();
    void aKeyThatManySendAtOnceIsOneEvent();

private:
    StoreKinds m_kinds;
};

void TestStoreAccept::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestStoreAccept::acceptIsSeenByOthersWhenItReturns()
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

void TestStoreAccept::anEventThatCannotBeStoredLeavesNothingAndHarmsNobody()
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

void TestStoreAccept::sameKeyIsStoredOnce()
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

void TestStoreAccept::sameKeyWithOtherContentIsAConflict()
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

void TestStoreAccept::manyAtOnceShareCommits()
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

void TestStoreAccept::aKeyThatManySendAtOnceIsOneEvent()
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

QTEST_GUILESS_MAIN(TestStoreAccept)
#include "tst_storeaccept.moc"
