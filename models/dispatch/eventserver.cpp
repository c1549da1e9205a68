// SPDX-License-Identifier: MIT
#include "dispatch/eventserver.h"

#include "dispatch/boundedlistener.h"
#include "dispatch/ingest.h"
#include "dispatch/metricsreader.h"
#include "dispatch/pendinganswers.h"
#include "workspace/json.h"

#include <QCoreApplication>
#include <QFuture>
#include <QHostAddress>
#include <QHttpHeaders>
#include <QHttpServer>
#include <QHttpServerResponse>
#include <QPromise>

#include <algorithm>
#include <optional>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// Seconds: time for a full queue to get some way.
constexpr const char *kRetryAfter = "5";

/// How long the end waits for the store to say that it has what came.
constexpr std::chrono::seconds kLastAnswers{5};

using StatusCode = QHttpServerResponse::StatusCode;

QHttpServerResponse answer(StatusCode status, const Json &body)
{
    const std::string text = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return {"application/json"_ba, QByteArray::fromStdString(text), status};
}

QHttpServerResponse refusal(StatusCode status, const std::string &what, const std::string &remedy)
{
    return answer(status, Json{{"error", {{"what", what}, {"remedy", remedy}}}});
}

QHttpServerResponse badEvents(const IngestError &error)
{
    const Json parts = {{"what", error.cause()}, {"remedy", error.remedy()}, {"line", error.line()}, {"column", error.column()}};
    return answer(StatusCode::BadRequest, Json{{"error", parts}});
}

QHttpServerResponse storeTrouble(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const StoreError &trouble) {
        const bool full = trouble.kind() == StoreError::Kind::DiskFull;
        return refusal(full ? StatusCode::InsufficientStorage : StatusCode::ServiceUnavailable, trouble.what(),
                       "nothing was taken: send it again later");
    } catch (const std::exception &trouble) {
        return refusal(StatusCode::InternalServerError, trouble.what(), "nothing was taken: send it again later");
    }
}

QHttpServerResponse accepted(const AcceptResult &result)
{
    if (result.conflict) {
        return refusal(StatusCode::Conflict,
                       "event " + std::to_string(*result.conflict + 1) + " has an id that was used before for other content",
                       "give it an id of its own; no event was taken");
    }
    Json body = {{"accepted", result.ids.size()}, {"ids", result.ids}};
    if (result.repeated > 0) body["repeated"] = result.repeated;
    return answer(StatusCode::Accepted, body);
}

QHttpServerResponse withHeader(QHttpServerResponse &&response, QHttpHeaders::WellKnownHeader name, const char *value)
{
    QHttpHeaders headers = response.headers();
    headers.append(name, value);
    response.setHeaders(std::move(headers));
    return std::move(response);
}

QFuture<QHttpServerResponse> ready(QHttpServerResponse &&response)
{
    QPromise<QHttpServerResponse> promise;
    promise.start();
    promise.addResult(std::move(response));
    promise.finish();
    return promise.future();
}

QHttpServerResponse tooLarge(const std::string &what, std::size_t limit)
{
    return refusal(StatusCode::PayloadTooLarge, what + " bytes, the limit is " + std::to_string(limit),
                   "send fewer events at a time");
}

/// The same as it goes over the wire, for a request that QHttpServer never gets to the end of.
QByteArray tooLargeOnTheWire(std::size_t limit)
{
    const QByteArray body = tooLarge("the request has more than " + std::to_string(limit), limit).data();
    return "HTTP/1.1 413 Payload Too Large\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

BoundedListener::Bounds boundsOf(const EventServer::Options &options)
{
    // A body may come in chunks of few bytes, and a sender may put some requests behind another.
    constexpr std::size_t kHead = 64 * 1024;
    constexpr std::size_t kFraming = 2;
    constexpr std::size_t kWaiting = 8;
    rlimit files = {};
    const bool isKnown = ::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY;
    BoundedListener::Bounds bounds;
    bounds.request.requestBytes = static_cast<qint64>(kFraming * options.maxBodyBytes + kHead);
    bounds.request.waitingBytes = static_cast<qint64>(kWaiting * options.maxBodyBytes + kHead);
    bounds.request.tooLargeAnswer = tooLargeOnTheWire(options.maxBodyBytes);
    bounds.connections = isKnown ? std::min<std::size_t>(options.maxConnections, files.rlim_cur / 2) : options.maxConnections;
    bounds.quiet = options.maxQuiet;
    bounds.wholeRequest = options.maxRequestTime;
    return bounds;
}

std::string headerOf(const QHttpServerRequest &request, QByteArrayView name)
{
    return request.headers().value(name).toByteArray().toStdString();
}

} // namespace

