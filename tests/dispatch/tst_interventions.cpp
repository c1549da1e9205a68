// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "storekinds.h"

using namespace targetdesk;
using namespace targetdesk::storefixture;
using Kind = Intervention::Kind;

/// What people do to a store, and what they find there.
class TestInterventions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void replaySendsTheSameBytesAgain();
    void rerenderForgetsTheBytes();
    void aRerenderKeepsTheBytesUntilOthersWentOut();
    void whatWasCalledOffIsNotReplayedUnasked();
    void ofSeveralAboutTheSameTheNewestIsReplayed();
    void whatWaitedAlreadyIsNoneOfTheReplayed();
    void onlyFittingStatesAreTouched_data();
    void onlyFittingStatesAreTouched();
    void statesNarrowNamedOnes();
    void selectionsNarrow();
    void batchesAndRates();
    void whatHadArrivedIsNotForgotten();
    void aBatchLooksAtSoManyOnly();
    void unknownIsConfirmed();
    void aPauseIsAPersonsAlone();
    void noticesAreKeptNewestFirst();
    void countsByTarget();

private:
    /// Leads the delivery of event `number` to target "a" to this end.
    void lead(Store &store, const std::string &number, DeliveryState state);
    StoreKinds m_kinds;
};

void TestInterventions::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestInterventions::lead(Store &store, const std::string &number, DeliveryState state)
{
    store.acceptAndWait(one(newEvent(number, {"a"})));
    if (state == DeliveryState::Ready) return;
    const std::string id = "dlv_" + number + "a";
    QCOMPARE(store.claim(request(1)).get().deliveries.at(0).id, id);
    if (state == DeliveryState::Leased) return;
    store.begin({{id, "body " + number}}, "me", kStart).get();
    Settlement end = settlement(id, state, state == DeliveryState::Delivered ? 200 : 500);
    if (state == DeliveryState::Waiting) end.dueAt = kStart + 24h;
    store.settle({end}, "me", kStart + 1min).get();
}

void TestInterventions::replaySendsTheSameBytesAgain()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Exhausted);
    QVERIFY(store.claim(request(5, kStart + 1h)).get().deliveries.empty());
    const InterventionResult result = store.intervene(act(Kind::Replay, {"dlv_1a", "dlv_none"})).get();
    QCOMPARE(result.changed, 1);
    QCOMPARE(result.untouched, (std::vector<Untouched>{{"dlv_none", std::nullopt}}));
    const DeliveryRecord record = store.delivery("dlv_1a")->record;
    QCOMPARE(record.state, DeliveryState::Ready);
    QCOMPARE(record.dueAt, std::optional(kStart + 1h));
    const ClaimedDelivery again = store.claim(request(5, kStart + 1h)).get().deliveries.at(0);
    QCOMPARE(again.body, std::optional<std::string>("body 1"));
    // The tries go on counting, the retry rules begin anew.
    QCOMPARE(again.tries, 1);
    QCOMPARE(again.triesBefore, 1);
}

void TestInterventions::rerenderForgetsTheBytes()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Refused);
    QCOMPARE(store.intervene(act(Kind::Rerender, {"dlv_1a"})).get().changed, 1);
    QVERIFY(!store.claim(request(5, kStart + 1h)).get().deliveries.at(0).body);
}

