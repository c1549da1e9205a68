// SPDX-License-Identifier: MIT
#include "servecommand.h"

#include "deliveryselector.h"
#include "emptyvalues.h"
#include "lineingest.h"
#include "logstream.h"
#include "secretvalues.h"
#include "storewatch.h"
#include "terminaltext.h"
#include "terminationsignal.h"

#include "dispatch/eventserver.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

namespace targetdesk {

namespace {

constexpr std::int64_t kMostQueued = 1'000'000'000'000;
constexpr std::int64_t kMostBody = 1024 * 1024 * 1024;

/// Shells give 1,024: senders, receivers and the store want more.
void raiseFileLimit()
{
    constexpr rlim_t kFiles = 65'536;
    rlimit files = {};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= kFiles) return;
    files.rlim_cur = std::min(kFiles, files.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &files); // if not, EventServer takes fewer connections
}

bool isLoopback(const std::string &address)
{
    return address.starts_with("127.") || address.starts_with("localhost:") || address.starts_with("[::1]:");
}

} // namespace

CLI::App *ServeCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("serve", "Take events and deliver them to the targets of a workspace");
    m_settings.reserveMegabytes = 32;
    m_settings.addWorkspaceTo(*command);
    command
        ->add_option(
            "--store", m_settings.store,
            "Where events and deliveries are kept: sqlite:FILE, or postgresql://USER@HOST/DATABASE for several `serve` at a time"
            " (default: " +
                defaultStoreSpec() + ")")
        ->type_name("sqlite:FILE|postgresql://…");
    command
        ->add_option("--listen", m_listen,
                     "Where POST /events, GET /healthz and GET /metrics are answered; port 0 takes a free one")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    command
        ->add_option("--token-secret", m_tokenSecrets,
                     "Name of a secret: who sends events, or reads /metrics, must show it as a bearer token; may be repeated")
        ->type_name("NAME");
    command
        ->add_option("--signature-secret", m_signatureSecrets,
                     "Name of a secret: or must have signed the body with it, as Omneo does (X-Omneo-Hmac-SHA256)")
        ->type_name("NAME");
    command->add_option("--max-queue", m_maxQueue, "Deliveries in the queue beyond which events are refused with 429; 0: any")
        ->check(CLI::Range(std::int64_t{0}, kMostQueued))
        ->capture_default_str();
    command
        ->add_option("--reserve", m_settings.reserveMegabytes,
                     "MiB of disk that SQLite's store keeps for the deliveries of what came before it was full; new events are"
                     " refused then")
        ->check(CLI::Range(0, 100'000))
        ->type_name("MIB")
        ->capture_default_str();
    command
        ->add_option("--spool", m_spool,
                     "Take the events in *.json and *.jsonl files that are put into this folder; it is looked at each minute for"
                     " what the system does not tell")
        ->type_name("DIR");
    command->add_option("--max-body", m_maxBody, "Bytes that one POST may have")
        ->check(CLI::Range(std::int64_t{1}, kMostBody))
        ->capture_default_str();
    m_settings.addCapsTo(*command);
    m_settings.addGateTo(*command);
    command->add_option("--grace", m_grace, "Seconds that requests on the wire have to finish at the end")
        ->check(CLI::Range(0, 3600))
        ->capture_default_str();
    command->add_option("--keep", m_keep, "Forget events whose deliveries ended so long ago (default: never)")->type_name("90d");
    command->add_option("--max-size", m_maxMegabytes, "And the oldest beyond so many MiB of store (default: any size)")
        ->check(CLI::Range(std::int64_t{1}, kMostMegabytes))
        ->type_name("MIB");
    command->add_flag("--drain", m_drain, "End when standard input is at its end and the queue is empty");
    command->add_flag("--quiet", m_quiet, "No line per attempt on standard error");
    command->footer(
        "Events arrive by POST /events and, unless standard input is a terminal, as JSON lines there:\n"
        "  {\"event\": \"reward.issued\", \"context\": {…}, \"id\": \"your own id\", \"occurred_at\": \"2026-03-02T03:15:00Z\"}\n"
        "An answer (202, or a line on standard output) means: on disk. Nothing acknowledged is lost, also after kill -9;\n"
        "what was on the wire then is sent again with the same webhook-id, or parked as unknown where the target forbids "
        "repeats.\n"
        "One line of JSON per attempt goes to standard error, and one a second at most for each status that requests were "
        "refused\n"
        "with. SIGTERM ends gracefully, SIGHUP reads the workspace again.\n"
        "With --store postgresql://… several `serve`, also on several machines, share the work; the password comes from\n"
        "PGPASSWORD or ~/.pgpass. An end like kill -9 is noticed by the others within seconds on the same machine, within a "
        "minute"
        " elsewhere.\n"
        "Secrets come from TARGETDESK_SECRET_<NAME>, from files in $CREDENTIALS_DIRECTORY, or from `targetdeskctl secret`.\n\n"
        "Examples:\n"
        "  targetdeskctl serve --workspace shop --store sqlite:/var/lib/targetdesk/queue.db\n"
        "  targetdeskctl serve --workspace shop --drain < events.jsonl\n"
        "  curl -d '{\"event\": \"reward.issued\", \"context\": {}}' http://127.0.0.1:7080/events");
    refuseEmptyValues(*command);
    return command;
}

FrontDoor ServeCommand::frontDoor() const
{
    FrontDoor door;
    door.tokens = secretValues(m_tokenSecrets);
    door.signingSecrets = secretValues(m_signatureSecrets);
    door.maxQueued = m_maxQueue;
    return door;
}

void ServeCommand::checkPlace() const
{
    try {
        EventServer::checkPlace(m_listen);
    } catch (const ListenError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
}

std::unique_ptr<SpoolFolder> ServeCommand::spoolFor(Dispatcher &dispatcher) const
{
    if (m_spool.empty()) return nullptr;
    try {
        auto spool = std::make_unique<SpoolFolder>(dispatcher, m_spool, [](const std::string &line) {
            std::fprintf(stderr, "targetdeskctl: %s\n", shownLine(line).c_str());
        });
        spool->start();
        return spool;
    } catch (const std::exception &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
}

ExitCode ServeCommand::run()
{
    raiseFileLimit();
    Retention retention;
    if (!m_keep.empty()) retention.keep = lengthFromText(m_keep, "--keep");
    if (retention.keep == std::chrono::seconds(0)) {
        throw CommandError("--keep " + m_keep +
                           " would forget each event as soon as it is over, and with it the key by which what"
                           " its sender repeats is known – say how long, as 90d");
    }
    retention.maxBytes = m_maxMegabytes * 1024 * 1024;
    refuseSizeOfPostgres(m_settings.store, retention);
    // Before a store is made that nobody will use.
    EventServer::Options serverOptions;
    serverOptions.maxBodyBytes = m_maxBody;
    serverOptions.door = frontDoor();
    checkPlace();
    LogStream log(STDERR_FILENO);
    serverOptions.log = [&log](const std::string &line) { log.write(line); };
    using Log = std::function<void(const std::string &)>;
    DispatchSession session(
        m_settings, m_quiet ? Log() : [&log](const std::string &line) { log.write(line); });
    Dispatcher &dispatcher = session.dispatcher();
    EventServer server(dispatcher, serverOptions);
    try {
        server.listen(m_listen);
        dispatcher.start();
    } catch (const std::exception &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
    if (serverOptions.door.isOpen() && !isLoopback(m_listen)) {
        std::fprintf(stderr,
                     "targetdeskctl: warning: whoever reaches %s may send events – use --token-secret or "
                     "--signature-secret\n",
                     m_listen.c_str());
    }
    std::fprintf(stderr, "targetdeskctl: serving at %s/events, store %s\n", server.url().c_str(), session.store().name().c_str());

    const StoreWatch watch(session.store(), dispatcher, retention);
    const std::unique_ptr<SpoolFolder> spool = spoolFor(dispatcher);
    QCoreApplication &application = *QCoreApplication::instance();
    TerminationSignal signal;
    QObject::connect(&signal, &TerminationSignal::endRequested, &application, &QCoreApplication::quit);
    QObject::connect(&signal, &TerminationSignal::reloadRequested, &application, [&session] { session.reload(); });

    std::thread drainer;
    const auto drainThenQuit = [&] {
        if (!m_drain || drainer.joinable()) return;
        drainer = std::thread([&dispatcher, &application] {
            dispatcher.drain(std::chrono::milliseconds(-1));
            QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
        });
    };
    int refused = 0;
    {
        LineIngest input(dispatcher, STDIN_FILENO);
        QObject::connect(&input, &LineIngest::finished, &application, drainThenQuit, Qt::QueuedConnection);
        if (::isatty(STDIN_FILENO) == 0) {
            input.start();
        } else {
            drainThenQuit();
        }
        application.exec();
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(m_grace);
        input.stop();
        refused = input.refusedLines();
        dispatcher.stop(std::chrono::seconds(m_grace));
        if (!input.finish(end)) {
            std::fprintf(stderr,
                         "targetdeskctl: nobody read standard output, so some lines have no answer, though their events are"
                         " on disk – read it, or send it to a file\n");
        }
    }
    if (drainer.joinable()) drainer.join();
    return refused == 0 ? ExitCode::Good : ExitCode::CheckFailed;
}

} // namespace targetdesk