struct EventServer::Private
{
    Dispatcher &dispatcher;
    Options options;
    QHttpServer http;
    BoundedListener *tcp = nullptr;                                               ///< belongs to http once it listens
    std::shared_ptr<PendingAnswers> pending = std::make_shared<PendingAnswers>(); ///< answers may come later than the end of this
    MetricsReader numbers;

    Private(Dispatcher &target, const Options &given)
        : dispatcher(target)
        , options(given)
        , numbers([&target] { return target.metricsText(); })
    {}

    /// Nothing when the request may go on.
    std::optional<QHttpServerResponse> refusedAtTheDoor(const QHttpServerRequest &request) const;
    QFuture<QHttpServerResponse> takeEvents(const QHttpServerRequest &request);
    QHttpServerResponse health() const;
    QFuture<QHttpServerResponse> metrics(const QHttpServerRequest &request);
    void addRoutes();
};

std::optional<QHttpServerResponse> EventServer::Private::refusedAtTheDoor(const QHttpServerRequest &request) const
{
    const std::optional<std::string> why = options.door.refusal(
        headerOf(request, "Authorization"), headerOf(request, "X-Omneo-Hmac-SHA256"), request.body().toStdString());
    if (!why) return std::nullopt;
    QHttpServerResponse response =
        refusal(StatusCode::Unauthorized, *why, "send Authorization: Bearer TOKEN, or sign the body as Omneo does");
    return withHeader(std::move(response), QHttpHeaders::WellKnownHeader::WWWAuthenticate, "Bearer");
}

QHttpServerResponse EventServer::Private::health() const
{
    const std::string trouble = dispatcher.metrics().trouble(options.clock());
    if (trouble.empty()) return answer(StatusCode::Ok, Json{{"status", "ok"}});
    return answer(StatusCode::ServiceUnavailable, Json{{"status", "store"}, {"text", trouble}});
}

QFuture<QHttpServerResponse> EventServer::Private::metrics(const QHttpServerRequest &request)
{
    if (std::optional<QHttpServerResponse> refused = refusedAtTheDoor(request)) return ready(std::move(*refused));
    auto [ticket, future] = pending->begin();
    numbers.ask([pending = pending, ticket = ticket](const std::string &text, const std::exception_ptr &error) {
        pending->finish(ticket, error ? storeTrouble(error)
                                      : QHttpServerResponse("text/plain; version=0.0.4"_ba, QByteArray::fromStdString(text)));
    });
    return std::move(future);
}

QFuture<QHttpServerResponse> EventServer::Private::takeEvents(const QHttpServerRequest &request)
{
    if (std::optional<QHttpServerResponse> refused = refusedAtTheDoor(request)) return ready(std::move(*refused));
    if (const std::int64_t queued = dispatcher.metrics().backlog();
        options.door.maxQueued > 0 && queued >= options.door.maxQueued) {
        QHttpServerResponse full =
            refusal(StatusCode::TooManyRequests,
                    std::to_string(queued) + " deliveries are queued, the limit is " + std::to_string(options.door.maxQueued),
                    "nothing was taken: send it again later");
        return ready(withHeader(std::move(full), QHttpHeaders::WellKnownHeader::RetryAfter, kRetryAfter));
    }
    const QByteArray body = request.body();
    if (static_cast<std::size_t>(body.size()) > options.maxBodyBytes) {
        return ready(tooLarge("the body has " + std::to_string(body.size()), options.maxBodyBytes));
    }
    IngestOptions ingest;
    ingest.source = options.source;
    ingest.now = options.clock();
    ingest.webhookEvent = headerOf(request, "X-Omneo-Event");
    ingest.idempotencyKey = headerOf(request, "Idempotency-Key");
    std::vector<Event> events;
    try {
        events = readEvents(std::string_view(body.constData(), static_cast<std::size_t>(body.size())), ingest);
    } catch (const IngestError &error) {
        return ready(badEvents(error));
    }
    auto [ticket, future] = pending->begin();
    try {
        dispatcher.accept(std::move(events),
                          [pending = pending, ticket = ticket](const AcceptResult &result, const std::exception_ptr &error) {
                              pending->finish(ticket, error ? storeTrouble(error) : accepted(result));
                          });
    } catch (const std::exception &) {
        pending->finish(ticket, storeTrouble(std::current_exception()));
    }
    return std::move(future);
}

