// SPDX-License-Identifier: MIT
#include "dispatch/eventserver.h"

#include "dispatch/boundedlistener.h"
#include "dispatch/eventanswers.h"
#include "dispatch/ingest.h"
#include "dispatch/metricsreader.h"
#include "dispatch/pendinganswers.h"
#include "dispatch/refusallog.h"

#include "delivery/asciicase.h"

#include <QHostAddress>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <sys/resource.h>
#include <unordered_map>

namespace targetdesk {

namespace {

/// Seconds: time for a full queue to get some way.
constexpr const char *kRetryAfter = "5";

/// How long the end waits for the store to say that it has what came.
constexpr std::chrono::seconds kLastAnswers{5};

BoundedListener::Bounds boundsOf(const EventServer::Options &options)
{
    constexpr std::size_t kWaitingBodies = 8;
    constexpr std::size_t kWaiting = 64 * 1024;
    rlimit files = {};
    const bool isKnown = ::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY;
    BoundedListener::Bounds bounds;
    bounds.connection.request.bodyBytes = options.maxBodyBytes;
    bounds.connection.unreadAnswers = kWaitingBodies * options.maxBodyBytes + kWaiting;
    bounds.connections = isKnown ? std::min<std::size_t>(options.maxConnections, files.rlim_cur / 2) : options.maxConnections;
    bounds.quiet = options.maxQuiet;
    bounds.wholeRequest = options.maxRequestTime;
    return bounds;
}

HttpAnswer endingAnswer()
{
    return refusalAnswer(503, "the server ends", "nothing was taken: send it again later");
}

struct Place
{
    QHostAddress host;
    quint16 port = 0;
};

/// Throws ListenError.
Place placeOf(const std::string &address)
{
    const std::size_t colon = address.rfind(':');
    std::string host = colon == std::string::npos ? std::string() : address.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    bool isNumber = false;
    const int port = colon == std::string::npos ? -1 : QByteArray::fromStdString(address.substr(colon + 1)).toInt(&isNumber);
    const QHostAddress place(QString::fromStdString(host));
    if (place.isNull() || !isNumber || port < 0 || port > 65535) {
        throw ListenError("'" + address +
                          "' is no place to listen at – write HOST:PORT with an address of this machine, as 127.0.0.1:7080");
    }
    return {place, static_cast<quint16>(port)};
}

[[noreturn]] void failToListen(const std::string &address, const QString &why)
{
    throw ListenError("cannot listen at " + address + ": " + why.toStdString() +
                      " – stop what listens there, or choose another port with --listen");
}

} // namespace

struct EventServer::Private : HttpService
{
    Dispatcher &dispatcher;
    Options options;
    RefusalLog refusals;
    QTimer restOfRefusals;
    QObject inbox; ///< of finished answers, on the server's thread
    std::shared_ptr<PendingAnswers> pending;
    std::unordered_map<PendingAnswers::Ticket, QPointer<HttpConnection>> waiting;
    MetricsReader numbers;
    std::unique_ptr<BoundedListener> tcp;
    bool isEnding = false;

    Private(Dispatcher &target, const Options &given);

    void handle(HttpConnection &connection, const HttpRequest &request) override;
    HttpAnswer refuse(const HttpFault &fault) override;

