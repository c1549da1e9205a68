// SPDX-License-Identifier: MIT
#include "dispatch/ratelimiter.h"
#include "dispatch/readydirectory.h"
#include "dispatch/targethealth.h"

#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

const TimePoint kStart{1'772'420'400'000ms};

Response answer(int status)
{
    Response response;
    response.status = status;
    if (status >= 300) response.errorClass = ErrorClass::Redirect;
    if (status >= 400) response.errorClass = ErrorClass::Http4xx;
    if (status >= 500) response.errorClass = ErrorClass::Http5xx;
    response.requestSent = true;
    return response;
}

Response failure(ErrorClass errorClass)
{
    Response response;
    response.errorClass = errorClass;
    response.error = "broken";
    return response;
}

Response patience(int status, const char *retryAfter)
{
    Response response = answer(status);
    response.headers = {{"Retry-After", retryAfter}};
    return response;
}

std::vector<std::string> kindsOf(const std::vector<Notice> &notices)
{
    std::vector<std::string> kinds;
    for (const Notice &notice : notices)
        kinds.push_back(notice.kind);
    return kinds;
}

} // namespace

class TestTargetHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCountsAgainstAReceiver_data();
    void whatCountsAgainstAReceiver();
    void tenInARowOpen();
    void aShareOfFailuresOpens();
    void oldFailuresDoNotCount();
    void aProbeClosesOrOpensLonger();
    void patienceIsKept();
    void goneIsDisabled();
    void daysOfFailureDisable();
    void timeOutsNarrowTheLanes();
    void statesSurviveARestart();
    void whatIsNotStoredYetSurvivesALoad();
    void aBreakerDoesNotShortenAHold();
    void ratesFollowTheBucket();
    void accountsShareABucket();
    void aClockSetBackGivesNothing();
    void theDirectoryIsNeverLate();
    void whoIsParkedIsNotVisited();
};

void TestTargetHealth::whatCountsAgainstAReceiver_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("errorClass");
    QTest::addColumn<bool>("counts");
    for (const int status : {200, 204, 400, 409, 413, 422, 425, 429})
        QTest::addRow("%d", status) << status << static_cast<int>(ErrorClass::None) << false;
    for (const int status : {301, 401, 403, 404, 405, 408, 500, 502, 503})
        QTest::addRow("%d", status) << status << static_cast<int>(ErrorClass::None) << true;
    for (const ErrorClass errorClass :
         {ErrorClass::Dns, ErrorClass::Connect, ErrorClass::Tls, ErrorClass::TimeoutConnect, ErrorClass::TimeoutFirstByte,
          ErrorClass::TimeoutTotal, ErrorClass::Reset, ErrorClass::Protocol, ErrorClass::TooLarge, ErrorClass::Auth})
        QTest::addRow("%s", errorClassName(errorClass).c_str()) << 0 << static_cast<int>(errorClass) << true;
    for (const ErrorClass errorClass : {ErrorClass::Request, ErrorClass::Blocked, ErrorClass::Proxy, ErrorClass::Cancelled})
        QTest::addRow("%s", errorClassName(errorClass).c_str()) << 0 << static_cast<int>(errorClass) << false;
}

void TestTargetHealth::whatCountsAgainstAReceiver()
{
    QFETCH(int, status);
    QFETCH(int, errorClass);
    QFETCH(bool, counts);
    TargetHealth health{HealthRules()};
    for (int i = 0; i < 10; ++i) {
        QVERIFY(!health.isBlocked("a", kStart));
        health.answered("a", status ? answer(status) : failure(static_cast<ErrorClass>(errorClass)), kStart);
    }
    QCOMPARE(health.isBlocked("a", kStart), counts);
}

void TestTargetHealth::tenInARowOpen()
{
    TargetHealth health{HealthRules()};
    for (int i = 0; i < 9; ++i)
        health.answered("a", answer(500), kStart);
    QVERIFY(!health.isBlocked("a", kStart));
    health.answered("a", answer(500), kStart);
    QVERIFY(health.isBlocked("a", kStart + 29s));
    QVERIFY(!health.isBlocked("a", kStart + 30s));
    QVERIFY(!health.isBlocked("b", kStart));
    QCOMPARE(kindsOf(health.takeNotices()), std::vector<std::string>{"open"});
    const std::vector<TargetChange> changes = health.takeChanges();
    QCOMPARE(changes.size(), 1u);
    QCOMPARE(changes[0].after.opened, 1);
    QCOMPARE(changes[0].after.heldUntil, std::optional(kStart + 30s));
    QVERIFY2(changes[0].after.reason.find("10 failures in a row") == 0, changes[0].after.reason.c_str());
    QVERIFY(health.takeChanges().empty());
}

