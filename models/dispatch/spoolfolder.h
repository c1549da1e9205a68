// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/dispatcher.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

class QSocketNotifier;

namespace targetdesk {

class SpoolFile;

/// Takes the events in files that are put into a folder: `*.json` and `*.jsonl`, each as a body of POST /events. A file goes to
/// done/ when its events are on disk, or to rejected/ with NAME.reason.txt beside it; what was taken twice because the program
/// ended in between is one event all the same. A file that is still being written waits: the kernel tells when it is closed or
/// moved in (inotify(7)) and, where it can, whether somebody has it open (SpoolFile::writers(); else a file that lay there before
/// must rest for five seconds). What was written to, or put in its place, while its events were being stored is not lost without
/// a word: the one goes to rejected/ with the reason, the other is taken next. Lives on the thread that made it, which needs an
/// event loop.
class SpoolFolder : public QObject
{
    Q_OBJECT

public:
    /// `dispatcher` must live longer. Makes the folder and its two subfolders. Throws std::runtime_error with place, cause and
    /// remedy. `log` gets a line for people per rejected file, on any thread.
    SpoolFolder(Dispatcher &dispatcher, std::filesystem::path folder, std::function<void(const std::string &)> log,
                QObject *parent = nullptr);
    /// Waits for the files that are under way.
    ~SpoolFolder() override;

    /// Takes what is there already, and what comes from now on.
    void start();

private:
    struct Inbox;
    /// How a file came to be looked at: the kernel told its name, or it was found.
    enum class Found { Told, Looking };

    void onEvents();
    void takeAll();
    void take(const std::string &name, Found found);
    bool isWritten(const std::string &name, const SpoolFile &file, Found found);
    void accept(const std::string &name, const std::shared_ptr<SpoolFile> &file, const std::string &text);

    Dispatcher &m_dispatcher;
    std::shared_ptr<Inbox> m_inbox; ///< shared with answers that may still come
    int m_descriptor = -1;          ///< of inotify
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_retry; ///< runs only after the store refused a file, or while one that may be written to is young
};

} // namespace targetdesk
