// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace targetdesk {

/// What recordshim.cpp saw: a change of a file, or something that the world outside got to know. Files go by their names, for
/// they are all in one folder.
struct RecordedChange
{
    enum class Kind : std::uint32_t {
        Write,
        Truncate, ///< to `offset` bytes
        Sync,
        Unlink,
        Rename, ///< to the name in `bytes`
        Said,   ///< `bytes` on standard output
        Sent    ///< the delivery `bytes` went on the wire
    };
    Kind kind = Kind::Write;
    std::string file;
    std::int64_t offset = 0;
    std::string bytes;
};

/// An entry of the recording; the file's name and the bytes follow it.
struct RecordHead
{
    RecordedChange::Kind kind;
    std::uint32_t nameSize;
    std::int64_t offset;
    std::uint64_t size;
};

std::vector<RecordedChange> readRecording(const std::filesystem::path &file);

/// What a disk that loses its power after some of the changes keeps of them. Names come and go at once and in order, as a
/// journalling file system has them; bytes are the disk's when they are synced.
class RecordedDisk
{
public:
    enum class Loss {
        Unsynced, ///< of all that was written since the last sync
        Some      ///< of every other write: the disk had begun, in an order of its own
    };

    RecordedDisk() = default;
    /// Begins with the files of that folder, synced.
    explicit RecordedDisk(const std::filesystem::path &folder);

    void apply(const RecordedChange &change);
    /// The folder holds these files, and nothing else, afterwards.
    void writeTo(const std::filesystem::path &folder, Loss loss) const;

private:
    struct File
    {
        std::string synced;
        std::vector<RecordedChange> unsynced; ///< writes and truncations
    };

    std::map<std::string, File> m_files;
};

} // namespace targetdesk
