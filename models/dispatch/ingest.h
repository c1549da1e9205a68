// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/event.h"

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Text that holds no events. Nothing of it was taken.
class IngestError : public std::exception
{
public:
    /// `where` is the source for people; line and column are 1-based.
    IngestError(const std::string &where, int line, int column, std::string what, std::string remedy);
    int line() const { return m_line; }
    int column() const { return m_column; }
    const std::string &cause() const { return m_cause; }
    const std::string &remedy() const { return m_remedy; }
    /// `WHERE:LINE:COLUMN: error: what – remedy`.
    const char *what() const noexcept override { return m_text.c_str(); }

private:
    int m_line;
    int m_column;
    std::string m_cause;
    std::string m_remedy;
    std::string m_text;
};

struct IngestOptions
{
    std::string source = "http"; ///< Event::source, and WHERE in errors
    TimePoint now{};
    std::string webhookEvent; ///< of the X-Omneo-Event header: the text is then the context itself
    /// Of an Idempotency-Key header, 255 bytes of UTF-8 at most: the key of an event that has no "id". In an array, and of JSON
    /// lines, the first event's is KEY#1, the second one's KEY#2, also where one before it has an "id".
    std::string idempotencyKey;
    int firstLine = 1; ///< number of the text's first line, for errors
};

/// Reads the events in a body of POST /events or a line of standard input: one object, an array of them, or JSON lines.
/// An object is one of
///   {"event": NAME, "context": {…}}, optionally "id" (idempotency key) and "occurred_at" (ISO 8601; UTC unless it says);
///   Omneo's custom event {"event": NAME, "profile_id": …, "data": {…}}: the whole object is the context.
/// A context keeps its bytes. Throws IngestError; one bad event refuses all. Pure; any thread.
std::vector<Event> readEvents(std::string_view text, const IngestOptions &options);

} // namespace targetdesk
