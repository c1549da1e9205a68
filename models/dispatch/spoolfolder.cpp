// SPDX-License-Identifier: MIT
#include "dispatch/spoolfolder.h"

#include "dispatch/ingest.h"

#include <QCryptographicHash>
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <stdexcept>

#include <sys/inotify.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::uintmax_t kLargestFile = 64u * 1024 * 1024;

constexpr std::chrono::seconds kRetry{5};

bool isEventFile(const std::string &name)
{
    return !name.starts_with('.') && (name.ends_with(".json") || name.ends_with(".jsonl"));
}

/// Events without an id of their own get one that the same file gives again.
void addKeys(std::vector<Event> &events, const std::string &name, const std::string &text)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())), QCryptographicHash::Sha256)
            .toHex()
            .left(32);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!events[i].idempotencyKey.empty()) continue;
        events[i].idempotencyKey = name.substr(0, 150) + '#' + std::to_string(i + 1) + '#' + hash.toStdString();
    }
}

} // namespace

struct SpoolFolder::Inbox
{
    fs::path folder;
    std::function<void(const std::string &)> log;
    std::function<void()> tryLater;
    std::mutex mutex;
    std::condition_variable changed;
    std::set<std::string> underWay; ///< names

    /// Moves the file away; a name that is taken there gets a number.
    void file(const std::string &name, const char *where, const std::string &reason)
    {
        fs::path to = folder / where / name;
        std::error_code error;
        for (int n = 2; fs::exists(to, error); ++n)
            to = folder / where / (name + "." + std::to_string(n));
        if (!reason.empty()) std::ofstream(to.string() + ".reason.txt") << reason << '\n';
        fs::rename(folder / name, to, error);
        if (!reason.empty()) log("spool: " + reason);
        if (error) log("spool: " + (folder / name).string() + " cannot be moved to " + where + "/: " + error.message());
        const std::lock_guard lock(mutex);
        underWay.erase(name);
        changed.notify_all();
    }
    /// Not now: the file stays where it is.
    void leave(const std::string &name, const std::string &reason)
    {
        log("spool: " + reason);
        tryLater();
        const std::lock_guard lock(mutex);
        underWay.erase(name);
        changed.notify_all();
    }
};

SpoolFolder::SpoolFolder(Dispatcher &dispatcher, fs::path folder, std::function<void(const std::string &)> log, QObject *parent)
    : QObject(parent)
    , m_dispatcher(dispatcher)
    , m_inbox(std::make_shared<Inbox>())
{
    m_inbox->folder = std::move(folder);
    m_inbox->log = std::move(log);
    // The destructor waits for what is under way, so that `this` is there.
    m_inbox->tryLater = [this] {
        QMetaObject::invokeMethod(
            this, [this] { m_retry.start(kRetry); }, Qt::QueuedConnection);
    };
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SpoolFolder::takeAll);
    std::error_code error;
    for (const char *part : {"done", "rejected"}) {
        fs::create_directories(m_inbox->folder / part, error);
        if (error) {
            throw std::runtime_error((m_inbox->folder / part).string() + ": cannot be made: " + error.message() +
                                     " – name a folder that this user may write with --spool");
        }
    }
}

SpoolFolder::~SpoolFolder()
{
    m_notifier.reset();
    if (m_descriptor >= 0) ::close(m_descriptor);
    std::unique_lock lock(m_inbox->mutex);
    m_inbox->changed.wait(lock, [this] { return m_inbox->underWay.empty(); });
}

void SpoolFolder::start()
{
    m_descriptor = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (m_descriptor < 0 || ::inotify_add_watch(m_descriptor, m_inbox->folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
        throw std::runtime_error(m_inbox->folder.string() + ": cannot be watched: " + std::strerror(errno) +
                                 " – the system's limit of inotify watches may be reached (fs.inotify.max_user_watches)");
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SpoolFolder::onEvents);
    takeAll(); // after the watch is set, so that none falls in between
}

void SpoolFolder::onEvents()
{
    std::array<char, 4096> buffer{};
    while (::read(m_descriptor, buffer.data(), buffer.size()) > 0) {
    }
    // Names are looked up again: after an overflow the kernel tells none.
    takeAll();
}

void SpoolFolder::takeAll()
{
    std::set<std::string> names;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_inbox->folder, error)) {
        if (entry.is_regular_file(error) && isEventFile(entry.path().filename().string()))
            names.insert(entry.path().filename().string());
    }
    for (const std::string &name : names) {
        {
            const std::lock_guard lock(m_inbox->mutex);
            if (!m_inbox->underWay.insert(name).second) continue;
        }
        take(name);
    }
}

void SpoolFolder::take(const std::string &name)
{
    const fs::path path = m_inbox->folder / name;
    std::error_code error;
    if (fs::file_size(path, error) > kLargestFile && !error) {
        return m_inbox->file(name, "rejected", path.string() + ": the file is larger than 64 MiB – split it");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) return m_inbox->leave(name, path.string() + ": cannot be read: " + std::strerror(errno));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::vector<Event> events;
    try {
        IngestOptions options;
        options.source = path.string();
        options.now = systemNow();
        events = readEvents(text, options);
    } catch (const IngestError &problem) {
        return m_inbox->file(name, "rejected", problem.what());
    }
    addKeys(events, name, text);
    for (Event &event : events)
        event.source = "spool";
    try {
        m_dispatcher.accept(
            std::move(events), [inbox = m_inbox, name, path](const AcceptResult &result, std::exception_ptr failed) {
                if (failed) {
                    try {
                        std::rethrow_exception(failed);
                    } catch (const std::exception &trouble) {
                        return inbox->leave(name, path.string() + ": not taken yet: " + trouble.what());
                    }
                }
                if (result.conflict) {
                    return inbox->file(name, "rejected",
                                       path.string() + ": event " + std::to_string(*result.conflict + 1) +
                                           " has an id that was used before for other content – give it an id of its own");
                }
                inbox->file(name, "done", {});
            });
    } catch (const std::exception &trouble) {
        m_inbox->leave(name, path.string() + ": not taken yet: " + trouble.what());
    }
}

} // namespace targetdesk
