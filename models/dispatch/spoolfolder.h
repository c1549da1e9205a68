// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/dispatcher.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace targetdesk {

class FolderWatch;
class SpoolFile;

/// Takes the events in files that are put into a folder: `*.json` and `*.jsonl`, each as a body of POST /events. A file goes to
/// done/ when its events are on disk, or to rejected/ with NAME.reason.txt beside it; what was taken twice because the program
/// ended in between is one event all the same: the file is known by its number, its time, name and bytes. A file that is still
/// being written waits: the kernel tells when it is closed or moved in (inotify(7)) and, where it can, whether somebody has it
/// open (SpoolFile::writers(); else a file that lay there before must rest for five seconds). What was written to, or put in its
/// place, while its events were being stored is not lost without a word: the one goes to rejected/ with the reason, the other is
/// taken next. Links are taken as they are made. What the kernel does not tell of (other machines' writers) is looked for each
/// minute. A folder that is moved or removed is told of, and what has its name later is gone on with. Lives on the thread that
/// made it, which needs an event loop.
class SpoolFolder : public QObject
{
    Q_OBJECT

public:
    /// `dispatcher` must live longer. Makes the folder and its two subfolders. Throws std::runtime_error with place, cause and
    /// remedy. `log` gets a line for people, on any thread: of each rejected file, of events that were known, of the folder's
    /// fate.
    SpoolFolder(Dispatcher &dispatcher, std::filesystem::path folder, std::function<void(const std::string &)> log,
                QObject *parent = nullptr);
    /// Waits for the files that are under way.
    ~SpoolFolder() override;

    /// Takes what is there already, and what comes from now on; `every` is between looks for what the kernel does not tell of.
    void start(std::chrono::milliseconds every = std::chrono::minutes(1));

private:
    struct Inbox;
    /// How a file came to be looked at.
    enum class Found {
        Told,    ///< the kernel said that its writer is done
        Created, ///< or that its name is new
        Looking, ///< it was there at the start, or after something went wrong
        Passing  ///< by the look of each minute
    };

    std::string makeFolders() const;
    void hear(const std::string &name, Found found);
    void look(Found found);
    void findFolder();
    void takeAll(Found found);
    void take(const std::string &name, Found found);
    bool isWritten(const std::string &name, const SpoolFile &file, Found found);
    void accept(const std::string &name, const std::shared_ptr<SpoolFile> &file, const std::string &text);

    Dispatcher &m_dispatcher;
    std::shared_ptr<Inbox> m_inbox; ///< shared with answers that may still come
    std::unique_ptr<FolderWatch> m_watch;
    QTimer m_look;
    QTimer m_retry; ///< runs only after the store refused a file, or while one that may be written to is young
};

} // namespace targetdesk