void TestTargetHealth::aShareOfFailuresOpens()
{
    // 7 of 10: every third is good, so there are never ten in a row.
    TargetHealth health{HealthRules()};
    int asked = 0;
    while (!health.isBlocked("a", kStart) && asked < 100)
        health.answered("a", answer(++asked % 4 == 0 ? 200 : 502), kStart);
    QVERIFY2(asked >= 10 && asked <= 12, std::to_string(asked).c_str());

    TargetHealth better{HealthRules()};
    for (int i = 0; i < 200; ++i)
        better.answered("a", answer(i % 3 == 0 ? 200 : 502), kStart);
    QVERIFY(!better.isBlocked("a", kStart));
}

void TestTargetHealth::oldFailuresDoNotCount()
{
    TargetHealth health{HealthRules()};
    for (int i = 0; i < 8; ++i)
        health.answered("a", answer(500), kStart);
    health.answered("a", answer(200), kStart);
    // Six minutes later the eight are out of the window.
    for (int i = 0; i < 4; ++i)
        health.answered("a", answer(500), kStart + 6min);
    QVERIFY(!health.isBlocked("a", kStart + 6min));
}

void TestTargetHealth::aProbeClosesOrOpensLonger()
{
    TargetHealth health{HealthRules()};
    for (int i = 0; i < 12; ++i) // two were on the wire when it opened
        health.answered("a", answer(500), kStart);
    QCOMPARE(health.cap("a", 8, kStart), 0);
    QCOMPARE(health.cap("a", 8, kStart + 30s), 1);
    TimePoint now = kStart + 30s;
    for (const std::chrono::seconds wait : {60s, 120s, 240s, 480s, 600s, 600s}) {
        health.answered("a", answer(500), now);
        QCOMPARE(health.heldUntil("a"), std::optional(now + wait));
        now += wait;
    }
    health.answered("a", answer(200), now);
    QCOMPARE(health.cap("a", 8, now), 8);
    QCOMPARE(kindsOf(health.takeNotices()), (std::vector<std::string>{"open", "recovered"}));
    const std::vector<TargetChange> changes = health.takeChanges();
    QCOMPARE(changes.back().after.opened, 0);
    QVERIFY(changes.back().after.reason.empty());
    // One more failure is one failure, not the eleventh.
    health.answered("a", answer(500), now);
    QVERIFY(!health.isBlocked("a", now));
}

void TestTargetHealth::patienceIsKept()
{
    TargetHealth health{HealthRules()};
    health.answered("a", patience(429, "120"), kStart);
    QVERIFY(health.isBlocked("a", kStart + 119s));
    QVERIFY(!health.isBlocked("a", kStart + 120s));
    QCOMPARE(health.cap("a", 8, kStart + 120s), 8);
    health.answered("a", patience(503, "1"), kStart + 1s); // shorter: the longer one stands
    QVERIFY(health.isBlocked("a", kStart + 119s));
    health.answered("b", patience(429, "315360000"), kStart); // ten years
    QCOMPARE(health.heldUntil("b"), std::optional(kStart + 24h));
    health.answered("d", patience(429, "315360000"), kStart, 90s); // the target's own ceiling
    QCOMPARE(health.heldUntil("d"), std::optional(kStart + 90s));
    health.answered("e", patience(429, "60"), kStart, 0ms);
    QVERIFY(!health.isBlocked("e", kStart));
    health.answered("c", patience(400, "120"), kStart); // no status that asks for patience
    QVERIFY(!health.isBlocked("c", kStart));
    // A success after the time clears the reason away.
    health.takeChanges();
    health.answered("a", answer(200), kStart + 121s);
    QVERIFY(health.takeChanges().at(0).after.reason.empty());
}

void TestTargetHealth::goneIsDisabled()
{
    TargetHealth health{HealthRules()};
    health.answered("a", answer(410), kStart);
    QVERIFY(health.isBlocked("a", kStart + 24h * 365));
    QCOMPARE(health.heldUntil("a"), std::optional<TimePoint>());
    QCOMPARE(kindsOf(health.takeNotices()), std::vector<std::string>{"disabled"});
    QVERIFY(health.takeChanges().at(0).after.disabled);
}

