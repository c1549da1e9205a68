// SPDX-License-Identifier: MIT
#include "twig/jsonreader.h"

#include "twig/php/bytescan.h"
#include "twig/php/unicode.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

namespace twig {

namespace {

/// Bytes that stand for themselves within a string: ASCII but for control characters, `"` and `\`.
constexpr std::array<bool, 256> plainTable()
{
    std::array<bool, 256> table{};
    for (std::size_t c = 0x20; c < 0x80; ++c)
        table[c] = c != '"' && c != '\\';
    return table;
}
constexpr std::array<bool, 256> Plain = plainTable();

/// More keys than these are compared by their hashes when the object is closed.
constexpr std::size_t MostComparedKeys = 16;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<Context> JsonReader::read(std::string_view json)
{
    ContextBuilder context;
    Value root;
    if (!JsonReader(context, json).readDocument(root)) return std::nullopt;
    return context.finish(root);
}

JsonReader::JsonReader(ContextBuilder &context, std::string_view json)
    : m_context(context)
    , m_text(context.arena().copy(json))
    , m_data(const_cast<char *>(m_text.data())) // the arena's copy is ours to change until the context is finished
{}

bool JsonReader::readDocument(Value &root)
{
    skipSpace();
    if (!readValue(root)) return false;
    skipSpace();
    return m_at == m_text.size();
}

void JsonReader::skipSpace()
{
    while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t')
        ++m_at;
}

bool JsonReader::readValue(Value &value)
{
    switch (here()) {
    case '"': {
        std::string_view text;
        bool escaped = false;
        if (!readString(text, escaped)) return false;
        value = Value::string(text);
        return true;
    }
    case '{': return readObject(value);
    case '[': return readArray(value);
    case 't': return readWord("true", Value::boolean(true), value);
    case 'f': return readWord("false", Value::boolean(false), value);
    case 'n': return readWord("null", Value::null(), value);
    default: return readNumber(value);
    }
}

bool JsonReader::readWord(std::string_view word, Value meaning, Value &value)
{
    if (m_text.substr(m_at, word.size()) != word) return false;
    m_at += word.size();
    value = meaning;
    return true;
}

bool JsonReader::readObject(Value &value)
{
    if (m_depth == DeepestNesting) return false;
    if (m_siblings.size() == m_depth) m_siblings.push_back(nullptr);
    Keys keys{m_entries.size(), m_siblings[m_depth]};
    ++m_depth;
    ++m_at;
    skipSpace();
    if (here() == '}') {
        Array *empty = Array::create(m_context.arena());
        empty->markAsEmptyObject();
        value = Value::array(empty);
    } else {
        while (true) {
            Array::Entry entry;
            if (!readKey(keys, entry.key)) return false;
            skipSpace();
            if (here() != ':') return false;
            ++m_at;
            skipSpace();
            if (!readValue(entry.value)) return false;
            m_entries.push_back(entry);
            skipSpace();
            if (here() != ',') break;
            ++m_at;
            skipSpace();
        }
        if (here() != '}') return false;
        value = Value::array(closeObject(keys));
    }
    ++m_at;
    --m_depth;
    return true;
}

/// Objects in a list mostly have the keys of the one before: no hash, and they are known to differ.
bool JsonReader::readExpectedKey(const Keys &keys, Value &key)
{
    const std::size_t position = m_entries.size() - keys.first;
    if (!keys.inStep || !keys.sibling || position >= keys.sibling->size()) return false;
    const Value &expected = keys.sibling->entries()[position].key;
    const std::string_view text = expected.text();
    if (m_text.substr(m_at + 1, text.size()) != text || m_data[m_at + 1 + text.size()] != '"') return false;
    m_at += text.size() + 2;
    key = expected;
    return true;
}

bool JsonReader::readKey(Keys &keys, Value &key)
{
    if (here() != '"') return false;
    if (readExpectedKey(keys, key)) return true;
    keys.inStep = false;
    std::string_view text;
    if (!readString(text, keys.escaped)) return false;
    key = Array::key(m_context.key(text));
    const std::size_t count = m_entries.size() - keys.first;
    if (!key.isString() || count > MostComparedKeys) keys.different = false;
    // Equal keys are one text in the whole context.
    for (std::size_t i = keys.first; keys.different && i < m_entries.size(); ++i)
        keys.different = m_entries[i].key.textData() != key.textData();
    return true;
}

Array *JsonReader::closeObject(const Keys &keys)
{
    const std::span<const Array::Entry> entries(m_entries.data() + keys.first, m_entries.size() - keys.first);
    Array *object = nullptr;
    if (keys.different) {
        object = Array::createMap(m_context.arena(), entries);
    } else {
        object = Array::create(m_context.arena());
        for (const Array::Entry &entry : entries)
            object->set(m_context.arena(), entry.key, entry.value);
    }
    m_entries.resize(keys.first);
    m_siblings[m_depth - 1] = keys.different && !keys.escaped ? object : nullptr;
    return object;
}

bool JsonReader::readArray(Value &value)
{
    if (m_depth == DeepestNesting) return false;
    if (m_siblings.size() == m_depth) m_siblings.push_back(nullptr);
    const std::size_t first = m_values.size();
    ++m_depth;
    ++m_at;
    skipSpace();
    if (here() != ']') {
        while (true) {
            Value item;
            if (!readValue(item)) return false;
            m_values.push_back(item);
            skipSpace();
            if (here() != ',') break;
            ++m_at;
            skipSpace();
        }
        if (here() != ']') return false;
    }
    value = Value::array(
        Array::createList(m_context.arena(), std::span<const Value>(m_values.data() + first, m_values.size() - first)));
    m_values.resize(first);
    ++m_at;
    --m_depth;
    return true;
}

std::size_t JsonReader::skipDigits()
{
    const std::size_t begin = m_at;
    while (isDigit(here()))
        ++m_at;
    return m_at - begin;
}

bool JsonReader::readNumber(Value &value)
{
    const std::size_t begin = m_at;
    if (here() == '-') ++m_at;
    const bool zero = here() == '0';
    const std::size_t digits = skipDigits();
    if (digits == 0 || (zero && digits > 1)) return false;
    if (here() != '.' && here() != 'e' && here() != 'E') return readInteger(begin, value);
    if (here() == '.') {
        ++m_at;
        if (skipDigits() == 0) return false;
    }
    if (here() == 'e' || here() == 'E') {
        ++m_at;
        if (here() == '+' || here() == '-') ++m_at;
        if (skipDigits() == 0) return false;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(m_data + begin, m_data + m_at, number);
    if (error != std::errc() || end != m_data + m_at || !std::isfinite(number)) return false;
    value = Value::real(number);
    return true;
}

bool JsonReader::readInteger(std::size_t begin, Value &value)
{
    const char *const from = m_data + begin;
    const char *const to = m_data + m_at;
    std::int64_t number = 0;
    if (std::from_chars(from, to, number).ec == std::errc()) {
        // "-0" is a float to PHP.
        value = number == 0 && *from == '-' ? Value::real(-0.0) : Value::integer(number);
        return true;
    }
    double large = 0;
    if (std::from_chars(from, to, large).ec != std::errc() || !std::isfinite(large)) return false;
    value = Value::bigNumber(large, m_context.arena().copy({from, m_at - begin}).data());
    return true;
}

bool JsonReader::readString(std::string_view &text, bool &escaped)
{
    const std::size_t begin = m_at + 1;
    std::size_t at = begin;
    std::size_t to = begin; // where the next byte belongs once there was an escape
    while (true) {
        std::size_t stop = php::findSpecial<php::ScanSet::JsonPlain>(m_text, at, Plain);
        while (static_cast<unsigned char>(m_data[stop]) >= 0x80) {
            const std::size_t size = php::validSequence(m_text, stop);
            if (size == 0) return false;
            stop = stop + size;
            if (static_cast<unsigned char>(m_data[stop]) < 0x80)
                stop = php::findSpecial<php::ScanSet::JsonPlain>(m_text, stop, Plain);
        }
        if (to != at) std::memmove(m_data + to, m_data + at, stop - at);
        to += stop - at;
        at = stop;
        if (m_data[at] == '"') break;
        if (m_data[at] != '\\' || !readEscape(at, to)) return false;
        escaped = true;
    }
    m_at = at + 1;
    m_data[to] = '\0';
    text = {m_data + begin, to - begin};
    return true;
}

bool JsonReader::readUnit(std::size_t at, char32_t &unit) const
{
    unit = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const char c = m_data[at + i]; // the zero byte at the end is no digit, so this stops before it
        const char lower = static_cast<char>(c | 0x20);
        if (isDigit(c))
            unit = unit << 4 | static_cast<char32_t>(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            unit = unit << 4 | static_cast<char32_t>(lower - 'a' + 10);
        else
            return false;
    }
    return true;
}

/// Moves `at` behind the escape and writes what it means to `to`, which never needs more room than the escape had.
bool JsonReader::readEscape(std::size_t &at, std::size_t &to)
{
    static constexpr std::string_view Letters = "\"\\/bfnrt";
    static constexpr std::string_view Meanings = "\"\\/\b\f\n\r\t";
    const char letter = m_data[at + 1];
    if (letter != 'u') {
        const std::size_t which = Letters.find(letter);
        if (which == std::string_view::npos) return false;
        m_data[to++] = Meanings[which];
        at += 2;
        return true;
    }
    char32_t character = 0;
    if (!readUnit(at + 2, character)) return false;
    at += 6;
    if (character >= 0xDC00 && character < 0xE000) return false;
    if (character >= 0xD800 && character < 0xDC00) {
        char32_t low = 0;
        if (m_data[at] != '\\' || m_data[at + 1] != 'u' || !readUnit(at + 2, low)) return false;
        if (low < 0xDC00 || low >= 0xE000) return false;
        character = 0x10000 + ((character & 0x3FF) << 10) + (low & 0x3FF);
        at += 6;
    }
    std::string bytes; // at most four: no allocation
    php::appendUtf8(bytes, character);
    std::memcpy(m_data + to, bytes.data(), bytes.size());
    to += bytes.size();
    return true;
}

} // namespace twig
