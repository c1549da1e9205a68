// SPDX-License-Identifier: MIT
#include "dispatch/tablecopy.h"

#include "dispatch/counted.h"
#include "dispatch/sqlconnection.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// Numbers that are copied with one commit.
constexpr std::int64_t kPortion = 4'096;
/// Rows are asked for one number at a time where they cannot be read; after so many in a row, by strides.
constexpr std::int64_t kLongestGap = 4'096;
constexpr std::int64_t kFirstStride = 1'024;
constexpr std::int64_t kLargestKey = std::int64_t{1} << 62;

} // namespace

TableCopy::TableCopy(SqlConnection &connection, std::string table, std::string key, std::vector<std::string> ends)
    : m_connection(connection)
    , m_table(std::move(table))
    , m_key(std::move(key))
    , m_ends(std::move(ends))
{}

void TableCopy::run()
{
    m_columns = sharedColumns();
    if (m_columns.empty()) return;
    while (m_next <= kLargestKey) {
        const Step step = firstFrom(m_next);
        if (step.isReadable) {
            if (!step.key) return;
            endGap(m_next);
            m_next = *step.key;
        } else if (m_gap >= kLongestGap) {
            const std::optional<std::int64_t> readable = readableAfter(m_next);
            if (!readable) break;
            m_gap += *readable - m_next;
            m_unread += *readable - m_next;
            m_next = *readable;
            endGap(m_next);
        }
        const std::int64_t last = m_next + kPortion - 1;
        range(m_next, last);
        m_next = last + 1;
    }
    giveUpEnd();
}

std::vector<std::string> TableCopy::lost() const
{
    std::vector<std::string> lost;
    if (m_firstRead) lost.push_back("no row of " + m_table + " before number " + std::to_string(*m_firstRead) + " can be read");
    if (m_unread > 0) lost.push_back("about " + counted(m_unread, "row of ", "rows of ") + m_table + " cannot be read");
    if (m_lastRead) {
        lost.push_back("the end of " + m_table + " cannot be read: nobody knows how many rows came after number " +
                       std::to_string(*m_lastRead));
    }
    return lost;
}

/// Of the two tables, for a store of an older format has fewer. As SQL.
std::string TableCopy::sharedColumns() const
{
    const std::string sql = "SELECT group_concat(name, ', ') FROM pragma_table_info('" + m_table +
                            "', 'main') WHERE name IN (SELECT name FROM pragma_table_info('" + m_table + "', 'damaged'))";
    try {
        return m_connection.value(sql.c_str());
    } catch (const StoreError &) {
        return {}; // the page that names it is lost, see isThere()
    }
}

TableCopy::Step TableCopy::firstFrom(std::int64_t key) const
{
    const std::string sql = "SELECT " + m_key + " FROM damaged." + m_table + " WHERE " + m_key + ">=" + std::to_string(key) +
                            " ORDER BY " + m_key + " LIMIT 1";
    try {
        const std::string text = m_connection.value(sql.c_str());
        return {true, text.empty() ? std::nullopt : std::optional(std::stoll(text))};
    } catch (const StoreError &) {
        return {};
    }
}

std::optional<std::int64_t> TableCopy::knownEnd() const
{
    std::optional<std::int64_t> end;
    for (const std::string &sql : m_ends) {
        try {
            const std::string text = m_connection.value(sql.c_str());
            if (!text.empty()) end = std::max<std::int64_t>(end.value_or(0), std::stoll(text));
        } catch (const StoreError &) {
            continue; // damaged as well
        }
    }
    return end;
}

/// The first key behind an unreadable one from which on rows, or the end, can be read.
std::optional<std::int64_t> TableCopy::readableAfter(std::int64_t key) const
{
    std::int64_t unreadable = key;
    for (std::int64_t stride = kFirstStride; unreadable <= kLargestKey - stride; stride *= 2) {
        std::int64_t readable = unreadable + stride;
        if (!firstFrom(readable).isReadable) {
            unreadable = readable;
            continue;
        }
        while (readable - unreadable > 1) {
            const std::int64_t middle = unreadable + (readable - unreadable) / 2;
            (firstFrom(middle).isReadable ? readable : unreadable) = middle;
        }
        return readable;
    }
    return std::nullopt;
}

/// From this key on rows can be read. How many the first ones were is not known, for the oldest are forgotten.
void TableCopy::endGap(std::int64_t key)
{
    if (m_gap > 0 && m_gap == key - 1) {
        m_unread -= m_gap;
        m_firstRead = key;
    }
    m_gap = 0;
}

/// Nothing from the last gap on can be read.
void TableCopy::giveUpEnd()
{
    const std::int64_t last = m_next - 1 - m_gap;
    m_unread -= m_gap;
    if (const std::optional<std::int64_t> end = knownEnd()) {
        m_unread += std::max<std::int64_t>(*end - last, 0);
    } else {
        m_lastRead = last;
    }
}

void TableCopy::range(std::int64_t first, std::int64_t last)
{
    if (first == last ? copyOne(first) : copy(first, last)) {
        endGap(first);
        return;
    }
    if (first == last) {
        ++m_unread;
        ++m_gap;
        return;
    }
    const std::int64_t middle = first + (last - first) / 2;
    range(first, middle);
    range(middle + 1, last);
}

/// Row by row: whether there are more of a key may be written on the next page, which cannot be read.
bool TableCopy::copyOne(std::int64_t key)
{
    int rows = 0;
    while (copy(key, key, rows + 1)) {
        if (m_connection.value("SELECT changes()") == "0") return true;
        ++rows;
    }
    return rows > 0;
}

bool TableCopy::copy(std::int64_t first, std::int64_t last, int limit)
{
    const std::string sql = "INSERT OR IGNORE INTO main." + m_table + "(" + m_columns + ") SELECT " + m_columns +
                            " FROM damaged." + m_table + " WHERE " + m_key + " BETWEEN " + std::to_string(first) + " AND " +
                            std::to_string(last) + " LIMIT " + std::to_string(limit);
    try {
        m_connection.execute(sql.c_str());
        return true;
    } catch (const StoreError &error) {
        // Of the new store, not of the damaged one.
        if (error.kind() == StoreError::Kind::DiskFull || error.kind() == StoreError::Kind::Broken) throw;
        return false;
    }
}

} // namespace targetdesk
