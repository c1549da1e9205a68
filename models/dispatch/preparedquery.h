// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace targetdesk {

/// A query that a SqlConnection prepared and keeps. Of its connection's thread. Callers use it through SqlStatement.
/// Places and columns count from 0. Functions throw StoreError.
class PreparedQuery
{
public:
    PreparedQuery() = default;
    virtual ~PreparedQuery() = default;
    PreparedQuery(const PreparedQuery &) = delete;
    PreparedQuery &operator=(const PreparedQuery &) = delete;

    /// Bytes that are no UTF-8 become U+FFFD.
    virtual void bindText(int place, const std::string &text) = 0;
    virtual void bindNumber(int place, std::int64_t number) = 0;
    virtual void bindBlob(int place, const std::string &bytes) = 0;
    virtual void bindNull(int place) = 0;

    /// Runs it without its rows; returns the number of rows changed.
    virtual int run() = 0;
    /// Runs it the first time; the next row, or false.
    virtual bool next() = 0;
    /// Lets go of rows, values and locks.
    virtual void finish() noexcept = 0;

    /// Of the row that next() found; NULL is empty, or 0.
    virtual std::string text(int column) const = 0;
    virtual std::int64_t number(int column) const = 0;
    virtual std::string blob(int column) const = 0;
    virtual bool isNull(int column) const = 0;
};

} // namespace targetdesk
