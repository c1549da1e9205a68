// SPDX-License-Identifier: MIT
#include "dispatch/walcheck.h"

#include "dispatch/storeerror.h"

#include <cstddef>
#include <fstream>
#include <string>

namespace targetdesk {

namespace {

constexpr std::size_t kHeader = 32;
constexpr std::size_t kFrameHeader = 24;
constexpr std::uint32_t kMagic = 0x377f0682; ///< the last bit: checksums of big-endian words
constexpr std::uint32_t kLargestPage = 65536;

struct Checksum
{
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    bool operator==(const Checksum &) const = default;
};

std::uint32_t bigEndian(const char *bytes)
{
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::uint32_t littleEndian(const char *bytes)
{
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

/// What a log's header says, and how its frames are judged by it.
class WalHeader
{
public:
    explicit WalHeader(std::string bytes)
        : m_bytes(std::move(bytes))
    {}
    bool isGood() const
    {
        return m_bytes.size() == kHeader && (bigEndian(m_bytes.data()) & ~1u) == kMagic && pageSize() >= 512 &&
               pageSize() <= kLargestPage && sum({}, m_bytes.data(), kFrameHeader) == checksumAt(m_bytes.data() + kFrameHeader);
    }
    std::size_t pageSize() const { return bigEndian(m_bytes.data() + 8); }
    Checksum checksum() const { return checksumAt(m_bytes.data() + kFrameHeader); }
    const std::string &bytes() const { return m_bytes; }

    static Checksum checksumAt(const char *bytes) { return {bigEndian(bytes), bigEndian(bytes + 4)}; }
    /// Not of an earlier use of the file.
    bool isOfThisLog(const std::string &frame) const { return frame.compare(8, 8, m_bytes, 16, 8) == 0; }
    /// It was written behind a frame, or a header, with that checksum, and is as it was written.
    bool isGood(const std::string &frame, const Checksum &before) const
    {
        if (!isOfThisLog(frame) || bigEndian(frame.data()) == 0) return false;
        const Checksum ofHeader = sum(before, frame.data(), 8);
        return sum(ofHeader, frame.data() + kFrameHeader, pageSize()) == checksumAt(frame.data() + 16);
    }

private:
    Checksum sum(Checksum checksum, const char *bytes, std::size_t length) const
    {
        const bool isBig = (bigEndian(m_bytes.data()) & 1u) != 0;
        const auto word = [isBig](const char *at) { return isBig ? bigEndian(at) : littleEndian(at); };
        for (std::size_t i = 0; i < length; i += 8) {
            checksum.first += word(bytes + i) + checksum.second;
            checksum.second += word(bytes + i + 4) + checksum.first;
        }
        return checksum;
    }

    std::string m_bytes;
};

std::string read(std::istream &stream, std::size_t length)
{
    std::string bytes(length, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(length));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

} // namespace

std::uintmax_t sizeOf(const std::filesystem::path &file)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

std::optional<WalDamage> damageOfWal(const std::filesystem::path &log)
{
    std::ifstream stream(log, std::ios::binary);
    const WalHeader header(read(stream, kHeader));
    if (!header.isGood()) return std::nullopt;
    const std::size_t length = kFrameHeader + header.pageSize();
    Checksum before = header.checksum();
    bool isBehindCommit = false;
    std::optional<std::uintmax_t> bad;
    std::optional<WalDamage> damage;
    std::uintmax_t offset = kHeader;
    for (std::string frame; (frame = read(stream, length)).size() == length; offset += length) {
        const bool isGood = header.isGood(frame, before);
        if (!isGood && !bad) {
            bad = offset;
        } else if (isGood && bad && isBehindCommit) {
            // Its predecessor ended a transaction, and was synced before this one was written: SQLite syncs each commit
            // (synchronous=FULL). Remains of a rolled back or cut off transaction have no such pair.
            damage = WalDamage{*bad, true};
            break;
        }
        const bool isCommit = header.isOfThisLog(frame) && bigEndian(frame.data() + 4) != 0;
        if (isGood && bad && isCommit) damage = WalDamage{*bad, false};
        isBehindCommit = bad && isCommit;
        before = WalHeader::checksumAt(frame.data() + 16);
    }
    // Another process, which intervenes in the queue, may have begun the log anew meanwhile.
    stream.clear();
    stream.seekg(0);
    if (read(stream, kHeader) != header.bytes()) return std::nullopt;
    return damage;
}

void refuseDamagedLog(const std::filesystem::path &store)
{
    const std::string log = store.string() + "-wal";
    const std::optional<WalDamage> damage = damageOfWal(log);
    if (!damage || !damage->isAcknowledged || damageOfWal(log) != damage) return;
    throw StoreError(
        StoreError::Kind::Corrupt,
        log + ": the store's log is damaged at byte " + std::to_string(damage->offset) +
            ": what was written behind it is lost, events that were acknowledged too",
        "keep the file and its log, look at the disk, save what is left with `targetdeskctl store repair --store sqlite:" +
            store.string() + " --to NEW-FILE`, and have senders repeat what came since");
}

bool isLogAlone(const std::filesystem::path &store)
{
    return sizeOf(store) == 0 && sizeOf(store.string() + "-wal") > kHeader;
}

void refuseLogAlone(const std::filesystem::path &store)
{
    if (!isLogAlone(store)) return;
    throw StoreError(StoreError::Kind::Corrupt,
                     store.string() + ": the store's file is gone or empty, but its log, " + store.filename().string() +
                         "-wal, holds what was acknowledged",
                     "nothing was changed: put the file back, or save what the log holds with `targetdeskctl store repair "
                     "--store sqlite:" +
                         store.string() + " --to NEW-FILE`; to begin anew without it, move the log away");
}

std::string firstPageOfWal(const std::filesystem::path &log)
{
    std::ifstream stream(log, std::ios::binary);
    const WalHeader header(read(stream, kHeader));
    if (!header.isGood()) return {};
    const std::size_t length = kFrameHeader + header.pageSize();
    Checksum before = header.checksum();
    for (std::string frame; (frame = read(stream, length)).size() == length && header.isGood(frame, before);) {
        if (bigEndian(frame.data()) == 1) return frame.substr(kFrameHeader);
        before = WalHeader::checksumAt(frame.data() + 16);
    }
    return {};
}

} // namespace targetdesk
