// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Why a text is not JSON (RFC 8259).
enum class JsonFault : std::uint8_t {
    Empty,           ///< nothing but white space
    MissingValue,    ///< `,` or a closing bracket where a value belongs
    TrailingComma,   ///< a comma right before `}` or `]`
    MissingComma,    ///< two members without a comma
    MissingColon,    ///< a key without `:`
    BadKey,          ///< something other than a string where a key belongs
    ControlInString, ///< a byte below 0x20 inside a string
    BadEscape,       ///< a backslash that starts no escape of JSON
    BadNumber,       ///< `01`, `1.`, `+1`, `.5`
    BadWord,         ///< letters that are neither true, false nor null
    BadUtf8,         ///< a byte sequence that is not UTF-8
    UnclosedString,
    UnclosedContainer,
    Mismatched,   ///< `]` for `{` or `}` for `[`
    TextAfterEnd, ///< the value is complete, more text follows
    TooDeep,      ///< more than JsonScanner::maximumDepth brackets inside one another
    Unexpected    ///< any other byte
};

struct JsonError
{
    JsonFault fault = JsonFault::Unexpected;
    std::size_t offset = 0; ///< bytes; where reading had to stop
};

/// A token with its place, `end` exclusive. Strings include their quotes.
struct JsonToken
{
    enum class Kind : std::uint8_t { Open, Close, Key, String, Number, Word, Comma, Colon };
    Kind kind = Kind::Word;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Reads JSON strictly and remembers where everything stands. Makes no values: nlohmann does that. Pure; any thread.
class JsonScanner
{
public:
    /// As deep as PHP's json_decode goes.
    static constexpr std::size_t maximumDepth = 512;

    /// `text` must outlive the scanner.
    explicit JsonScanner(std::string_view text)
        : m_text(text)
    {}

    /// Nothing when the text is JSON. With `keepTokens` the tokens up to the end or the error are in tokens(), a string
    /// that was not finished too (its end is where the error is).
    std::optional<JsonError> scan(bool keepTokens = false);
    const std::vector<JsonToken> &tokens() const { return m_tokens; }

private:
    enum class Expect : std::uint8_t { Value, ValueOrClose, KeyOrClose, Key, Colon, CommaOrClose, End };

    bool step();
    bool value();
    bool close(char bracket);
    bool string(JsonToken::Kind kind);
    bool escape();
    bool utf8();
    bool number();
    bool word();
    bool fail(JsonFault fault);
    bool token(JsonToken::Kind kind, std::size_t begin);
    void afterValue();
    void skipSpace();

    std::string_view m_text;
    std::size_t m_at = 0;
    Expect m_expect = Expect::Value;
    bool m_keepTokens = false;
    std::string m_open; ///< the brackets that are open
    std::optional<JsonError> m_error;
    std::vector<JsonToken> m_tokens;
};

/// What is wrong in plain words, for a file that people write by hand; `text` is what was scanned.
std::string describe(const JsonError &error, std::string_view text);
/// What to do about it.
std::string remedyFor(JsonFault fault);

/// Where the key or element that a JSON pointer (`/delivery/retry/factor`) names begins in a valid JSON text; nothing when
/// there is no such place.
std::optional<std::size_t> offsetOf(std::string_view text, std::string_view pointer);

} // namespace targetdesk
