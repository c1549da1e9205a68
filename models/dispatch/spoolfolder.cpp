// SPDX-License-Identifier: MIT
#include "dispatch/spoolfolder.h"

#include "dispatch/ingest.h"
#include "dispatch/spoolfile.h"

#include <QCryptographicHash>
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::uintmax_t kLargestFile = 64u * 1024 * 1024;

constexpr std::chrono::seconds kRetry{5};
/// Where the system does not tell who has a file open: so long nobody must have written to it.
constexpr std::chrono::seconds kRest{5};
/// How long the kernel may take to be done with a close that it told of.
constexpr std::chrono::milliseconds kClosing{100};

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
    std::function<void(const std::string &name)> lookAgain;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::string, bool> underWay; ///< by name; true: it was told of again meanwhile

    fs::path freeName(const std::string &name, const char *where) const
    {
        fs::path path = folder / where / name;
        std::error_code error;
        for (int n = 2; fs::exists(path, error); ++n)
            path = folder / where / (name + "." + std::to_string(n));
        return path;
    }
    void reject(const fs::path &from, const std::string &name, const std::string &reason) const
    {
        const fs::path to = freeName(name, "rejected");
        std::ofstream(to.string() + ".reason.txt") << reason << '\n';
        log("spool: " + reason);
        move(from, to);
    }
    void move(const fs::path &from, const fs::path &to) const
    {
        std::error_code error;
        fs::rename(from, to, error);
        if (error) log("spool: " + from.string() + " cannot be moved to " + to.string() + ": " + error.message());
    }
    /// Its events are on disk. Looks at the file once more where nobody can open it by its old name.
    void done(const std::string &name, const SpoolFile &file)
    {
        const fs::path path = folder / name;
        // Another one was put in its place: that is the next to be taken.
        if (!file.isAt(path)) return finish(name);
        const fs::path to = freeName(name, "done");
        move(path, to);
        std::error_code error;
        if (fs::exists(to, error) && !file.isAt(to)) {
            ::renameat2(AT_FDCWD, to.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE);
        } else if (file.wasWritten()) {
            reject(to, name,
                   path.string() + ": was written to after its first " + std::to_string(file.size()) +
                       " bytes were read: their events are taken, what came later is not – put the rest in as another file; write"
                       " files elsewhere and move them here");
        }
        finish(name);
    }
    void rejected(const std::string &name, const SpoolFile &file, const std::string &reason)
    {
        if (file.isAt(folder / name)) reject(folder / name, name, reason);
        finish(name);
    }
    /// Not now: the file stays where it is.
    void leave(const std::string &name, const std::string &reason)
    {
        log("spool: " + reason);
        tryLater();
        finish(name);
    }
    void finish(const std::string &name)
    {
        const std::lock_guard lock(mutex);
        if (underWay[name]) lookAgain(name);
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
            this,
            [this] {
                if (!m_retry.isActive()) m_retry.start(kRetry);
            },
            Qt::QueuedConnection);
    };
    m_inbox->lookAgain = [this](const std::string &name) {
        QMetaObject::invokeMethod(
            this, [this, name] { take(name, Found::Told); }, Qt::QueuedConnection);
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
    alignas(inotify_event) std::array<char, 16384> buffer{};
    std::set<std::string> names;
    bool overflowed = false;
    for (ssize_t length = 0; (length = ::read(m_descriptor, buffer.data(), buffer.size())) > 0;) {
        for (ssize_t at = 0; at < length;) {
            inotify_event event = {};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char *name = buffer.data() + at + sizeof event;
            if ((event.mask & IN_Q_OVERFLOW) != 0) overflowed = true;
            if (event.len > 0 && isEventFile(name)) names.insert(name);
            at += static_cast<ssize_t>(sizeof event + event.len);
        }
    }
    for (const std::string &name : names)
        take(name, Found::Told);
    if (overflowed) takeAll();
}

void SpoolFolder::takeAll()
{
    std::set<std::string> names;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_inbox->folder, error)) {
        if (isEventFile(entry.path().filename().string())) names.insert(entry.path().filename().string());
    }
    for (const std::string &name : names)
        take(name, Found::Looking);
}

void SpoolFolder::take(const std::string &name, Found found)
{
    {
        const std::lock_guard lock(m_inbox->mutex);
        const auto [entry, isNew] = m_inbox->underWay.emplace(name, false);
        if (!isNew) {
            entry->second = true;
            return;
        }
    }
    const fs::path path = m_inbox->folder / name;
    const auto file = std::make_shared<SpoolFile>(path);
    // Taken already, or taken away; a folder, a pipe.
    if (file->error() == ENOENT || (file->error() == 0 && !file->isRegular())) return m_inbox->finish(name);
    if (file->error() != 0) return m_inbox->leave(name, path.string() + ": cannot be read: " + std::strerror(file->error()));
    if (isWritten(name, *file, found)) return m_inbox->finish(name);
    if (file->size() > kLargestFile) {
        return m_inbox->rejected(name, *file, path.string() + ": the file is larger than 64 MiB – split it");
    }
    const std::optional<std::string> text = file->read();
    if (!text) return m_inbox->leave(name, path.string() + ": cannot be read: " + std::strerror(errno));
    // Somebody opened it since: the kernel will tell of the close.
    if (text->size() != file->size()) return m_inbox->finish(name);
    accept(name, file, *text);
}

/// True: not yet.
bool SpoolFolder::isWritten(const std::string &name, const SpoolFile &file, Found found)
{
    switch (file.writers()) {
    case SpoolFile::Writers::None: return false;
    case SpoolFile::Writers::Some:
        // If it is not the one who just closed it, then another close will be told.
        if (found == Found::Told) QTimer::singleShot(kClosing, this, [this, name] { take(name, Found::Looking); });
        return true;
    case SpoolFile::Writers::Unknown: break;
    }
    const std::chrono::milliseconds rest = file.rest();
    if (found == Found::Told || rest >= kRest || rest < std::chrono::milliseconds::zero()) return false;
    if (!m_retry.isActive()) m_retry.start(kRest);
    return true;
}

void SpoolFolder::accept(const std::string &name, const std::shared_ptr<SpoolFile> &file, const std::string &text)
{
    const std::string path = (m_inbox->folder / name).string();
    std::vector<Event> events;
    try {
        IngestOptions options;
        options.source = path;
        options.now = systemNow();
        events = readEvents(text, options);
    } catch (const IngestError &problem) {
        return m_inbox->rejected(name, *file, problem.what());
    }
    addKeys(events, name, text);
    for (Event &event : events)
        event.source = "spool";
    try {
        m_dispatcher.accept(
            std::move(events), [inbox = m_inbox, name, path, file](const AcceptResult &result, std::exception_ptr failed) {
                if (failed) {
                    try {
                        std::rethrow_exception(failed);
                    } catch (const std::exception &trouble) {
                        return inbox->leave(name, path + ": not taken yet: " + trouble.what());
                    }
                }
                if (result.conflict) {
                    return inbox->rejected(name, *file,
                                           path + ": event " + std::to_string(*result.conflict + 1) +
                                               " has an id that was used before for other content – give it an id of its own");
                }
                inbox->done(name, *file);
            });
    } catch (const std::exception &trouble) {
        m_inbox->leave(name, path + ": not taken yet: " + trouble.what());
    }
}

} // namespace targetdesk
