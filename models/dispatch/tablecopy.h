// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

class SqlConnection;

/// Copies what can be read of one table of the database `damaged` into the same table of `main`, both attached to a connection:
/// in ranges of its key, which are halved where one cannot be read, down to a single number. Belongs to the connection's thread.
class TableCopy
{
public:
    /// `key`: an integer column that leads the table's b-tree, or rowid. `ends`: queries for the largest key, by other tables and
    /// by indexes, for when the table's own end cannot be read; each may fail.
    TableCopy(SqlConnection &connection, std::string table, std::string key, std::vector<std::string> ends);

    /// Copies the columns that both have; none at all when `damaged` has no such table. Throws StoreError when `main` fails.
    void run();

    /// False, after run(): `damaged` has no such table, or the page that names it cannot be read.
    bool isThere() const { return !m_columns.empty(); }
    /// What could not be read, for people; empty: everything was.
    std::vector<std::string> lost() const;

private:
    /// The key of a row, nothing at the end, or that it cannot be read.
    struct Step
    {
        bool isReadable = false;
        std::optional<std::int64_t> key = {};
    };

    std::string sharedColumns() const;
    Step firstFrom(std::int64_t key) const;
    std::optional<std::int64_t> knownEnd() const;
    std::optional<std::int64_t> readableAfter(std::int64_t key) const;
    void endGap(std::int64_t key);
    void giveUpEnd();
    void range(std::int64_t first, std::int64_t last);
    bool copyOne(std::int64_t key);
    /// A negative limit: all.
    bool copy(std::int64_t first, std::int64_t last, int limit = -1);

    SqlConnection &m_connection;
    std::string m_table;
    std::string m_key;
    std::vector<std::string> m_ends;
    std::string m_columns;
    std::int64_t m_next = 1;   ///< the first number that was not looked at
    std::int64_t m_gap = 0;    ///< numbers before it, in a row, that cannot be read
    std::int64_t m_unread = 0; ///< all of these
    /// Set when the rows before, or after, cannot be read, and nothing else tells how many they were.
    std::optional<std::int64_t> m_firstRead = {};
    std::optional<std::int64_t> m_lastRead = {};
};

} // namespace targetdesk
