// SPDX-License-Identifier: MIT
// No memory for libcurl, no more files: the request fails and says so, is worth another try, and the sender lives.
#include "delivery/httpsender.h"
#include "hostilereceiver.h"

#include <QtTest>

#include <curl/curl.h>
#include <dirent.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

#include <unistd.h>

using namespace targetdesk;
using After = HostileReceiver::After;

namespace {

/// Allocations of libcurl until one fails; below 0: none does.
std::atomic<int> untilFailure = -1;

bool failsNow()
{
    int left = untilFailure;
    while (left >= 0) {
        if (untilFailure.compare_exchange_weak(left, left - 1)) return left == 0;
    }
    return false;
}

void *tryMalloc(std::size_t size)
{
    return failsNow() ? nullptr : std::malloc(size);
}

void *tryRealloc(void *memory, std::size_t size)
{
    return failsNow() ? nullptr : std::realloc(memory, size);
}

char *tryStrdup(const char *text)
{
    return failsNow() ? nullptr : strdup(text);
}

void *tryCalloc(std::size_t count, std::size_t size)
{
    return failsNow() ? nullptr : std::calloc(count, size);
}

HostileReceiver::Behaviour accepts()
{
    return HostileReceiver::says(HostileReceiver::answer("200 OK", "ok", "X-A: b\r\n"), After::Keep);
}

Request numbered(const HostileReceiver &receiver, const std::string &number)
{
    Request request = requestTo(receiver.url());
    request.headers = {{"Content-Type", "application/json"}, {"X-Number", number}, {"X-Key", "s3cret", true}};
    return request;
}

std::ptrdiff_t callsOf(const HostileReceiver &receiver, const std::string &number)
{
    const std::vector<HostileReceiver::Call> calls = receiver.calls();
    return std::ranges::count_if(calls, [line = "X-Number: " + number + "\r\n"](const HostileReceiver::Call &call) {
        return call.head.find(line) != std::string::npos;
    });
}

/// Of the thread on which no more than this can be had at a time; 0: as much as there is.
std::atomic<pid_t> poorThread = 0;
std::atomic<std::size_t> mostAtOnce = 0;

rlim_t openFiles()
{
    rlim_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (readdir(folder))
        ++count;
    closedir(folder);
    return count;
}

} // namespace