    HttpAnswer wrongWay(const HttpRequest &request) const;
    /// Nothing when the request may go on.
    std::optional<HttpAnswer> refusedAtTheDoor(const HttpRequest &request) const;
    std::optional<HttpAnswer> refusedUnread(const HttpRequest &request) const;
    void takeEvents(HttpConnection &connection, const HttpRequest &request);
    HttpAnswer health() const;
    void metrics(HttpConnection &connection, const HttpRequest &request);
    PendingAnswers::Ticket ticketFor(HttpConnection &connection);
    void answerFinished();
    void answer(HttpConnection &connection, const HttpAnswer &answer);
    void noteRefusal(const HttpAnswer &answer);
};

EventServer::Private::Private(Dispatcher &target, const Options &given)
    : dispatcher(target)
    , options(given)
    , refusals(options.log, options.clock)
    , pending(std::make_shared<PendingAnswers>([this] {
        QMetaObject::invokeMethod(
            &inbox, [this] { answerFinished(); }, Qt::QueuedConnection);
    }))
    , numbers([&target] { return target.metricsText(); })
{
    restOfRefusals.setSingleShot(true);
    restOfRefusals.setInterval(std::chrono::seconds(1));
    QObject::connect(&restOfRefusals, &QTimer::timeout, &inbox, [this] {
        if (refusals.tellRest(std::chrono::steady_clock::now())) restOfRefusals.start();
    });
}

void EventServer::Private::handle(HttpConnection &connection, const HttpRequest &request)
{
    if (isEnding) {
        answer(connection, endingAnswer());
    } else if (request.path == "/events" && request.method == "POST") {
        takeEvents(connection, request);
    } else if (request.path == "/healthz" && request.method == "GET") {
        connection.answer(health()); // an answer, whatever its status
    } else if (request.path == "/metrics" && request.method == "GET") {
        metrics(connection, request);
    } else {
        answer(connection, wrongWay(request));
    }
}

HttpAnswer EventServer::Private::wrongWay(const HttpRequest &request) const
{
    const bool isEvents = request.path == "/events";
    if (!isEvents && request.path != "/healthz" && request.path != "/metrics")
        return refusalAnswer(404, "there is nothing here", "send events to POST /events");
    HttpAnswer answer =
        refusalAnswer(405, "this path does not take that method", isEvents ? "send POST /events" : "send GET " + request.path);
    answer.headers.emplace_back("Allow", isEvents ? "POST" : "GET");
    return answer;
}

HttpAnswer EventServer::Private::refuse(const HttpFault &fault)
{
    HttpAnswer answer = faultAnswer(fault);
    noteRefusal(answer);
    return answer;
}

void EventServer::Private::answer(HttpConnection &connection, const HttpAnswer &answer)
{
    if (answer.isRefusal()) noteRefusal(answer);
    connection.answer(answer);
}

void EventServer::Private::noteRefusal(const HttpAnswer &answer)
{
    const bool isLeft = refusals.add(answer.status, answer.cause, std::chrono::steady_clock::now());
    if (isLeft && !restOfRefusals.isActive()) restOfRefusals.start();
}

std::optional<HttpAnswer> EventServer::Private::refusedAtTheDoor(const HttpRequest &request) const
{
    const std::optional<std::string> why =
        options.door.refusal(request.header("authorization"), request.header("x-omneo-hmac-sha256"), request.body);
    if (!why) return std::nullopt;
    HttpAnswer answer = refusalAnswer(401, *why, options.door.remedy());
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

HttpAnswer EventServer::Private::health() const
{
    return healthAnswer(dispatcher.metrics().trouble(options.clock()));
}

void EventServer::Private::metrics(HttpConnection &connection, const HttpRequest &request)
{
    if (const std::optional<HttpAnswer> refused = refusedAtTheDoor(request)) {
        answer(connection, *refused);
        return;
    }
    numbers.ask(
        [this, pending = pending, ticket = ticketFor(connection)](const std::string &text, const std::exception_ptr &error) {
            HttpAnswer answer;
            answer.type = "text/plain; version=0.0.4";
            answer.body = error ? std::string() : text + refusals.metrics();
            pending->finish(ticket, error ? noNumbersAnswer(error) : std::move(answer));
        });
}

PendingAnswers::Ticket EventServer::Private::ticketFor(HttpConnection &connection)
{
    const PendingAnswers::Ticket ticket = pending->begin();
    waiting.emplace(ticket, &connection);
    return ticket;
}

void EventServer::Private::answerFinished()
{
    for (const auto &[ticket, finished] : pending->take()) {
        const auto node = waiting.extract(ticket);
        if (!node) continue;
        if (node.mapped()) {
            answer(*node.mapped(), finished);
        } else if (finished.isRefusal()) {
            noteRefusal(finished); // the sender is gone
        }
    }
}

/// For what is wrong before the body is looked at.
std::optional<HttpAnswer> EventServer::Private::refusedUnread(const HttpRequest &request) const
{
    if (std::optional<HttpAnswer> refused = refusedAtTheDoor(request)) return refused;
    const std::string coding = lowerCase(request.header("content-encoding"));
    if (!coding.empty() && coding != "identity") {
        HttpAnswer answer =
            refusalAnswer(415, "the body is encoded, as the header Content-Encoding says, and nothing here decodes it",
                          "send the body as it is, without Content-Encoding");
        answer.headers.emplace_back("Accept-Encoding", "identity");
        return answer;
    }
    if (const std::int64_t queued = dispatcher.metrics().backlog();
        options.door.maxQueued > 0 && queued >= options.door.maxQueued) {
        HttpAnswer full = refusalAnswer(
            429, std::to_string(queued) + " deliveries are queued, the limit is " + std::to_string(options.door.maxQueued),
            "nothing was taken: send it again later");
        full.headers.emplace_back("Retry-After", kRetryAfter);
        return full;
    }
    return std::nullopt;
}

void EventServer::Private::takeEvents(HttpConnection &connection, const HttpRequest &request)
{
    if (const std::optional<HttpAnswer> refused = refusedUnread(request)) {
        answer(connection, *refused);
        return;
    }
    IngestOptions ingest;
    ingest.source = options.source;
    ingest.now = options.clock();
    ingest.webhookEvent = request.header("x-omneo-event");
    ingest.idempotencyKey = request.header("idempotency-key");
    std::vector<Event> events;
    try {
        events = readEvents(request.body, ingest);
    } catch (const IngestError &error) {
        answer(connection, badEventsAnswer(error));
        return;
    }
    const PendingAnswers::Ticket ticket = ticketFor(connection);
    try {
        dispatcher.accept(std::move(events),
                          [pending = pending, ticket](const AcceptResult &result, const std::exception_ptr &error) {
                              pending->finish(ticket, error ? storeTroubleAnswer(error) : acceptAnswer(result));
                          });
    } catch (const std::exception &) {
        pending->finish(ticket, storeTroubleAnswer(std::current_exception()));
    }
}

EventServer::EventServer(Dispatcher &dispatcher, QObject *parent)
    : EventServer(dispatcher, Options(), parent)
{}

EventServer::EventServer(Dispatcher &dispatcher, const Options &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(dispatcher, options))
{}

EventServer::~EventServer()
{
    d->isEnding = true;
    if (d->tcp) d->tcp->close();
    // What was taken is said to be, or it would come again; of the rest nobody may think that it was.
    d->pending->waitForLast(kLastAnswers);
    d->answerFinished();
    for (const auto &[ticket, connection] : std::exchange(d->waiting, {})) {
        if (connection) d->answer(*connection, endingAnswer());
    }
    if (d->tcp) d->tcp->flush();
    d->refusals.tellRest(RefusalLog::Time::max());
}

void EventServer::checkPlace(const std::string &address)
{
    const Place place = placeOf(address);
    QTcpSocket probe;
    if (!probe.bind(place.host, place.port, QAbstractSocket::ReuseAddressHint)) failToListen(address, probe.errorString());
}

void EventServer::listen(const std::string &address)
{
    const Place place = placeOf(address);
    auto tcp = std::make_unique<BoundedListener>(boundsOf(d->options), *d);
    if (!tcp->listen(place.host, place.port)) failToListen(address, tcp->errorString());
    d->tcp = std::move(tcp);
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
