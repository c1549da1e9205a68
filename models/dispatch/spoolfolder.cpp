// SPDX-License-Identifier: MIT
#include "dispatch/spoolfolder.h"

#include "dispatch/counted.h"
#include "dispatch/folderwatch.h"
#include "dispatch/ingest.h"
#include "dispatch/spoolfile.h"

#include <QCryptographicHash>

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

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::uintmax_t kLargestFile = 64u * 1024 * 1024;

constexpr std::chrono::seconds kRetry{5};
/// Where the system does not tell who has a file open: so long nobody must have written to it.
constexpr std::chrono::seconds kRest{5};
/// The same for what is found in passing, which others may still be writing.
constexpr std::chrono::seconds kLongRest{60};
/// How long the kernel may take to be done with a close that it told of.
constexpr std::chrono::milliseconds kClosing{100};

bool isEventFile(const std::string &name)
{
    return !name.starts_with('.') && (name.ends_with(".json") || name.ends_with(".jsonl"));
}

/// Events without an id of their own get one that the same file gives again, also after an end between commit and move, and that
/// no other file gives, whatever its name and bytes.
void addKeys(std::vector<Event> &events, const std::string &name, const std::string &text, const SpoolFile &file)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())), QCryptographicHash::Sha256)
            .toHex()
            .left(32);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!events[i].idempotencyKey.empty()) continue;
        events[i].idempotencyKey =
            name.substr(0, 150) + '#' + std::to_string(i + 1) + '#' + hash.toStdString() + '#' + file.mark();
    }
}

} // namespace

struct SpoolFolder::Inbox
{
    fs::path folder;
    std::function<void(const std::string &)> log;
    std::function<void()> tryLater;
    std::function<void(const std::string &name, Found found)> lookAgain;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::string, std::optional<Found>> underWay; ///< by name; and how it was found again meanwhile

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
        if (const std::optional<Found> again = underWay[name]) lookAgain(name, *again);
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
    m_inbox->lookAgain = [this](const std::string &name, Found found) {
        QMetaObject::invokeMethod(
            this, [this, name, found] { take(name, found); }, Qt::QueuedConnection);
    };
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] { takeAll(Found::Looking); });
    m_look.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_look, &QTimer::timeout, this, [this] { look(Found::Passing); });
    if (const std::string why = makeFolders(); !why.empty())
        throw std::runtime_error(why + " – name a folder that this user may write with --spool");
}

SpoolFolder::~SpoolFolder()
{
    m_watch.reset();
    std::unique_lock lock(m_inbox->mutex);
    m_inbox->changed.wait(lock, [this] { return m_inbox->underWay.empty(); });
}

/// The folder and its parts. In words, why not.
std::string SpoolFolder::makeFolders() const
{
    for (const char *part : {"done", "rejected"}) {
        std::error_code error;
        fs::create_directories(m_inbox->folder / part, error);
        if (error) return (m_inbox->folder / part).string() + ": cannot be made: " + error.message();
    }
    return {};
}

void SpoolFolder::start(std::chrono::milliseconds every)
{
    m_watch = std::make_unique<FolderWatch>(m_inbox->folder);
    connect(m_watch.get(), &FolderWatch::closed, this, [this](const std::string &name) { hear(name, Found::Told); });
    connect(m_watch.get(), &FolderWatch::created, this, [this](const std::string &name) { hear(name, Found::Created); });
    connect(m_watch.get(), &FolderWatch::overflowed, this, [this] { look(Found::Looking); });
    connect(m_watch.get(), &FolderWatch::movedOrBack, this, &SpoolFolder::findFolder);
    if (!m_watch->watch()) {
        throw std::runtime_error(m_inbox->folder.string() + ": cannot be watched: " + std::strerror(errno) +
                                 " – the system's limit of inotify watches may be reached (fs.inotify.max_user_watches)");
    }
    m_look.start(every);
    takeAll(Found::Looking); // after the watch is set, so that none falls in between
}

void SpoolFolder::hear(const std::string &name, Found found)
{
    if (isEventFile(name)) take(name, found);
}

/// For what the kernel does not tell: writers on other machines, links to files that were still being written, a folder above
/// this one that was moved.
void SpoolFolder::look(Found found)
{
    m_watch->isInPlace() && makeFolders().empty() ? takeAll(found) : findFolder();
}

/// The folder was moved or removed: goes on with what has its name now. It is not made anew, for who moved it may be about to.
void SpoolFolder::findFolder()
{
    const std::string folder = m_inbox->folder.string();
    const std::string why = m_watch->watch() ? makeFolders() : folder + ": " + std::strerror(errno);
    m_dispatcher.setInletTrouble(why.empty() ? why : "spool: " + why + " – put the folder back, or make a new one of that name");
    if (why.empty()) {
        m_inbox->log("spool: " + folder + ": the folder was moved or removed; what has its name now is watched from here on");
        takeAll(Found::Looking);
    } else {
        m_inbox->log("spool: " + why +
                     ": the folder was moved or removed, and no file is taken until it is there again – put it"
                     " back, or make a new one of that name");
    }
}

void SpoolFolder::takeAll(Found found)
{
    std::set<std::string> names;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_inbox->folder, error)) {
        if (isEventFile(entry.path().filename().string())) names.insert(entry.path().filename().string());
    }
    for (const std::string &name : names)
        take(name, found);
}

void SpoolFolder::take(const std::string &name, Found found)
{
    {
        const std::lock_guard lock(m_inbox->mutex);
        const auto [entry, isNew] = m_inbox->underWay.emplace(name, std::nullopt);
        if (!isNew) {
            if (entry->second != Found::Told) entry->second = found;
            return;
        }
    }
    const fs::path path = m_inbox->folder / name;
    const auto file = std::make_shared<SpoolFile>(path);
    // Taken already, or taken away; a folder, a pipe.
    if (file->error() == ENOENT || (file->error() == 0 && !file->isRegular())) return m_inbox->finish(name);
    if (file->error() != 0) return m_inbox->leave(name, path.string() + ": cannot be read: " + std::strerror(file->error()));
    // It is about to be written: the close will be told.
    if (found == Found::Created && file->size() == 0) return m_inbox->finish(name);
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
        if (found == Found::Told || found == Found::Created)
            QTimer::singleShot(kClosing, this, [this, name] { take(name, Found::Looking); });
        return true;
    case SpoolFile::Writers::Unknown: break;
    }
    if (found == Found::Told) return false;
    if (found == Found::Created) return true; // the close will be told, or the next look finds it
    const std::chrono::milliseconds rest = std::chrono::abs(file.rest());
    if (rest >= (found == Found::Passing ? kLongRest : kRest)) return false;
    if (found == Found::Looking && !m_retry.isActive()) m_retry.start(kRest);
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
    addKeys(events, name, text, *file);
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
                if (result.repeated > 0) {
                    inbox->log("spool: " + path + ": " + std::to_string(result.repeated) + " of its " +
                               counted(static_cast<std::int64_t>(result.ids.size()), "event", "events") +
                               " known already, by id or from this very file: not taken again");
                }
                inbox->done(name, *file);
            });
    } catch (const std::exception &trouble) {
        m_inbox->leave(name, path + ": not taken yet: " + trouble.what());
    }
}

} // namespace targetdesk