void TestTargetHealth::daysOfFailureDisable()
{
    TargetHealth health{HealthRules()};
    std::vector<std::string> kinds;
    TimePoint disabledAt{};
    for (int hour = 0; hour <= 130 && disabledAt == TimePoint(); ++hour) {
        health.answered("a", failure(ErrorClass::Connect), kStart + std::chrono::hours(hour));
        for (const Notice &notice : health.takeNotices()) {
            kinds.push_back(notice.kind);
            if (notice.kind == "disabled") disabledAt = notice.at;
        }
    }
    QCOMPARE(kinds, (std::vector<std::string>{"open", "failing", "disabled"}));
    QCOMPARE(disabledAt, kStart + 120h);
}

void TestTargetHealth::timeOutsNarrowTheLanes()
{
    TargetHealth health{HealthRules()};
    health.answered("a", failure(ErrorClass::TimeoutTotal), kStart);
    QCOMPARE(health.cap("a", 8, kStart), 4);
    health.answered("a", failure(ErrorClass::TimeoutTotal), kStart);
    health.answered("a", failure(ErrorClass::TimeoutTotal), kStart);
    health.answered("a", failure(ErrorClass::TimeoutTotal), kStart);
    QCOMPARE(health.cap("a", 8, kStart), 1);
    for (int i = 0; i < 100; ++i)
        health.answered("a", answer(200), kStart);
    QCOMPARE(health.cap("a", 8, kStart), 8);
}

void TestTargetHealth::statesSurviveARestart()
{
    TargetHealth before{HealthRules()};
    for (int i = 0; i < 10; ++i)
        before.answered("a", answer(500), kStart);
    before.answered("b", answer(410), kStart);
    TargetHealth after{HealthRules()};
    std::vector<TargetState> states;
    for (const TargetChange &change : before.takeChanges())
        states.push_back(change.after);
    TargetState paused;
    paused.target = "c";
    paused.paused = true;
    states.push_back(paused);
    after.load(states);
    QCOMPARE(after.heldUntil("a"), std::optional(kStart + 30s));
    QVERIFY(after.isBlocked("b", kStart + 1h));
    QVERIFY(after.isBlocked("c", kStart));
    QCOMPARE(after.remarkable(), (std::vector<std::string>{"a", "b", "c"}));
}

void TestTargetHealth::whatIsNotStoredYetSurvivesALoad()
{
    TargetHealth health{HealthRules()};
    TargetState known;
    known.target = "a";
    known.changedAt = kStart;
    health.load({known});
    // Taken, but the store was away; then one more that was not even taken.
    health.answered("a", answer(410), kStart + 1s);
    const std::vector<TargetChange> unkept = health.takeChanges();
    health.answered("a", patience(429, "120"), kStart + 2s);
    // Meanwhile somebody paused it.
    known.paused = true;
    health.load({known}, unkept);
    const TargetChange change = health.takeChanges().at(0);
    QVERIFY(change.after.disabled);
    QVERIFY(change.after.paused);
    QCOMPARE(change.after.heldUntil, std::optional(kStart + 122s));
    // What the store has is the store's word.
    health.load({known});
    QVERIFY(health.isBlocked("a", kStart));
    known.paused = false;
    health.load({known});
    QVERIFY(!health.isBlocked("a", kStart + 2s));
}

void TestTargetHealth::aBreakerDoesNotShortenAHold()
{
    TargetHealth health{HealthRules()};
    health.answered("a", patience(429, "3600"), kStart);
    for (int i = 0; i < 10; ++i)
        health.answered("a", answer(500), kStart + 1s); // they were on the wire
    QCOMPARE(health.heldUntil("a"), std::optional(kStart + 1h));
    const TargetChange change = health.takeChanges().at(0);
    QCOMPARE(change.after.opened, 1);
    QVERIFY2(change.after.reason.find("asks to wait") != std::string::npos, change.after.reason.c_str());
}

