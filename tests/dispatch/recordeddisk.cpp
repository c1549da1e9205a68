// SPDX-License-Identifier: MIT
#include "recordeddisk.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

using Kind = RecordedChange::Kind;

std::string contentOf(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(std::string &content, const RecordedChange &change)
{
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.kind == Kind::Truncate) {
        content.resize(offset);
        return;
    }
    if (content.size() < offset + change.bytes.size()) content.resize(offset + change.bytes.size());
    content.replace(offset, change.bytes.size(), change.bytes);
}

} // namespace

std::vector<RecordedChange> readRecording(const fs::path &file)
{
    const std::string text = contentOf(file);
    std::vector<RecordedChange> changes;
    for (std::size_t at = 0; at < text.size();) {
        RecordHead head{};
        if (text.size() - at < sizeof head) throw std::runtime_error("the recording is cut off");
        std::memcpy(&head, text.data() + at, sizeof head);
        at += sizeof head;
        if (text.size() - at < head.nameSize + head.size) throw std::runtime_error("the recording is cut off");
        changes.push_back({head.kind, text.substr(at, head.nameSize), head.offset, text.substr(at + head.nameSize, head.size)});
        at += head.nameSize + head.size;
    }
    return changes;
}

RecordedDisk::RecordedDisk(const fs::path &folder)
{
    for (const fs::directory_entry &entry : fs::directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        m_files[entry.path().filename().string()] = {contentOf(entry.path()), {}};
    }
}

void RecordedDisk::apply(const RecordedChange &change)
{
    switch (change.kind) {
    case Kind::Write:
    case Kind::Truncate: m_files[change.file].unsynced.push_back(change); break;
    case Kind::Sync: {
        File &file = m_files[change.file];
        for (const RecordedChange &earlier : file.unsynced)
            write(file.synced, earlier);
        file.unsynced.clear();
        break;
    }
    case Kind::Unlink: m_files.erase(change.file); break;
    case Kind::Rename: {
        File file = std::move(m_files[change.file]);
        m_files.erase(change.file);
        m_files[change.bytes] = std::move(file);
        break;
    }
    case Kind::Said:
    case Kind::Sent: break;
    }
}

void RecordedDisk::writeTo(const fs::path &folder, Loss loss) const
{
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto &[name, file] : m_files) {
        std::string content = file.synced;
        if (loss == Loss::Some) {
            // The last one, and every other before it.
            const std::size_t count = file.unsynced.size();
            for (std::size_t i = count % 2 == 0 ? 1 : 0; i < count; i += 2)
                write(content, file.unsynced[i]);
        }
        std::ofstream(folder / name, std::ios::binary) << content;
    }
}

} // namespace targetdesk
