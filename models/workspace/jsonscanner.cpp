// SPDX-License-Identifier: MIT
#include "workspace/jsonscanner.h"

#include "workspace/json.h"

#include <cctype>

namespace targetdesk {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordByte(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

/// The next byte that means something inside a string: a quote, a backslash, or none of ASCII's characters.
std::size_t plainUntil(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') break;
        ++at;
    }
    return at;
}

} // namespace

std::optional<JsonError> JsonScanner::scan(bool keepTokens)
{
    m_at = 0;
    m_expect = Expect::Value;
    m_keepTokens = keepTokens;
    m_open.clear();
    m_error.reset();
    m_tokens.clear();
    skipSpace();
    if (m_at == m_text.size()) {
        fail(JsonFault::Empty);
        return m_error;
    }
    while (step()) {
    }
    return m_error;
}

// One token. False at the end and at an error.
bool JsonScanner::step()
{
    skipSpace();
    if (m_at == m_text.size()) {
        if (m_expect == Expect::End) return false;
        return fail(JsonFault::UnclosedContainer);
    }
    const char c = m_text[m_at];
    switch (m_expect) {
    case Expect::End: return fail(JsonFault::TextAfterEnd);
    case Expect::Value:
    case Expect::ValueOrClose:
        if (c == ']' && m_expect == Expect::ValueOrClose) return close(c);
        return value();
    case Expect::Key:
    case Expect::KeyOrClose:
        if (c == '"') return string(JsonToken::Kind::Key);
        if (c == '}' || c == ']') return m_expect == Expect::KeyOrClose ? close(c) : fail(JsonFault::TrailingComma);
        return fail(c == ',' ? JsonFault::MissingValue : JsonFault::BadKey);
    case Expect::Colon:
        if (c != ':') return fail(JsonFault::MissingColon);
        m_expect = Expect::Value;
        ++m_at;
        return token(JsonToken::Kind::Colon, m_at - 1);
    case Expect::CommaOrClose: break;
    }
    if (c == '}' || c == ']') return close(c);
    if (c != ',') return fail(JsonFault::MissingComma);
    m_expect = m_open.back() == '{' ? Expect::Key : Expect::Value;
    ++m_at;
    return token(JsonToken::Kind::Comma, m_at - 1);
}

bool JsonScanner::value()
{
    const char c = m_text[m_at];
    switch (c) {
    case '"': return string(JsonToken::Kind::String);
    case '{':
    case '[':
        if (m_open.size() == maximumDepth) return fail(JsonFault::TooDeep);
        m_open.push_back(c);
        m_expect = c == '{' ? Expect::KeyOrClose : Expect::ValueOrClose;
        ++m_at;
        return token(JsonToken::Kind::Open, m_at - 1);
    case ']':
    case '}': {
        const bool afterComma = m_expect == Expect::Value && !m_open.empty() && m_open.back() == '[';
        return fail(afterComma ? JsonFault::TrailingComma : JsonFault::MissingValue);
    }
    case ',': return fail(JsonFault::MissingValue);
    default: break;
    }
    if (isDigit(c) || c == '-') return number();
    if ((c == '+' || c == '.') && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1])) return fail(JsonFault::BadNumber);
    if (isWordByte(c)) return word();
    return fail(JsonFault::Unexpected);
}

bool JsonScanner::close(char bracket)
{
    const char opened = m_open.empty() ? '\0' : m_open.back();
    if ((opened == '{') != (bracket == '}')) return fail(JsonFault::Mismatched);
    m_open.pop_back();
    ++m_at;
    afterValue();
    return token(JsonToken::Kind::Close, m_at - 1);
}

bool JsonScanner::string(JsonToken::Kind kind)
{
    const std::size_t begin = m_at++;
    bool good = true;
    while (good) {
        m_at = plainUntil(m_text, m_at);
        if (m_at == m_text.size() || m_text[m_at] == '"') break;
        const auto byte = static_cast<unsigned char>(m_text[m_at]);
        if (byte == '\\') {
            good = escape();
        } else if (byte < 0x20) {
            good = fail(JsonFault::ControlInString);
        } else {
            good = utf8();
        }
    }
    if (good && m_at == m_text.size()) good = fail(JsonFault::UnclosedString);
    if (!good) {
        token(kind, begin);
        return false;
    }
    ++m_at;
    if (kind == JsonToken::Kind::Key) {
        m_expect = Expect::Colon;
    } else {
        afterValue();
    }
    return token(kind, begin);
}

