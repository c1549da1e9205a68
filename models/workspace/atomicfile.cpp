// SPDX-License-Identifier: MIT
#include "workspace/atomicfile.h"

#include "workspace/workspaceproblem.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

[[noreturn]] void fail(const fs::path &file, const std::string &what, int error)
{
    std::string remedy = "check the disk and try again";
    if (error == ENOSPC || error == EDQUOT) remedy = "make room on the disk and try again";
    if (error == EACCES || error == EPERM || error == EROFS) remedy = "give yourself the right to write there";
    throw WorkspaceError({file, 0, 0, what + ": " + std::strerror(error), remedy});
}

/// Closes on the way out, and removes the temporary file unless it was put into place.
class TemporaryFile
{
public:
    explicit TemporaryFile(const fs::path &besides)
    {
        // A leading dot: readers of the folder pass over it.
        m_name = (besides.parent_path() / ("." + besides.filename().string() + ".XXXXXX")).string();
        m_descriptor = ::mkstemp(m_name.data());
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;
    ~TemporaryFile()
    {
        if (m_descriptor < 0) return;
        ::close(m_descriptor);
        if (!m_inPlace) ::unlink(m_name.c_str());
    }

    bool isOpen() const { return m_descriptor >= 0; }

    bool write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return ::fsync(m_descriptor) == 0;
    }

    bool takePlaceOf(const fs::path &file)
    {
        struct ::stat old = {};
        mode_t mode = 0644;
        if (::stat(file.c_str(), &old) == 0) mode = old.st_mode & 07777;
        if (::fchmod(m_descriptor, mode) != 0) return false;
        m_inPlace = ::rename(m_name.c_str(), file.c_str()) == 0;
        return m_inPlace;
    }

private:
    std::string m_name;
    int m_descriptor = -1;
    bool m_inPlace = false;
};

void syncFolder(const fs::path &folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor); // some file systems refuse it for folders; the rename itself has happened
    ::close(descriptor);
}

} // namespace

void writeAtomically(const fs::path &file, std::string_view bytes)
{
    std::error_code error;
    fs::path place = file;
    if (fs::is_symlink(file, error)) place = fs::weakly_canonical(file, error);
    fs::create_directories(place.parent_path(), error);
    if (error) fail(place.parent_path(), "cannot make the folder", error.value());
    if (fs::is_directory(place, error)) fail(place, "cannot write the file", EISDIR);

    TemporaryFile temporary(place);
    if (!temporary.isOpen() || !temporary.write(bytes) || !temporary.takePlaceOf(place))
        fail(place, "cannot write the file", errno);
    syncFolder(place.parent_path());
}

void removeDurably(const fs::path &file)
{
    std::error_code error;
    fs::remove(file, error);
    if (error) fail(file, "cannot remove the file", error.value());
    syncFolder(file.parent_path());
}

} // namespace targetdesk
