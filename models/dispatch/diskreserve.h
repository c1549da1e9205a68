// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace targetdesk {

/// Room on the disk that is kept for the day when there is none: a file beside the store. While it is held, new events may come;
/// when the disk is full it is let go, so that what came before can be delivered and written down. One thread at a time.
class DiskReserve
{
public:
    /// 0 bytes: nothing is kept, and it counts as held.
    DiskReserve(std::filesystem::path file, std::int64_t bytes);

    /// True: the room is there. Takes it again once twice as much is free, so that it is not taken and let go in turns.
    bool hold();
    /// True: there is room now that was not there before.
    bool letGo();

private:
    bool take() const;

    std::filesystem::path m_file;
    std::int64_t m_bytes;
    bool m_isHeld = false;
};

} // namespace targetdesk