bool JsonScanner::escape()
{
    const std::string_view rest = m_text.substr(m_at + 1);
    if (rest.empty()) {
        m_at = m_text.size();
        return fail(JsonFault::UnclosedString);
    }
    if (rest[0] == 'u') {
        std::size_t digits = 0;
        while (digits < 4 && 1 + digits < rest.size() && std::isxdigit(static_cast<unsigned char>(rest[1 + digits])) != 0)
            ++digits;
        if (digits < 4) return fail(JsonFault::BadEscape);
        m_at += 6;
        return true;
    }
    if (std::string_view("\"\\/bfnrt").find(rest[0]) == std::string_view::npos) return fail(JsonFault::BadEscape);
    m_at += 2;
    return true;
}

// One multi-byte sequence as RFC 3629 allows it: no overlong forms, no surrogates, at most U+10FFFF.
bool JsonScanner::utf8()
{
    const auto at = [this](std::size_t i) {
        return m_at + i < m_text.size() ? static_cast<unsigned char>(m_text[m_at + i]) : 0u;
    };
    const unsigned lead = at(0);
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    if (length == 0 || at(1) < low || at(1) > high) return fail(JsonFault::BadUtf8);
    for (std::size_t i = 2; i < length; ++i) {
        if (at(i) < 0x80 || at(i) > 0xBF) return fail(JsonFault::BadUtf8);
    }
    m_at += length;
    return true;
}

bool JsonScanner::number()
{
    const std::size_t begin = m_at;
    const auto digits = [this] {
        const std::size_t first = m_at;
        while (m_at < m_text.size() && isDigit(m_text[m_at]))
            ++m_at;
        return m_at - first;
    };
    const auto bad = [this, begin] {
        m_at = begin;
        return fail(JsonFault::BadNumber);
    };
    if (m_text[m_at] == '-') ++m_at;
    const std::size_t whole = m_at;
    const std::size_t count = digits();
    if (count == 0 || (count > 1 && m_text[whole] == '0')) return bad();
    if (m_at < m_text.size() && m_text[m_at] == '.') {
        ++m_at;
        if (digits() == 0) return bad();
    }
    if (m_at < m_text.size() && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
        ++m_at;
        if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-')) ++m_at;
        if (digits() == 0) return bad();
    }
    if (m_at < m_text.size() && isWordByte(m_text[m_at])) return bad();
    afterValue();
    return token(JsonToken::Kind::Number, begin);
}

bool JsonScanner::word()
{
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && isWordByte(m_text[m_at]))
        ++m_at;
    const std::string_view name = m_text.substr(begin, m_at - begin);
    if (name != "true" && name != "false" && name != "null") {
        m_at = begin;
        return fail(JsonFault::BadWord);
    }
    afterValue();
    return token(JsonToken::Kind::Word, begin);
}

bool JsonScanner::fail(JsonFault fault)
{
    m_error = JsonError{fault, m_at};
    return false;
}

bool JsonScanner::token(JsonToken::Kind kind, std::size_t begin)
{
    if (m_keepTokens) m_tokens.push_back({kind, begin, m_at});
    return true;
}

void JsonScanner::afterValue()
{
    m_expect = m_open.empty() ? Expect::End : Expect::CommaOrClose;
}

void JsonScanner::skipSpace()
{
    while (m_at < m_text.size() && isSpace(m_text[m_at]))
        ++m_at;
}

std::string describe(const JsonError &error, std::string_view text)
{
    const std::string found =
        error.offset < text.size() ? "'" + std::string(text.substr(error.offset, 1)) + "'" : std::string("the end");
    switch (error.fault) {
    case JsonFault::Empty: return "it is empty";
    case JsonFault::MissingValue: return "a value is missing before " + found;
    case JsonFault::TrailingComma: return "a comma stands right before " + found;
    case JsonFault::MissingComma: return "a comma is missing before " + found;
    case JsonFault::MissingColon: return "a ':' is missing after the key";
    case JsonFault::BadKey: return "a key in double quotes is missing before " + found;
    case JsonFault::ControlInString: return "a line break, tab or control character stands inside a text";
    case JsonFault::BadEscape: return "a backslash starts no known escape";
    case JsonFault::BadNumber: return "this is not how JSON writes a number";
    case JsonFault::BadWord: return "this word is neither true, false nor null";
    case JsonFault::BadUtf8: return "these bytes are not UTF-8";
    case JsonFault::UnclosedString: return "a text is not closed";
    case JsonFault::UnclosedContainer: return "it ends too early";
    case JsonFault::Mismatched: return found + " closes what another bracket opened";
    case JsonFault::TextAfterEnd: return "more text follows the end of the JSON";
    case JsonFault::TooDeep: return "brackets are nested too deeply";
    case JsonFault::Unexpected: break;
    }
    return found + " does not belong here";
}