void TestInterventions::aRerenderKeepsTheBytesUntilOthersWentOut()
{
    std::unique_ptr<Store> store = m_kinds.open();
    lead(*store, "1", DeliveryState::Refused);
    Intervention rerender = act(Kind::Rerender, {"dlv_1a"});
    rerender.perSecond = 2.5;
    QCOMPARE(store->intervene(rerender).get().changed, 1);
    const auto claim = [&store] { return store->claim(request(5, kStart + 1h)).get().deliveries.at(0); };
    const ClaimedDelivery first = claim();
    QVERIFY(!first.body);
    QCOMPARE(first.mark, (ReplayMark{true, false, 2.5, (kStart + 1h).time_since_epoch().count()}));
    // A process that ends, or gives it back, before it went out changes nothing.
    store.reset();
    store = m_kinds.open();
    QCOMPARE(store->recover(kStart + 3h, {}).returned, std::int64_t{1});
    const ClaimedDelivery second = store->claim(request(5, kStart + 3h)).get().deliveries.at(0);
    QCOMPARE(second.mark, first.mark);
    QVERIFY(!second.body);
    Settlement refused = settlement("dlv_1a", DeliveryState::Refused, 0);
    refused.attempt.reset();
    store->settle({refused}, "me", kStart + 3h).get();
    QCOMPARE(store->delivery("dlv_1a")->body, std::optional<std::string>("body 1"));
    QCOMPARE(store->intervene(act(Kind::Replay, {"dlv_1a"})).get().changed, 1);
    QCOMPARE(claim().body, std::optional<std::string>("body 1"));
    store->begin({{"dlv_1a", "body 2"}}, "me", kStart + 3h).get();
    QCOMPARE(store->delivery("dlv_1a")->body, std::optional<std::string>("body 2"));
}

void TestInterventions::whatWasCalledOffIsNotReplayedUnasked()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Refused);
    lead(store, "2", DeliveryState::Exhausted);
    NewEvent off = newEvent("3", {"a"});
    off.deliveries[0].state = DeliveryState::Cancelled;
    off.deliveries[0].errorClass = "target";
    store.acceptAndWait(one(off));
    lead(store, "4", DeliveryState::Ready);
    store.intervene(act(Kind::Cancel, {"dlv_4a"})).get();
    NewEvent reminder = newEvent("5", {"a"});
    reminder.deliveries[0].scheduleKey = "reminder\n7";
    store.acceptAndWait(one(reminder));
    NewEvent redeemed = newEvent("6", {});
    redeemed.callOffs.push_back({"reminder\n7", "redeemed"});
    QCOMPARE(store.acceptAndWait(one(redeemed)).calledOff.queued, 1);
    // Its target was gone when its turn came, it was replayed, and then a person did not want it.
    lead(store, "7", DeliveryState::Leased);
    Settlement gone = settlement("dlv_7a", DeliveryState::Cancelled, 0);
    gone.errorClass = "target";
    gone.attempt.reset();
    store.settle({gone}, "me", kStart).get();
    Intervention usual;
    usual.now = kStart + 1h;
    usual.selection.states = {DeliveryState::Refused, DeliveryState::Exhausted};
    QCOMPARE(store.intervene(usual).get().changed, 2);
    usual.selection.orTargetGone = true;
    QCOMPARE(store.intervene(usual).get().changed, 2);
    for (const char *id : {"dlv_3a", "dlv_7a"})
        QCOMPARE(store.delivery(id)->record.state, DeliveryState::Ready);
    QCOMPARE(store.intervene(act(Kind::Cancel, {"dlv_7a"})).get().changed, 1);
    QCOMPARE(store.intervene(usual).get().changed, 0);
    for (const char *id : {"dlv_4a", "dlv_5a", "dlv_7a"})
        QCOMPARE(store.delivery(id)->record.state, DeliveryState::Cancelled);
    usual.selection.states = {DeliveryState::Cancelled};
    QCOMPARE(store.intervene(usual).get().changed, 3);
}