void TestTargetHealth::ratesFollowTheBucket()
{
    RateLimiter limiter;
    const RateLimit limit{2.0, 3, {}};
    for (int i = 0; i < 3; ++i)
        QVERIFY(limiter.take("a", limit, kStart));
    QVERIFY(!limiter.take("a", limit, kStart));
    QCOMPARE(limiter.nextAt("a", limit, kStart), kStart + 500ms);
    QVERIFY(!limiter.take("a", limit, kStart + 499ms));
    QVERIFY(limiter.take("a", limit, kStart + 500ms));
    // Two a second over a minute, however often one asks.
    int taken = 0;
    for (int tick = 0; tick < 60'000; tick += 7)
        taken += limiter.take("a", limit, kStart + 1s + std::chrono::milliseconds(tick)) ? 1 : 0;
    QVERIFY2(taken >= 119 && taken <= 121, std::to_string(taken).c_str());
    QVERIFY(limiter.take("b", RateLimit(), kStart));
}

void TestTargetHealth::accountsShareABucket()
{
    RateLimiter limiter;
    const RateLimit limit{1.0, 1, "shop"};
    QVERIFY(limiter.take("a", limit, kStart));
    QVERIFY(!limiter.take("b", limit, kStart));
    QVERIFY(limiter.take("c", RateLimit{1.0, 1, {}}, kStart));
}

void TestTargetHealth::aClockSetBackGivesNothing()
{
    RateLimiter limiter;
    const RateLimit limit{1.0, 1, {}};
    QVERIFY(limiter.take("a", limit, kStart));
    QVERIFY(!limiter.take("a", limit, kStart - 24h));
    QVERIFY(limiter.take("a", limit, kStart - 24h + 1s));
}

void TestTargetHealth::theDirectoryIsNeverLate()
{
    ReadyDirectory directory;
    const auto dueAt = [&directory](TimePoint now, const std::string &after) {
        std::vector<std::string> targets;
        directory.visitDue(now, after, [&targets](const std::string &target) {
            targets.push_back(target);
            return false;
        });
        return targets;
    };
    directory.add("b", kStart + 5s);
    directory.add("b", kStart + 9s); // later: the earlier stands
    directory.add("a", kStart + 1s);
    directory.add("c", kStart + 1s);
    QCOMPARE(dueAt(kStart, {}), std::vector<std::string>());
    QCOMPARE(dueAt(kStart + 5s, {}), (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(dueAt(kStart + 5s, "a"), (std::vector<std::string>{"b", "c", "a"}));
    directory.correct("a", std::nullopt);
    directory.correct("c", kStart + 7s);
    QCOMPARE(dueAt(kStart + 5s, {}), std::vector<std::string>{"b"});
    std::vector<std::string> order;
    directory.visit([&](TimePoint, const std::string &target) {
        order.push_back(target);
        return false;
    });
    QCOMPARE(order, (std::vector<std::string>{"b", "c"}));
}

void TestTargetHealth::whoIsParkedIsNotVisited()
{
    ReadyDirectory directory;
    const auto all = [&directory](int most) {
        std::vector<std::string> targets;
        directory.visitDue(kStart, "t5", [&](const std::string &target) {
            targets.push_back(target);
            return static_cast<int>(targets.size()) == most;
        });
        return targets;
    };
    // So many that they are found by a walk, and so few that they are put in order.
    for (const int count : {1000, 10}) {
        directory.clear();
        for (int i = 0; i < count; ++i)
            directory.add("t" + std::to_string(i), kStart);
        QCOMPARE(all(2000).size(), static_cast<std::size_t>(count));
        QCOMPARE(all(1).front(), std::string(count == 10 ? "t6" : "t50"));
        directory.park("t6");
        directory.park("t50");
        directory.add("t6", kStart - 1s); // earlier: it stays where it is
        QCOMPARE(all(1).front(), std::string(count == 10 ? "t7" : "t500"));
        QCOMPARE(all(2000).size(), static_cast<std::size_t>(count == 10 ? 9 : 998));
        directory.correct("t6", kStart); // it says what is so
        QCOMPARE(all(2000).size(), static_cast<std::size_t>(count == 10 ? 10 : 999));
        directory.park("t6");
        directory.correct("t6", std::nullopt);
        directory.unparkAll();
        QCOMPARE(all(2000).size(), static_cast<std::size_t>(count - 1));
        QCOMPARE(all(1).front(), std::string(count == 10 ? "t7" : "t50"));
    }
}

QTEST_GUILESS_MAIN(TestTargetHealth)
#include "tst_targethealth.moc"
