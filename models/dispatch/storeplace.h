// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <vector>

#include <sys/stat.h>

namespace targetdesk {

/// Where the file of an open SQLite store and its log are. Who removes, moves or replaces one of them does not stop SQLite: it
/// goes on writing to what it has open, where nobody will find it. Any thread, one at a time.
class StorePlace
{
public:
    /// As they are now: just opened.
    explicit StorePlace(const std::filesystem::path &store);

    /// Throws StoreError, Broken, when one of them has not its name any more. Costs a stat(2) for each.
    void check() const;

private:
    struct File
    {
        std::filesystem::path path;
        dev_t device = 0;
        ino_t number = 0;
    };
    std::vector<File> m_files;
};

} // namespace targetdesk