void TestInterventions::ofSeveralAboutTheSameTheNewestIsReplayed()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (const auto &[number, key] :
         std::vector<std::pair<std::string, std::string>>{{"1", "r\n7"}, {"2", "r\n8"}, {"3", "r\n7"}}) {
        NewEvent event = newEvent(number, {"a", "b"});
        for (NewDelivery &delivery : event.deliveries) {
            delivery.state = DeliveryState::Cancelled;
            delivery.errorClass = "target";
            delivery.scheduleKey = key;
        }
        store.acceptAndWait(one(event));
    }
    Intervention usual;
    usual.now = kStart + 1h;
    usual.selection.orTargetGone = true;
    const InterventionResult result = store.intervene(usual).get();
    QCOMPARE(result.changed, 4);
    for (const char *id : {"dlv_2a", "dlv_3a", "dlv_2b", "dlv_3b"})
        QCOMPARE(store.delivery(id)->record.state, DeliveryState::Ready);
    const DeliveryRecord older = store.delivery("dlv_1a")->record;
    QCOMPARE(older.reason, std::string("called off: the newer dlv_3a about the same was queued again"));
    // By a filter the older one stays; by its id it goes, for somebody says so.
    usual.selection.states = {DeliveryState::Cancelled};
    QCOMPARE(store.intervene(usual).get().changed, 0);
    QCOMPARE(store.intervene(act(Kind::Replay, {"dlv_1a"})).get().changed, 1);
}

/// What an earlier event left waiting is called off, too, but the job had not queued it.
void TestInterventions::whatWaitedAlreadyIsNoneOfTheReplayed()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (const std::string number : {"1", "2", "3"}) {
        NewEvent event = newEvent(number, {"a"});
        event.deliveries[0].scheduleKey = "r\n7";
        event.deliveries[0].dueAt = kStart + 24h;
        event.deliveries[0].state = number == "1" ? DeliveryState::Waiting : DeliveryState::Cancelled;
        event.deliveries[0].errorClass = number == "1" ? "" : "target";
        store.acceptAndWait(one(event));
    }
    Intervention usual;
    usual.now = kStart + 1h;
    usual.selection.orTargetGone = true;
    QCOMPARE(store.intervene(usual).get().changed, 1);
    QCOMPARE(store.delivery("dlv_1a")->record.state, DeliveryState::Cancelled);
    QCOMPARE(store.delivery("dlv_2a")->record.state, DeliveryState::Cancelled);
    QCOMPARE(store.delivery("dlv_3a")->record.dueAt, std::optional(usual.now)); // the first of its pace
}

void TestInterventions::onlyFittingStatesAreTouched_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("becomes");
    using enum DeliveryState;
    const auto row = [](Kind kind, DeliveryState state, const char *becomes) {
        QTest::addRow("%d %s", static_cast<int>(kind), deliveryStateName(state).c_str())
            << static_cast<int>(kind) << static_cast<int>(state) << QString::fromUtf8(becomes);
    };
    for (const DeliveryState state : {Delivered, Refused, Exhausted, Cancelled, Unknown})
        row(Kind::Replay, state, "ready");
    for (const DeliveryState state : {Ready, Leased, Waiting})
        row(Kind::Replay, state, "");
    for (const DeliveryState state : {Ready, Waiting, Unknown})
        row(Kind::Cancel, state, "cancelled");
    for (const DeliveryState state : {Leased, Delivered, Refused, Exhausted, Cancelled})
        row(Kind::Cancel, state, "");
    row(Kind::Confirm, Unknown, "delivered");
    for (const DeliveryState state : {Ready, Leased, Waiting, Refused})
        row(Kind::Confirm, state, "");
}

void TestInterventions::onlyFittingStatesAreTouched()
{
    QFETCH(int, kind);
    QFETCH(int, state);
    QFETCH(QString, becomes);
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", static_cast<DeliveryState>(state));
    const InterventionResult result = store.intervene(act(static_cast<Kind>(kind), {"dlv_1a"})).get();
    const std::string now = deliveryStateName(store.delivery("dlv_1a")->record.state);
    QCOMPARE(result.changed, becomes.isEmpty() ? 0 : 1);
    QCOMPARE(result.untouched.size(), becomes.isEmpty() ? 1u : 0u);
    QCOMPARE(QString::fromStdString(now),
             becomes.isEmpty() ? QString::fromStdString(deliveryStateName(static_cast<DeliveryState>(state))) : becomes);
    if (now == "cancelled") QVERIFY(!store.delivery("dlv_1a")->record.dueAt);
}

