// SPDX-License-Identifier: MIT
#include "platforms/receiver.h"

#include "platforms/campaignmonitorsimulator.h"
#include "platforms/klaviyosimulator.h"
#include "platforms/sfmcsimulator.h"
#include "platforms/sinksimulator.h"

#include <QHostAddress>
#include <QHttpHeaders>
#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <QUrl>

#include <deque>
#include <map>
#include <mutex>

namespace targetdesk {

namespace {

constexpr std::size_t maxCalls = 10'000;

std::vector<std::unique_ptr<Simulator>> allSimulators()
{
    std::vector<std::unique_ptr<Simulator>> simulators;
    simulators.push_back(std::make_unique<KlaviyoSimulator>());
    simulators.push_back(std::make_unique<SfmcSimulator>());
    simulators.push_back(std::make_unique<CampaignMonitorSimulator>());
    simulators.push_back(std::make_unique<SinkSimulator>()); // last: takes all the rest
    return simulators;
}

std::string methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get: return "GET";
    case QHttpServerRequest::Method::Put: return "PUT";
    case QHttpServerRequest::Method::Delete: return "DELETE";
    case QHttpServerRequest::Method::Post: return "POST";
    case QHttpServerRequest::Method::Head: return "HEAD";
    case QHttpServerRequest::Method::Options: return "OPTIONS";
    case QHttpServerRequest::Method::Patch: return "PATCH";
    default: return "OTHER";
    }
}

IncomingRequest incoming(const QHttpServerRequest &request)
{
    IncomingRequest result;
    result.method = methodName(request.method());
    result.path = request.url().path().toStdString();
    result.query = request.url().query(QUrl::FullyEncoded).toStdString();
    const QHttpHeaders &headers = request.headers();
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const QLatin1StringView name = headers.nameAt(i);
        const QByteArrayView value = headers.valueAt(i);
        result.headers.emplace_back(std::string(name.data(), static_cast<std::size_t>(name.size())),
                                    std::string(value.data(), static_cast<std::size_t>(value.size())));
    }
    result.body = request.body().toStdString();
    return result;
}

void write(QHttpServerResponder &responder, const SimulatorAnswer &answer)
{
    QHttpHeaders headers;
    for (const auto &[name, value] : answer.headers)
        headers.append(name, value);
    const auto status = static_cast<QHttpServerResponder::StatusCode>(answer.status);
    responder.write(QByteArray::fromStdString(answer.body), headers, status);
}

/// The simulator that a path leads to, and the path as that one sees it.
std::pair<Simulator *, std::string> route(const std::vector<std::unique_ptr<Simulator>> &simulators, const std::string &path)
{
    for (const auto &simulator : simulators) {
        const std::string prefix = "/" + simulator->prefix() + "/";
        if (path.starts_with(prefix)) return {simulator.get(), path.substr(prefix.size() - 1)};
    }
    for (const auto &simulator : simulators) {
        if (simulator->listensAt(path)) return {simulator.get(), path};
    }
    return {simulators.back().get(), path};
}

} // namespace

struct Receiver::Private
{
    SimulatorAnswer answer(const IncomingRequest &request, ReceivedCall &call)
    {
        const auto [simulator, path] = route(simulators, request.path);
        call.simulator = simulator->name();
        if (std::optional<ScriptedAnswer> scripted = takeScripted(request.path)) {
            if (scripted->drop) return {0, {}, {}, "a scripted reset: no answer", scripted->delay, true};
            return {scripted->status,          std::move(scripted->headers),
                    std::move(scripted->body), "a scripted answer",
                    scripted->delay,           false};
        }
        IncomingRequest inner = request;
        inner.path = path;
        return simulator->answer(inner);
    }

    std::optional<ScriptedAnswer> takeScripted(const std::string &path)
    {
        const std::lock_guard lock(mutex);
        for (auto &[prefix, answers] : scripts) {
            if (answers.empty() || !path.starts_with(prefix)) continue;
            ScriptedAnswer next = std::move(answers.front());
            answers.pop_front();
            return next;
        }
        return std::nullopt;
    }