void EventServer::Private::addRoutes()
{
    http.route(u"/events"_s, QHttpServerRequest::Method::Post,
               [this](const QHttpServerRequest &request) { return takeEvents(request); });
    http.route(u"/healthz"_s, QHttpServerRequest::Method::Get, [this] { return health(); });
    http.route(u"/metrics"_s, QHttpServerRequest::Method::Get,
               [this](const QHttpServerRequest &request) { return metrics(request); });
    http.setMissingHandler(&http, [](const QHttpServerRequest &request, QHttpServerResponder &responder) {
        const QString path = request.url().path();
        if (path == "/events"_L1 || path == "/healthz"_L1 || path == "/metrics"_L1) {
            const bool isEvents = path == "/events"_L1;
            QHttpServerResponse response = refusal(StatusCode::MethodNotAllowed, "this path does not take that method",
                                                   isEvents ? "send POST /events" : "send GET " + path.toStdString());
            responder.sendResponse(
                withHeader(std::move(response), QHttpHeaders::WellKnownHeader::Allow, isEvents ? "POST" : "GET"));
            return;
        }
        responder.sendResponse(refusal(StatusCode::NotFound, "there is nothing here", "send events to POST /events"));
    });
}

EventServer::EventServer(Dispatcher &dispatcher, QObject *parent)
    : EventServer(dispatcher, Options(), parent)
{}

EventServer::EventServer(Dispatcher &dispatcher, const Options &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(dispatcher, options))
{
    d->addRoutes();
}

EventServer::~EventServer()
{
    // What was taken is said to be, or it would come again; of the rest nobody may think that it was.
    d->pending->finishAll(kLastAnswers, StatusCode::ServiceUnavailable);
    QCoreApplication::sendPostedEvents(&d->http, QEvent::MetaCall);
    if (d->tcp) d->tcp->flush();
}

void EventServer::listen(const std::string &address)
{
    const std::string remedy = " – write HOST:PORT with an address of this machine, as 127.0.0.1:7080";
    const std::size_t colon = address.rfind(':');
    std::string host = colon == std::string::npos ? std::string() : address.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    bool isNumber = false;
    const int port = colon == std::string::npos ? -1 : QByteArray::fromStdString(address.substr(colon + 1)).toInt(&isNumber);
    const QHostAddress place(QString::fromStdString(host));
    if (place.isNull() || !isNumber || port < 0 || port > 65535) {
        throw ListenError("'" + address + "' is no place to listen at" + remedy);
    }
    auto tcp = std::make_unique<BoundedListener>(boundsOf(d->options));
    if (!tcp->listen(place, static_cast<quint16>(port))) {
        throw ListenError("cannot listen at " + address + ": " + tcp->errorString().toStdString() +
                          " – stop what listens there, or choose another port with --listen");
    }
    if (!d->http.bind(tcp.get())) throw ListenError("cannot serve HTTP at " + address + remedy);
    d->tcp = tcp.release();
}

std::uint16_t EventServer::port() const
{
    return d->tcp ? d->tcp->serverPort() : 0;
}

std::string EventServer::url() const
{
    if (!d->tcp) return {};
    const QHostAddress address = d->tcp->serverAddress();
    const std::string host = address.toString().toStdString();
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return "http://" + (isIpv6 ? "[" + host + "]" : host) + ":" + std::to_string(port());
}

} // namespace targetdesk