void TestInterventions::statesNarrowNamedOnes()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Delivered);
    lead(store, "2", DeliveryState::Unknown);
    Intervention resolve = act(Kind::Replay, {"dlv_1a", "dlv_2a"});
    resolve.selection.states = {DeliveryState::Unknown};
    const InterventionResult result = store.intervene(resolve).get();
    QCOMPARE(result.changed, 1);
    QCOMPARE(result.untouched, (std::vector<Untouched>{{"dlv_1a", DeliveryState::Delivered}}));
    QCOMPARE(store.delivery("dlv_1a")->record.state, DeliveryState::Delivered);
    QCOMPARE(store.delivery("dlv_2a")->record.state, DeliveryState::Ready);
}

void TestInterventions::selectionsNarrow()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Refused);
    lead(store, "2", DeliveryState::Exhausted);
    lead(store, "3", DeliveryState::Delivered);
    Intervention all;
    all.now = kStart + 1h;
    QCOMPARE(store.intervene(all).get().changed, 0); // no states: nothing
    all.selection.states = {DeliveryState::Refused, DeliveryState::Exhausted};
    all.selection.target = "b";
    QCOMPARE(store.intervene(all).get().changed, 0);
    all.selection.target = "a";
    all.selection.event = "tier.attained";
    QCOMPARE(store.intervene(all).get().changed, 0);
    all.selection.event = "reward.issued";
    all.selection.since = kStart + 1ms;
    QCOMPARE(store.intervene(all).get().changed, 0);
    all.selection.since = kStart;
    all.selection.until = kStart;
    QCOMPARE(store.intervene(all).get().changed, 0);
    all.selection.until = kStart + 1ms;
    QCOMPARE(store.intervene(all).get().changed, 2);
    QCOMPARE(store.delivery("dlv_3a")->record.state, DeliveryState::Delivered);
}

void TestInterventions::batchesAndRates()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    for (int i = 10; i < 35; ++i)
        lead(store, std::to_string(i), DeliveryState::Refused);
    Intervention replay;
    replay.now = kStart + 1h;
    replay.selection.states = {DeliveryState::Refused};
    replay.limit = 10;
    replay.perSecond = 2.0;
    int batches = 0;
    for (bool complete = false; !complete; ++batches) {
        const InterventionResult result = store.intervene(replay).get();
        replay.doneBefore += result.changed;
        replay.afterSeq = result.lastSeq;
        complete = result.complete;
    }
    QCOMPARE(batches, 3);
    QCOMPARE(replay.doneBefore, 25);
    std::size_t taken = 0;
    for (auto since = 0ms; since <= 12s; since += 100ms) {
        taken += store.claim(request(100, kStart + 1h + since)).get().deliveries.size();
        QCOMPARE(taken, static_cast<std::size_t>(since / 500ms + 1));
    }
}

void TestInterventions::whatHadArrivedIsNotForgotten()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Delivered);
    lead(store, "2", DeliveryState::Exhausted);
    QCOMPARE(store.intervene(act(Kind::Replay, {"dlv_1a", "dlv_2a"})).get().changed, 2);
    QCOMPARE(store.intervene(act(Kind::Cancel, {"dlv_1a", "dlv_2a"})).get().changed, 2);
    QCOMPARE(store.delivery("dlv_1a")->record.reason, "cancelled by a person after it had been delivered, at " + isoText(kStart));
    QCOMPARE(store.delivery("dlv_2a")->record.reason, std::string("cancelled by a person"));
}

