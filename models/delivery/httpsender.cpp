// SPDX-License-Identifier: MIT
#include "delivery/httpsender.h"

#include "delivery/exchange.h"
#include "delivery/internationalhost.h"
#include "delivery/requestchecks.h"
#include "delivery/requestsigner.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace targetdesk {

using namespace std::chrono_literals;

namespace {

/// A receiver that closed a connection which it seemed to keep is asked on new ones for so long.
constexpr std::chrono::minutes kDistrust{10};
/// How long an idle sender sleeps at most.
constexpr std::chrono::milliseconds longestSleep = std::chrono::hours(1);

/// Why a request is not sent at all; its host is in ASCII afterwards.
std::optional<Response> refusalOf(Request &request, const AddressGate &gate)
{
    Response response;
    response.errorClass = ErrorClass::Request;
    response.error = requestProblem(request);
    if (response.error.empty()) response.error = masked(writeHostInAscii(request.url), request);
    if (response.error.empty()) {
        response.errorClass = ErrorClass::Blocked;
        response.error = requestBlocked(request, gate);
    }
    if (response.error.empty()) return std::nullopt;
    return response;
}

/// To a request that curl never saw.
Response responseTo(const Request &request, CURLcode trouble)
{
    ExchangeEnd end;
    end.result = trouble;
    ExchangeFault fault = faultOf(end, request);
    Response response;
    response.errorClass = fault.errorClass;
    response.error = masked(std::move(fault.what), request);
    return response;
}

} // namespace

struct HttpSender::Private
{
    struct Job
    {
        Request request;
        HttpSender::Done done;
        std::string origin;
        std::optional<Response> refusal; ///< it is not sent; answered on the sender's thread like all others
    };