// Not inline, or the compiler takes new and free() for a mismatch.
[[gnu::noinline]] void *operator new(std::size_t size)
{
    if (mostAtOnce > 0 && size > mostAtOnce && gettid() == poorThread) throw std::bad_alloc();
    if (void *memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void *memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

class TestScarcity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Before the sender does; the first one decides.
    void initTestCase()
    {
        QCOMPARE(curl_global_init_mem(CURL_GLOBAL_DEFAULT, tryMalloc, std::free, tryRealloc, tryStrdup, tryCalloc), CURLE_OK);
    }
    void cleanupTestCase() { curl_global_cleanup(); }
    void anyAllocationMayFail_data();
    void anyAllocationMayFail();
    void anAnswerTooLargeForMemory_data();
    void anAnswerTooLargeForMemory();
    void noMoreFiles();
};

void TestScarcity::anyAllocationMayFail_data()
{
    QTest::addColumn<bool>("isKept");
    QTest::newRow("on a new connection") << false;
    QTest::newRow("on a kept connection") << true;
}

// Each allocation of a request in turn, until a request comes through with fewer.
void TestScarcity::anyAllocationMayFail()
{
    QFETCH(bool, isKept);
    const HostileReceiver receiver(accepts());
    int failed = 0;
    bool allAreThrough = false;
    for (int nth = 0; !allAreThrough; ++nth) {
        HttpSender sender;
        if (isKept) QVERIFY(sender.sendAndWait(numbered(receiver, "before")).isSuccess());
        const std::string number = std::to_string(nth);
        untilFailure = nth;
        const Response response = sender.sendAndWait(numbered(receiver, number));
        allAreThrough = untilFailure.exchange(-1) >= 0;
        const std::string said = number + ": " + errorClassName(response.errorClass) + ": " + response.error;
        const auto calls = callsOf(receiver, number);
        QVERIFY2(!response.isSuccess() || calls == 1, said.c_str());
        // Not final, and if it is there, it is not said that it is not.
        QVERIFY2(response.errorClass != ErrorClass::Request && response.errorClass != ErrorClass::Blocked, said.c_str());
        QVERIFY2(calls == 0 || response.requestSent, said.c_str());
        failed += response.isSuccess() ? 0 : 1;
        // A connection that libcurl kept may have suffered; it is not kept any longer then.
        Response next = sender.sendAndWait(numbered(receiver, "after"));
        if (!next.isSuccess()) next = sender.sendAndWait(numbered(receiver, "after"));
        QVERIFY2(next.isSuccess(), (said + "; then " + next.error).c_str());
    }
    QVERIFY2(failed > 20, std::to_string(failed).c_str());
    for (int nth = 0; nth < failed; ++nth)
        QVERIFY2(callsOf(receiver, std::to_string(nth)) <= 1, std::to_string(nth).c_str());
    for (const HostileReceiver::Call &call : receiver.calls())
        QVERIFY2(call.head.find("X-Key: s3cret\r\n") != std::string::npos, call.head.c_str());
}

void TestScarcity::anAnswerTooLargeForMemory_data()
{
    QTest::addColumn<bool>("isBody");
    QTest::newRow("its head") << false;
    QTest::newRow("its body") << true;
}

// Ours, not libcurl's: what came has no room in our own strings.
void TestScarcity::anAnswerTooLargeForMemory()
{
    QFETCH(bool, isBody);
    const std::string large(isBody ? 200'000 : 20'000, 'x');
    const HostileReceiver receiver(HostileReceiver::says(
        HostileReceiver::answer("200 OK", isBody ? large : "ok", isBody ? "X-A: b\r\n" : "X-A: " + large + "\r\n"), After::Keep));
    HttpSender sender;
    sender.send(numbered(receiver, "before"), [](const Response &) { poorThread = gettid(); });
    QTRY_VERIFY(poorThread != 0);
    mostAtOnce = isBody ? 100'000 : 18'000;
    const Response response = sender.sendAndWait(numbered(receiver, "poor"));
    mostAtOnce = 0;
    if (isBody) {
        QVERIFY2(response.isSuccess(), response.error.c_str()); // its head says so
        QVERIFY2(response.note.find("not complete") != std::string::npos, response.note.c_str());
    } else {
        QCOMPARE(response.errorClass, ErrorClass::Reset);
        QVERIFY2(response.error.find("no memory left") != std::string::npos, response.error.c_str());
        QVERIFY(response.requestSent);
    }
    QCOMPARE(callsOf(receiver, "poor"), 1);
    QVERIFY(sender.sendAndWait(numbered(receiver, "after")).isSuccess());
    poorThread = 0;
}

void TestScarcity::noMoreFiles()
{
    const HostileReceiver receiver(accepts());
    HttpSender sender;
    rlimit normal = {};
    getrlimit(RLIMIT_NOFILE, &normal);
    rlimit tight = normal;
    tight.rlim_cur = 3; // fewer than there are
    QVERIFY(openFiles() > tight.rlim_cur);
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &tight), 0);
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    bool isRefused = false;
    try {
        const HttpSender another;
    } catch (const std::runtime_error &) {
        isRefused = true;
    }
    setrlimit(RLIMIT_NOFILE, &normal);
    QVERIFY2(response.errorClass == ErrorClass::Connect, response.error.c_str());
    QVERIFY(!response.requestSent);
    QVERIFY2(isRefused, "a sender that nothing can wake");
    const Response next = sender.sendAndWait(requestTo(receiver.url()));
    QVERIFY2(next.isSuccess(), next.error.c_str());
}

QTEST_GUILESS_MAIN(TestScarcity)
#include "tst_scarcity.moc"
