// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "storekinds.h"

#include <algorithm>
#include <random>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

namespace {

/// What the queue must come to, told the long way.
struct Model
{
    struct Item
    {
        std::string key;
        TimePoint due{};
        bool isQueued = true;
        bool isOver = false;
    };
    std::map<std::string, Item> items; ///< by id; the ids are in the order of the events

    std::set<std::string> dueAt(TimePoint now) const
    {
        std::set<std::string> due;
        std::set<std::string> taken;
        for (const auto &[id, item] : items) {
            if (item.isOver) continue;
            const bool isFirst = item.key.empty() || taken.insert(item.key).second;
            if (isFirst && item.isQueued && item.due <= now) due.insert(id);
        }
        return due;
    }
};

NewEvent ordered(int number, const std::string &key, TimePoint now)
{
    NewEvent event = newEvent(std::to_string(number), {"a"});
    event.event.receivedAt = now;
    event.deliveries[0].orderKey = key;
    return event;
}

} // namespace

/// Deliveries that wait for each other, as a queue of them is long.
class TestOrderedQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void nothingIsForgottenOrOvertaken();
    void aLongQueueIsNotWalkedByEachClaim();

private:
    StoreKinds m_kinds;
};

void TestOrderedQueue::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

/// Whatever happens to deliveries of few keys and of none, each claim takes what the rule says, without a look at everything.
void TestOrderedQueue::nothingIsForgottenOrOvertaken()
{
    const std::unique_ptr<Store> store = m_kinds.open();
    Model model;
    std::mt19937 random(7);
    const auto below = [&random](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    std::vector<std::string> held;
    TimePoint now = kStart;
    int number = 1000;
    for (int step = 0; step < 150; ++step) {
        std::vector<NewEvent> events;
        for (int i = step < 100 ? below(5) : 0; i > 0; --i) {
            const int key = below(5);
            events.push_back(ordered(++number, key == 0 ? std::string() : "\"k" + std::to_string(key) + '"', now));
            model.items[events.back().deliveries[0].id] = {events.back().deliveries[0].orderKey, now};
        }
        store->acceptAndWait(std::move(events));
        if (below(3) > 0) now += std::chrono::milliseconds(below(2000));

        const std::set<std::string> due = model.dueAt(now);
        const int limit = 1 + below(6);
        const ClaimResult claimed = store->claim(request(limit, now)).get();
        QCOMPARE(claimed.deliveries.size(), std::min(due.size(), static_cast<std::size_t>(limit)));
        for (const ClaimedDelivery &delivery : claimed.deliveries) {
            QVERIFY2(due.contains(delivery.id), delivery.id.c_str());
            QCOMPARE(delivery.isOrdered, !model.items.at(delivery.id).key.empty());
            model.items.at(delivery.id).isQueued = false;
            held.push_back(delivery.id);
        }

        std::vector<Settlement> ends;
        while (!held.empty() && (step >= 100 || below(3) > 0)) {
            std::swap(held[static_cast<std::size_t>(below(static_cast<int>(held.size())))], held.back());
            Settlement end = settlement(held.back(), DeliveryState::Delivered, 200);
            Model::Item &item = model.items.at(held.back());
            const int how = step < 120 ? below(6) : 5;
            if (how == 0) end.state = DeliveryState::Unknown;
            if (how == 1) end.state = DeliveryState::Ready;
            if (how == 2) end.state = DeliveryState::Waiting;
            if (how == 1) end.dueAt = now;
            if (how == 2) end.dueAt = now + std::chrono::milliseconds(below(3000));
            item.isOver = !end.dueAt;
            item.isQueued = end.dueAt.has_value();
            item.due = end.dueAt.value_or(now);
            ends.push_back(std::move(end));
            held.pop_back();
        }
        store->settle(std::move(ends), "me", now).get();
    }
    QVERIFY(number > 1150);
    const std::int64_t all = number - 1000;
    for (int rounds = 0; rounds < 300 && !model.dueAt(now + 1h).empty(); ++rounds) {
        std::vector<Settlement> ends;
        for (const ClaimedDelivery &delivery : store->claim(request(6, now + 1h)).get().deliveries) {
            ends.push_back(settlement(delivery.id, DeliveryState::Delivered, 200));
            model.items.at(delivery.id).isOver = true;
        }
        store->settle(std::move(ends), "me", now + 1h).get();
    }
    const std::map<DeliveryState, std::int64_t> counts = store->counts();
    QCOMPARE(counts.at(DeliveryState::Delivered) + counts.at(DeliveryState::Unknown), all);
}

void TestOrderedQueue::aLongQueueIsNotWalkedByEachClaim()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (!isPostgres) QSKIP("SQLite does not tell how many rows were looked at");
    const std::string spec = m_kinds.spec();
    constexpr int kCount = 1000;
    constexpr int kClaims = 50;
    {
        // As on tables that are too large for anything else.
        const std::unique_ptr<Store> store = openStore(spec + "?options=-cenable_seqscan%3Doff");
        std::vector<NewEvent> events;
        for (int i = 0; i < kCount; ++i)
            events.push_back(ordered(10'000 + i, "key", kStart));
        store->acceptAndWait(std::move(events));
        for (int i = 0; i < kClaims; ++i) {
            const ClaimResult claimed = store->claim(request(10)).get();
            QCOMPARE(claimed.deliveries.size(), std::size_t{1});
            QCOMPARE(claimed.deliveries[0].id, "dlv_" + std::to_string(10'000 + i) + "a");
            store->settle({settlement(claimed.deliveries[0].id, DeliveryState::Delivered, 200)}, "me", kStart).get();
        }
    }
    // A connection that ends tells what it read.
    std::string looked;
    const auto read = [&] {
        looked = m_kinds.sql("SELECT COALESCE(seq_tup_read, 0) + COALESCE(idx_tup_fetch, 0) FROM pg_stat_user_tables"
                             " WHERE relname='delivery'");
        return std::stoi(looked);
    };
    QTRY_VERIFY(read() >= kCount);
    QTest::qWait(500);
    QVERIFY2(read() < 10 * kCount, looked.c_str());
}

QTEST_GUILESS_MAIN(TestOrderedQueue)
#include "tst_orderedqueue.moc"
