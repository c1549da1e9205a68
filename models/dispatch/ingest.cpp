// SPDX-License-Identifier: MIT
#include "dispatch/ingest.h"

#include "twig/php/unicode.h"
#include "workspace/json.h"
#include "workspace/jsonscanner.h"
#include "workspace/textposition.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace targetdesk {

namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestKey = 255;
constexpr const char *kShape = R"(write {"event": "reward.issued", "context": {…}})";

/// Of a text with several events.
void giveKeys(std::vector<Event> &events, const std::string &key)
{
    if (key.empty()) return;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i].idempotencyKey.empty()) events[i].idempotencyKey = key + '#' + std::to_string(i + 1);
    }
}

/// One value in a scanned text: where its tokens and its bytes are.
struct Slice
{
    std::size_t firstToken = 0;
    std::size_t lastToken = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Reads one JSON text with events in it.
class EventReader
{
public:
    EventReader(std::string_view text, const IngestOptions &options)
        : m_text(text)
        , m_options(options)
        , m_scanner(text)
    {}

    /// Nothing when the text is JSON.
    std::optional<JsonError> scan() { return m_scanner.scan(true); }
    std::vector<Event> events();
    [[noreturn]] void fail(std::size_t offset, const std::string &what, const std::string &remedy) const;

private:
    Slice valueAt(std::size_t token) const;
    std::map<std::string, Slice> membersOf(const Slice &object) const;
    bool isObject(const Slice &value) const { return m_text[value.begin] == '{'; }
    bool isString(const Slice &value) const { return m_text[value.begin] == '"'; }
    std::string raw(const Slice &value) const { return std::string(m_text.substr(value.begin, value.end - value.begin)); }
    std::string stringOf(const Slice &value, const std::string &name) const;
    Event eventOf(const Slice &object) const;
    Event webhookEvent(const Slice &object) const;
    Event newEvent() const;
    std::string eventName(const std::map<std::string, Slice> &members, const Slice &object) const;
    Slice contextOf(const std::map<std::string, Slice> &members, const Slice &object) const;
    std::string keyOf(const Slice &value) const;
    TimePoint timeOf(const Slice &value) const;
    void checkName(const std::string &name, std::size_t offset) const;