std::string remedyFor(JsonFault fault)
{
    switch (fault) {
    case JsonFault::Empty: return "write at least {}, or remove the file";
    case JsonFault::MissingValue: return "write the value, or null";
    case JsonFault::TrailingComma: return "remove the comma";
    case JsonFault::MissingComma: return "write a comma between the two";
    case JsonFault::MissingColon: return "write \"key\": value";
    case JsonFault::BadKey: return "put the key into double quotes";
    case JsonFault::ControlInString: return "write \\n for a line break and \\t for a tab";
    case JsonFault::BadEscape: return "double the backslash";
    case JsonFault::BadNumber: return "write it as 0.5, 1 or -1e3, or put it into double quotes";
    case JsonFault::BadWord: return "put it into double quotes";
    case JsonFault::BadUtf8: return "save the file as UTF-8";
    case JsonFault::UnclosedString: return "close it with a double quote";
    case JsonFault::UnclosedContainer: return "close every { and [";
    case JsonFault::Mismatched: return "close { with } and [ with ]";
    case JsonFault::TextAfterEnd: return "remove it, or wrap everything in one { } or [ ]";
    case JsonFault::TooDeep: return "nest at most 512 brackets";
    case JsonFault::Unexpected: break;
    }
    return "remove it";
}

namespace {

/// Walks the tokens of a valid text along a JSON pointer.
class PointerWalk
{
public:
    PointerWalk(std::string_view text, const std::vector<JsonToken> &tokens)
        : m_text(text)
        , m_tokens(tokens)
    {}

    /// Enters the value at the cursor and moves to the member of that name; `place` becomes its key's or element's offset.
    bool enter(const std::string &name, std::size_t &place)
    {
        if (m_tokens[m_at].kind != JsonToken::Kind::Open) return false;
        const bool isObject = m_text[m_tokens[m_at].begin] == '{';
        ++m_at;
        for (std::size_t index = 0; m_tokens[m_at].kind != JsonToken::Kind::Close; ++index) {
            place = m_tokens[m_at].begin;
            std::string key = std::to_string(index);
            if (isObject) {
                const JsonToken &token = m_tokens[m_at];
                key = Json::parse(m_text.substr(token.begin, token.end - token.begin)).get<std::string>();
                m_at += 2;
            }
            if (key == name) return true;
            skipValue();
            if (m_tokens[m_at].kind == JsonToken::Kind::Comma) ++m_at;
        }
        return false;
    }

private:
    void skipValue()
    {
        int depth = 0;
        do {
            const JsonToken::Kind kind = m_tokens[m_at++].kind;
            depth += kind == JsonToken::Kind::Open ? 1 : (kind == JsonToken::Kind::Close ? -1 : 0);
        } while (depth > 0);
    }

    std::string_view m_text;
    const std::vector<JsonToken> &m_tokens;
    std::size_t m_at = 0;
};

/// RFC 6901: "~1" is a slash and "~0" a tilde.
std::string unescaped(std::string_view part)
{
    std::string name;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const bool isEscape = part[i] == '~' && i + 1 < part.size() && (part[i + 1] == '0' || part[i + 1] == '1');
        name += isEscape ? (part[++i] == '1' ? '/' : '~') : part[i];
    }
    return name;
}

} // namespace

std::optional<std::size_t> offsetOf(std::string_view text, std::string_view pointer)
{
    JsonScanner scanner(text);
    if (scanner.scan(true)) return std::nullopt;
    PointerWalk walk(text, scanner.tokens());
    std::size_t place = scanner.tokens().front().begin;
    while (!pointer.empty()) {
        const std::size_t next = pointer.find('/', 1);
        const std::string name = unescaped(pointer.substr(1, next == std::string_view::npos ? next : next - 1));
        if (!walk.enter(name, place)) return std::nullopt;
        pointer = next == std::string_view::npos ? std::string_view() : pointer.substr(next);
    }
    return place;
}

} // namespace targetdesk