    explicit Private(Options senderOptions)
        : options(std::move(senderOptions))
    {
        static std::once_flag once;
        std::call_once(once, [] {
            curl_global_init(CURL_GLOBAL_DEFAULT);
#if LIBCURL_VERSION_NUM >= 0x080300
            curl_global_trace("http/2"); // for Exchange::onTrace(), where a request asks for it
#endif
        });
        multi = curl_multi_init();
        // Without what wakes it up the thread would sleep over what it has to do.
        if (!multi || curl_multi_wakeup(multi) != CURLM_OK)
            throw std::runtime_error("nothing can be sent: the program may open no more files, or has no memory left");
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(2 * options.maxInFlight));
        thread = std::thread([this] { run(); });
    }

    ~Private()
    {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        curl_multi_wakeup(multi);
        thread.join();
        for (CURL *handle : idle)
            curl_easy_cleanup(handle);
        curl_multi_cleanup(multi);
    }

    void run()
    {
        while (takeJobs()) {
            if (std::exchange(cancelling, false)) cancelAll();
            startJobs();
            int running = 0;
            curl_multi_perform(multi, &running);
            collect();
            endLate();
            if (handOver()) continue; // room for the next ones
            // Sleeps until a socket is ready, one of curl's timers or of ours is due, or send() calls.
            curl_multi_poll(multi, nullptr, 0, static_cast<int>(untilNextDeadline().count()), nullptr);
        }
        cancelAll();
    }

    /// Whether connections to this origin are not to be kept, for it closes them without a word.
    bool isDistrusted(const std::string &origin)
    {
        const auto found = distrusted.find(origin);
        if (found == distrusted.end()) return false;
        if (found->second > std::chrono::steady_clock::now()) return true;
        distrusted.erase(found);
        return false;
    }

    /// False: the sender is going away.
    bool takeJobs()
    {
        const std::lock_guard lock(mutex);
        for (Job &job : arrived)
            waiting.push_back(std::move(job));
        arrived.clear();
        cancelling = std::exchange(mustCancel, false);
        return !stopping;
    }

    void startJobs()
    {
        for (auto job = waiting.begin(); job != waiting.end() && static_cast<int>(active.size()) < options.maxInFlight;) {
            if (job->refusal) {
                ended.emplace_back(std::move(job->done), std::move(*job->refusal));
                job = waiting.erase(job);
                continue;
            }
            int &toHost = perHost[job->origin];
            if (toHost >= options.maxPerHost) {
                ++job;
                continue;
            }
            ++toHost;
            start(std::move(*job));
            job = waiting.erase(job);
        }
    }

    /// Null: there is no memory left.
    CURL *takeHandle()
    {
        if (idle.empty()) return prepared(curl_easy_init());
        CURL *handle = idle.back();
        idle.pop_back();
        return handle;
    }

    CURL *prepared(CURL *handle) const
    {
        if (handle && Exchange::prepare(handle, options) == CURLE_OK) return handle;
        curl_easy_cleanup(handle);
        return nullptr;
    }

    void start(Job job)
    {
        CURL *handle = takeHandle();
        if (!handle) {
            --perHost[job.origin];
            ended.emplace_back(std::move(job.done), responseTo(job.request, CURLE_OUT_OF_MEMORY));
            return;
        }
        signAnew(job.request, std::chrono::system_clock::now());
        auto exchange = std::make_unique<Exchange>(handle, std::move(job.request), std::move(job.done), options);
        if (!distrusted.empty() && isDistrusted(job.origin)) exchange->useNewConnection();
        CURLcode trouble = exchange->setUp();
        if (trouble == CURLE_OK && curl_multi_add_handle(multi, handle) != CURLM_OK) trouble = CURLE_OUT_OF_MEMORY;
        active.emplace(handle, std::make_pair(std::move(exchange), std::move(job.origin)));
        if (trouble != CURLE_OK) end(handle, trouble, false);
    }

    void collect()
    {
        int left = 0;
        while (CURLMsg *message = curl_multi_info_read(multi, &left)) {
            if (message->msg == CURLMSG_DONE) end(message->easy_handle, message->data.result, false);
        }
    }

    /// Ends what waited too long for its answer.
    void endLate()
    {
        const auto now = std::chrono::steady_clock::now();
        std::vector<CURL *> late;
        for (const auto &[handle, entry] : active) {
            if (entry.first->deadline() <= now) late.push_back(handle);
        }
        for (CURL *handle : late) {
            active.at(handle).first->missDeadline();
            end(handle, CURLE_OPERATION_TIMEDOUT, false);
        }
    }

    /// Tells of all that ended, at one go: the listener, on another thread, is woken by the first and finds the others there.
    /// True when there was any.
    bool handOver()
    {
        for (auto &[done, response] : ended)
            done(std::move(response));
        const bool any = !ended.empty();
        ended.clear();
        return any;
    }

    std::chrono::milliseconds untilNextDeadline() const
    {
        auto wait = longestSleep;
        const auto now = std::chrono::steady_clock::now();
        for (const auto &[handle, entry] : active)
            wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(entry.first->deadline() - now), 0ms, wait);
        return wait;
    }

    void end(CURL *handle, CURLcode result, bool cancelled)
    {
        auto entry = active.extract(handle);
        std::unique_ptr<Exchange> exchange = std::move(entry.mapped().first);
        if (--perHost[entry.mapped().second] == 0) perHost.erase(entry.mapped().second);
        const std::string origin = std::move(entry.mapped().second);
        ended.emplace_back(exchange->done(), exchange->finish(result, cancelled));
        const Response &response = ended.back().second;
        if (response.errorClass == ErrorClass::Reset && response.connectionReused)
            distrusted[origin] = std::chrono::steady_clock::now() + kDistrust;
        curl_multi_remove_handle(multi, handle);
        const bool leftTraces = exchange->leavesTraces();
        exchange.reset();
        if (leftTraces) {
            curl_easy_reset(handle);
            handle = prepared(handle);
        }
        if (handle) idle.push_back(handle);
    }

    void cancelAll()
    {
        while (!active.empty())
            end(active.begin()->first, CURLE_ABORTED_BY_CALLBACK, true);
        handOver();
        // Not under the lock, and until there is nothing left: an answer may be a reason to send again.
        for (takeJobs(); !waiting.empty(); takeJobs()) {
            const Job job = std::move(waiting.front());
            waiting.pop_front();
            Response response;
            response.errorClass = ErrorClass::Cancelled;
            response.error = "cancelled before it was sent";
            job.done(std::move(response));
        }
    }

    const Options options;
    CURLM *multi = nullptr;
    std::mutex mutex;
    std::deque<Job> arrived; ///< guarded by mutex
    bool stopping = false;   ///< guarded by mutex
    bool mustCancel = false; ///< guarded by mutex
    // Only the sender's thread:
    std::deque<Job> waiting;
    std::map<CURL *, std::pair<std::unique_ptr<Exchange>, std::string>> active;
    bool cancelling = false;
    std::map<std::string, int> perHost;
    std::map<std::string, std::chrono::steady_clock::time_point> distrusted; ///< by origin, until then
    std::vector<CURL *> idle;
    std::vector<std::pair<Done, Response>> ended; ///< and nobody was told yet
    std::thread thread;
};

namespace {

HttpSender::Options withUserAgent(HttpSender::Options options)
{
    if (options.userAgent.empty()) options.userAgent = "TargetDesk/" TARGETDESK_VERSION;
    return options;
}

} // namespace

HttpSender::HttpSender(Options options)
    : d(std::make_unique<Private>(withUserAgent(std::move(options))))
{}

HttpSender::HttpSender()
    : HttpSender(Options())
{}

HttpSender::~HttpSender() = default;

const HttpSender::Options &HttpSender::options() const
{
    return d->options;
}

void HttpSender::send(Request request, Done done)
{
    Private::Job job;
    job.refusal = refusalOf(request, d->options.gate);
    job.origin = originOf(request.url);
    job.request = std::move(request);
    job.done = std::move(done);
    bool isFirst = false;
    {
        const std::lock_guard lock(d->mutex);
        isFirst = d->arrived.empty();
        d->arrived.push_back(std::move(job));
    }
    // One wake-up for all that come before the thread looks; its own it finds by itself.
    if (isFirst && d->thread.get_id() != std::this_thread::get_id()) curl_multi_wakeup(d->multi);
}

void HttpSender::cancel()
{
    {
        const std::lock_guard lock(d->mutex);
        d->mustCancel = true;
    }
    curl_multi_wakeup(d->multi);
}

Response HttpSender::sendAndWait(Request request)
{
    std::promise<Response> promise;
    std::future<Response> future = promise.get_future();
    send(std::move(request), [&promise](Response response) { promise.set_value(std::move(response)); });
    return future.get();
}

} // namespace targetdesk