void TestInterventions::aBatchLooksAtSoManyOnly()
{
    constexpr int kMany = 12'000;
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    std::vector<NewEvent> events;
    for (int i = 0; i < kMany; ++i)
        events.push_back(newEvent(std::to_string(i), {i == kMany - 1 ? "last" : "a"}));
    store.acceptAndWait(std::move(events));
    Intervention cancel;
    cancel.kind = Kind::Cancel;
    cancel.now = kStart + 1h;
    cancel.selection.states = {DeliveryState::Ready};
    cancel.selection.target = "last";
    std::int64_t changed = 0;
    int batches = 0;
    for (bool complete = false; !complete; ++batches) {
        const InterventionResult result = store.intervene(cancel).get();
        QVERIFY2(result.lastSeq - cancel.afterSeq <= 5'000, std::to_string(result.lastSeq).c_str());
        changed += result.changed;
        cancel.afterSeq = result.lastSeq;
        complete = result.complete;
    }
    QCOMPARE(changed, 1);
    QCOMPARE(batches, 3);
}

void TestInterventions::unknownIsConfirmed()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Unknown);
    store.intervene(act(Kind::Confirm, {"dlv_1a"})).get();
    const DeliveryRecord record = store.delivery("dlv_1a")->record;
    QCOMPARE(record.state, DeliveryState::Delivered);
    QCOMPARE(record.reason, std::string("confirmed by a person"));
}

void TestInterventions::aPauseIsAPersonsAlone()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
    TargetState state;
    state.target = "a";
    state.disabled = true;
    state.opened = 2;
    state.heldUntil = kStart + 1min;
    state.failures = 12;
    state.failingSince = kStart - 1min;
    state.reason = "410";
    state.brokenSince = kStart - 2min;
    state.brokenReason = "a.json.twig:1:4: error: …";
    state.changedAt = kStart + 1s;
    store.keep({{{}, state}}, {}).get();
    state.paused = true;
    QCOMPARE(store.targetStates(), std::vector<TargetState>{state});
    store.intervene(TargetIntervention{TargetIntervention::Kind::Enable, "a", kStart + 2s}).get();
    TargetState expected;
    expected.target = "a";
    expected.paused = true;
    expected.brokenSince = state.brokenSince; // a person's word does not mend a template
    expected.brokenReason = state.brokenReason;
    expected.changedAt = kStart + 2s;
    QCOMPARE(store.targetStates(), std::vector<TargetState>{expected});
    store.intervene(TargetIntervention{TargetIntervention::Kind::Resume, "a", kStart + 3s}).get();
    QVERIFY(!store.targetStates().at(0).paused);
}

void TestInterventions::noticesAreKeptNewestFirst()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    store.keep({}, {{kStart, "open", "a", "one"}, {kStart, "recovered", "a", "two"}}).get();
    QCOMPARE(store.notices(1), (std::vector<Notice>{{kStart, "recovered", "a", "two"}}));
    std::vector<Notice> many(1500, Notice{kStart, "open", "b", "more"});
    store.keep({}, many).get();
    QCOMPARE(store.notices(5000).size(), 1000u);
}

void TestInterventions::countsByTarget()
{
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    lead(store, "1", DeliveryState::Delivered);
    lead(store, "2", DeliveryState::Waiting);
    lead(store, "3", DeliveryState::Leased);
    store.acceptAndWait(one(newEvent("4", {"a", "b"})));
    const std::vector<TargetCounts> counts = store.targetCounts();
    QCOMPARE(counts.size(), 2u);
    using enum DeliveryState;
    QCOMPARE(counts[0].counts, (std::map<DeliveryState, std::int64_t>{{Delivered, 1}, {Waiting, 1}, {Leased, 1}, {Ready, 1}}));
    QCOMPARE(counts[0].oldestDue, std::optional(kStart));
    QCOMPARE(counts[1].counts, (std::map<DeliveryState, std::int64_t>{{Ready, 1}}));
}

QTEST_GUILESS_MAIN(TestInterventions)
#include "tst_interventions.moc"
