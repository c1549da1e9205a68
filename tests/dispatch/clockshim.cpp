// SPDX-License-Identifier: MIT
// Preloaded into a program under test: the wall clock, moved by as many seconds as the file $TARGETDESK_CLOCK says, at once when
// the file changes. What the kernel does when the clock is set is done here: waits for a time of that clock go by the new one,
// and timers that want to know are told.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <mutex>
#include <thread>
#include <vector>

#include <dlfcn.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace {

template <typename Function>
Function real(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

std::int64_t offset()
{
    const char *file = std::getenv("TARGETDESK_CLOCK");
    std::int64_t seconds = 0;
    if (file) std::ifstream(file) >> seconds;
    return seconds;
}

int realClock(clockid_t clock, timespec *time)
{
    static const auto function = real<int (*)(clockid_t, timespec *)>("clock_gettime");
    return function(clock, time);
}

std::int64_t nanoseconds(const timespec &time)
{
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::mutex watchedMutex;
std::vector<int> watched; // event counters that stand for timers

void watchClock()
{
    std::int64_t last = offset();
    while (true) {
        usleep(20'000);
        const std::int64_t now = offset();
        if (now == last) continue;
        last = now;
        const std::lock_guard lock(watchedMutex);
        const std::uint64_t one = 1;
        for (const int counter : watched)
            static_cast<void>(write(counter, &one, sizeof one) < 0);
    }
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    const int result = realClock(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += offset();
    return result;
}

int gettimeofday(timeval *__restrict time, void *__restrict) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    *time = {now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *result) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock, const timespec *until)
{
    static const auto function =
        real<int (*)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const timespec *)>("pthread_cond_clockwait");
    if (clock != CLOCK_REALTIME) return function(condition, mutex, clock, until);
    // In slices of the real clock, to see it being set.
    while (true) {
        timespec now{};
        clock_gettime(CLOCK_REALTIME, &now);
        const std::int64_t left = nanoseconds(*until) - nanoseconds(now);
        if (left <= 0) return ETIMEDOUT;
        realClock(CLOCK_MONOTONIC, &now);
        const std::int64_t end = nanoseconds(now) + std::min<std::int64_t>(left, 50'000'000);
        const timespec slice = {static_cast<time_t>(end / 1'000'000'000), static_cast<long>(end % 1'000'000'000)};
        if (const int result = function(condition, mutex, CLOCK_MONOTONIC, &slice); result != ETIMEDOUT) return result;
    }
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const timespec *until)
{
    // Conditions of the monotonic clock (Qt's) count from the machine's start, not from 1970.
    if (until->tv_sec < 500'000'000)
        return real<int (*)(pthread_cond_t *, pthread_mutex_t *, const timespec *)>("pthread_cond_timedwait")(condition, mutex,
                                                                                                              until);
    return pthread_cond_clockwait(condition, mutex, CLOCK_REALTIME, until);
}

int timerfd_create(int clock, int flags) noexcept
{
    if (clock != CLOCK_REALTIME) return real<int (*)(int, int)>("timerfd_create")(clock, flags);
    const int counter = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    const std::lock_guard lock(watchedMutex);
    if (watched.empty()) std::thread(watchClock).detach();
    watched.push_back(counter);
    return counter;
}

int timerfd_settime(int timer, int flags, const itimerspec *time, itimerspec *old) noexcept
{
    {
        const std::lock_guard lock(watchedMutex);
        for (const int counter : watched) {
            if (counter == timer) return 0;
        }
    }
    return real<int (*)(int, int, const itimerspec *, itimerspec *)>("timerfd_settime")(timer, flags, time, old);
}

} // extern "C"