    void handle(const QHttpServerRequest &request, QHttpServerResponder &responder)
    {
        const IncomingRequest arrived = incoming(request);
        ReceivedCall call;
        call.time = std::chrono::system_clock::now();
        const SimulatorAnswer given = answer(arrived, call);
        call.method = arrived.method;
        call.path = arrived.path;
        call.query = arrived.query;
        call.headers = arrived.headers;
        call.body = arrived.body;
        call.status = given.status;
        call.answer = given.body;
        call.note = given.note;
        {
            const std::lock_guard lock(mutex);
            calls.push_back(call);
            if (calls.size() > maxCalls) calls.pop_front();
        }
        if (given.drop || given.delay.count() > 0) {
            auto later = std::make_shared<QHttpServerResponder>(std::move(responder));
            const quint16 peer = request.remotePort();
            QTimer::singleShot(given.delay, server.get(), [this, later, given, peer] {
                if (given.drop) {
                    reset(peer);
                } else {
                    write(*later, given);
                }
            });
        } else {
            write(responder, given);
        }
        if (observer) observer(call);
    }

    /// QHttpServer has no call for this, so the connection is found by the port at its other end.
    void reset(quint16 peer)
    {
        const QList<QTcpSocket *> sockets = server->findChildren<QTcpSocket *>();
        for (QTcpSocket *socket : sockets) {
            if (socket->peerPort() == peer) socket->abort();
        }
    }

    /// On the receiver's thread. Empty: it listens.
    std::string listen(std::uint16_t wanted)
    {
        server = std::make_unique<QHttpServer>();
        server->setMissingHandler(server.get(), [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
            handle(request, responder);
        });
        auto tcp = std::make_unique<QTcpServer>();
        const QHostAddress ip(host == "localhost" ? QStringLiteral("127.0.0.1") : QString::fromStdString(host));
        const std::string place = host + ":" + std::to_string(wanted);
        if (ip.isNull()) return place + ": '" + host + "' is not an IP address – use 127.0.0.1";
        if (!tcp->listen(ip, wanted))
            return place + ": cannot listen: " + tcp->errorString().toStdString() + " – choose another port, or 0 for any";
        port = tcp->serverPort();
        if (!server->bind(tcp.get())) return place + ": the server cannot use this port";
        tcp.release(); // the server's now
        return {};
    }

    void stop()
    {
        QMetaObject::invokeMethod(
            context, [this] { server.reset(); }, Qt::BlockingQueuedConnection);
        thread.quit();
        thread.wait();
    }

    Observer observer;
    std::string host;
    std::uint16_t port = 0;
    std::vector<std::unique_ptr<Simulator>> simulators = allSimulators();
    QThread thread;
    QObject *context = nullptr;          ///< lives on the thread; deleted when it ends
    std::unique_ptr<QHttpServer> server; ///< lives on the thread
    mutable std::mutex mutex;
    std::deque<ReceivedCall> calls;                            ///< guarded by mutex
    std::map<std::string, std::deque<ScriptedAnswer>> scripts; ///< guarded by mutex
};

Receiver::Receiver(std::uint16_t port, const std::string &host, Observer observer)
    : d(std::make_unique<Private>())
{
    d->observer = std::move(observer);
    d->host = host;
    d->context = new QObject;
    d->context->moveToThread(&d->thread);
    QObject::connect(&d->thread, &QThread::finished, d->context, &QObject::deleteLater);
    d->thread.start();
    std::string problem;
    QMetaObject::invokeMethod(
        d->context, [&] { problem = d->listen(port); }, Qt::BlockingQueuedConnection);
    if (problem.empty()) return;
    d->stop();
    throw ReceiverError(problem);
}

Receiver::~Receiver()
{
    d->stop();
}

std::uint16_t Receiver::port() const
{
    return d->port;
}

std::string Receiver::address() const
{
    const bool isV6 = d->host.find(':') != std::string::npos;
    return "http://" + (isV6 ? "[" + d->host + "]" : d->host) + ":" + std::to_string(d->port);
}

std::vector<ReceivedCall> Receiver::calls() const
{
    const std::lock_guard lock(d->mutex);
    return {d->calls.begin(), d->calls.end()};
}

void Receiver::clear()
{
    const std::lock_guard lock(d->mutex);
    d->calls.clear();
}

void Receiver::script(const std::string &path, std::vector<ScriptedAnswer> answers)
{
    const std::lock_guard lock(d->mutex);
    std::deque<ScriptedAnswer> &queue = d->scripts[path];
    for (ScriptedAnswer &answer : answers)
        queue.push_back(std::move(answer));
}

std::vector<std::string> Receiver::expectations() const
{
    std::vector<std::string> lines;
    for (const auto &simulator : d->simulators) {
        lines.push_back(simulator->name() + " (also under /" + simulator->prefix() + "/)");
        for (const std::string &line : simulator->expectations())
            lines.push_back("  " + line);
    }
    return lines;
}

bool Receiver::isSimulated(const std::string &path)
{
    const auto simulators = allSimulators();
    return route(simulators, path).first != simulators.back().get();
}

} // namespace targetdesk
