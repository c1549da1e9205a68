// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <filesystem>
#include <memory>
#include <string>

#include <sys/stat.h>

class QSocketNotifier;

namespace targetdesk {

/// Hears what is put into a folder (inotify(7); nothing polls), and that the folder itself is moved, removed, or there again
/// under its name. What happens to a folder above it, or on another machine, the kernel does not tell: see isInPlace(). Lives on
/// the thread that made it, which needs an event loop.
class FolderWatch : public QObject
{
    Q_OBJECT

public:
    explicit FolderWatch(const std::filesystem::path &folder, QObject *parent = nullptr);
    ~FolderWatch() override;

    /// Watches what has the folder's name now, in place of what had it before. False, and errno: there is none, or it cannot be
    /// watched; then movedOrBack() tells when one comes.
    bool watch();
    /// What is watched still has the folder's name.
    bool isInPlace() const;

Q_SIGNALS:
    /// A file whose writer is done, or that was moved in.
    void closed(const std::string &name);
    /// A name that is new: of a link to a file that is there already, or of a file that is about to be written.
    void created(const std::string &name);
    /// Names were lost: look yourself.
    void overflowed();
    /// The folder was moved or removed, or one of its name came: watch() again.
    void movedOrBack();

private:
    struct News;

    void read();
    void sort(unsigned mask, int watch, const char *name, News &news) const;
    bool watchFolder();
    void waitForFolder();
    void forget(int &watch) const;

    std::filesystem::path m_folder;
    int m_descriptor = -1; ///< of inotify
    int m_watch = -1;      ///< of the folder
    int m_parent = -1;     ///< of the folder above it, only while it is not there
    struct stat m_watched = {};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace targetdesk