    std::string_view m_text;
    const IngestOptions &m_options;
    JsonScanner m_scanner;
    std::string m_which; ///< "event 3: " inside an array
};

void EventReader::fail(std::size_t offset, const std::string &what, const std::string &remedy) const
{
    const TextPosition position = positionAt(m_text, offset);
    throw IngestError(m_options.source, position.line + m_options.firstLine - 1, position.column, m_which + what, remedy);
}

Slice EventReader::valueAt(std::size_t token) const
{
    const std::vector<JsonToken> &tokens = m_scanner.tokens();
    Slice slice{token, token, tokens[token].begin, tokens[token].end};
    int depth = 0;
    do {
        if (tokens[slice.lastToken].kind == JsonToken::Kind::Open) ++depth;
        if (tokens[slice.lastToken].kind == JsonToken::Kind::Close) --depth;
        slice.end = tokens[slice.lastToken].end;
        ++slice.lastToken;
    } while (depth > 0);
    --slice.lastToken;
    return slice;
}

/// As JSON readers do: of a key that stands there twice the last one counts.
std::map<std::string, Slice> EventReader::membersOf(const Slice &object) const
{
    const std::vector<JsonToken> &tokens = m_scanner.tokens();
    std::map<std::string, Slice> members;
    for (std::size_t i = object.firstToken + 1; i < object.lastToken; ++i) {
        if (tokens[i].kind != JsonToken::Kind::Key) continue;
        const Slice value = valueAt(i + 2);
        const std::string_view key = m_text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
        i = value.lastToken;
        if (key.find('\\') == std::string_view::npos) { // as nearly all are written
            members[std::string(key.substr(1, key.size() - 2))] = value;
            continue;
        }
        const Json decoded = Json::parse(key, nullptr, false);
        if (decoded.is_string()) members[decoded.get<std::string>()] = value;
    }
    return members;
}

std::vector<Event> EventReader::events()
{
    const Slice root = valueAt(0);
    if (!m_options.webhookEvent.empty()) return {webhookEvent(root)};
    if (isObject(root)) {
        Event event = eventOf(root);
        if (event.idempotencyKey.empty()) event.idempotencyKey = m_options.idempotencyKey;
        return {event};
    }
    if (m_text[root.begin] != '[') fail(root.begin, "an event is an object", kShape);
    std::vector<Event> events;
    const std::vector<JsonToken> &tokens = m_scanner.tokens();
    for (std::size_t i = root.firstToken + 1; i < root.lastToken; ++i) {
        if (tokens[i].kind == JsonToken::Kind::Comma) continue;
        const Slice element = valueAt(i);
        m_which = "event " + std::to_string(events.size() + 1) + " of the array: ";
        if (!isObject(element)) fail(element.begin, "an event is an object", kShape);
        events.push_back(eventOf(element));
        i = element.lastToken;
    }
    giveKeys(events, m_options.idempotencyKey);
    return events;
}

Event EventReader::newEvent() const
{
    Event event;
    event.source = m_options.source;
    event.receivedAt = m_options.now;
    event.occurredAt = m_options.now;
    return event;
}

Event EventReader::webhookEvent(const Slice &object) const
{
    if (!isObject(object)) fail(object.begin, "the body of a webhook is the context, an object", "send {…}");
    checkName(m_options.webhookEvent, 0);
    Event event = newEvent();
    event.name = m_options.webhookEvent;
    event.idempotencyKey = m_options.idempotencyKey;
    event.context = raw(object);
    return event;
}

Event EventReader::eventOf(const Slice &object) const
{
    const std::map<std::string, Slice> members = membersOf(object);
    Event event = newEvent();
    event.name = eventName(members, object);
    event.context = raw(contextOf(members, object));
    if (const auto id = members.find("id"); id != members.end()) event.idempotencyKey = keyOf(id->second);
    if (const auto time = members.find("occurred_at"); time != members.end()) event.occurredAt = timeOf(time->second);
    return event;
}

std::string EventReader::eventName(const std::map<std::string, Slice> &members, const Slice &object) const
{
    const auto found = members.find("event");
    if (found == members.end()) {
        fail(object.begin, "the event has no name: \"event\" is missing",
             std::string(kShape) + ", or name it in the header X-Omneo-Event");
    }
    const std::string name = stringOf(found->second, "event");
    checkName(name, found->second.begin);
    return name;
}

Slice EventReader::contextOf(const std::map<std::string, Slice> &members, const Slice &object) const
{
    if (const auto context = members.find("context"); context != members.end()) {
        if (!isObject(context->second)) fail(context->second.begin, "\"context\" is not an object", kShape);
        return context->second;
    }
    // Omneo's custom events carry profile and data side by side, and reactions read both.
    if (members.contains("data") || members.contains("profile_id")) return object;
    fail(object.begin, "the event has no context: \"context\" is missing", kShape);
}

std::string EventReader::stringOf(const Slice &value, const std::string &name) const
{
    const std::string remedy = "write \"" + name + "\": \"…\"";
    if (!isString(value)) fail(value.begin, "\"" + name + "\" is not a text", remedy);
    const Json decoded = Json::parse(raw(value), nullptr, false);
    if (!decoded.is_string()) fail(value.begin, "\"" + name + "\" holds half of a character pair (\\ud800…)", remedy);
    return decoded.get<std::string>();
}

/// Names go into headers and file names.
void EventReader::checkName(const std::string &name, std::size_t offset) const
{
    const bool clean = std::ranges::all_of(name, [](unsigned char c) { return c > 0x20 && c != 0x7f; });
    if (!name.empty() && clean && name.size() <= kLongestName) return;
    fail(offset, "the event's name is empty, too long or holds blanks",
         "use a name as in Omneo: reward.issued, survey.completed");
}

std::string EventReader::keyOf(const Slice &value) const
{
    std::string key;
    if (isString(value)) {
        key = stringOf(value, "id");
    } else if (m_scanner.tokens()[value.firstToken].kind == JsonToken::Kind::Number) {
        key = raw(value);
    }
    if (key.empty() || key.size() > kLongestKey) {
        fail(value.begin, "\"id\" is not a text or number of 1 to 255 bytes",
             "give each event an id of its own, the same when it is sent again, or leave \"id\" out");
    }
    return key;
}

TimePoint EventReader::timeOf(const Slice &value) const
{
    const QString text = QString::fromStdString(stringOf(value, "occurred_at"));
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid()) {
        fail(value.begin, "\"occurred_at\" is not a time", "write it as 2026-03-02T03:15:00Z or with +10:00, or leave it out");
    }
    if (time.timeSpec() == Qt::LocalTime) time.setTimeZone(QTimeZone::UTC);
    return TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

/// What did not come in the text, and is no JSON.
void checkHeaders(const IngestOptions &options)
{
    const auto refuse = [&options](const std::string &what, const std::string &remedy) {
        throw IngestError(options.source, options.firstLine, 1, what, remedy);
    };
    if (options.idempotencyKey.size() > kLongestKey) {
        refuse("the idempotency key has more than 255 bytes", "use a shorter one, the same when the event is sent again");
    }
    if (!twig::php::isValidUtf8(options.idempotencyKey)) {
        refuse("the idempotency key is not valid UTF-8", "write it in ASCII or UTF-8");
    }
    if (!twig::php::isValidUtf8(options.webhookEvent))
        refuse("the event's name is not valid UTF-8", "write it in ASCII or UTF-8");
}

std::string_view withoutMark(std::string_view text)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::vector<Event> readOne(std::string_view text, const IngestOptions &options)
{
    EventReader reader(text, options);
    if (const std::optional<JsonError> error = reader.scan()) {
        if (error->fault == JsonFault::Empty) reader.fail(0, "there is no event", kShape);
        reader.fail(error->offset, describe(*error, text), remedyFor(error->fault));
    }
    return reader.events();
}

std::vector<Event> readLines(std::string_view text, IngestOptions options)
{
    std::vector<Event> events;
    const std::string key = std::exchange(options.idempotencyKey, {});
    for (std::size_t begin = 0; begin < text.size(); ++options.firstLine) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        if (isBlank(line)) continue;
        std::vector<Event> more = readOne(line, options);
        events.insert(events.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    giveKeys(events, key);
    return events;
}

} // namespace

IngestError::IngestError(const std::string &where, int line, int column, std::string what, std::string remedy)
    : m_line(line)
    , m_column(column)
    , m_cause(std::move(what))
    , m_remedy(std::move(remedy))
    , m_text(where + ':' + std::to_string(line) + ':' + std::to_string(column) + ": error: " + m_cause + " – " + m_remedy)
{}

std::vector<Event> readEvents(std::string_view text, const IngestOptions &options)
{
    checkHeaders(options);
    const std::string_view body = withoutMark(text);
    // JSON lines: an object that is complete on its line, and something on the next ones.
    const std::size_t start = body.find_first_not_of(" \t\r\n");
    if (options.webhookEvent.empty() && start != std::string_view::npos && body[start] == '{') {
        const std::optional<JsonError> error = JsonScanner(body).scan();
        if (error && error->fault == JsonFault::TextAfterEnd &&
            body.substr(start, error->offset - start).find('\n') != std::string_view::npos) {
            return readLines(body, options);
        }
    }
    return readOne(body, options);
}

} // namespace targetdesk
