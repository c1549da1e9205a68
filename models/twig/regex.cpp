// SPDX-License-Identifier: MIT
#include "twig/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace twig {

namespace {

constexpr unsigned MatchLimit = 1'000'000; // pcre.backtrack_limit
constexpr unsigned DepthLimit = 100'000;   // pcre.recursion_limit
constexpr unsigned HeapLimit = 20'000;     // kilobytes

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What the modifier "r" asks for: letters inside and outside ASCII are never the same letter. PCRE2 has it from 10.43 on.
pcre2_compile_context *restrictedCase()
{
    pcre2_compile_context *context = pcre2_compile_context_create(nullptr);
#ifdef PCRE2_EXTRA_CASELESS_RESTRICT
    pcre2_set_compile_extra_options(context, PCRE2_EXTRA_CASELESS_RESTRICT);
#endif
    return context;
}

std::vector<std::string> namesOf(const pcre2_code &code)
{
    std::uint32_t groups = 0;
    std::uint32_t count = 0;
    std::uint32_t size = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(&code, PCRE2_INFO_CAPTURECOUNT, &groups);
    pcre2_pattern_info(&code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(&code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(&code, PCRE2_INFO_NAMETABLE, &table);
    std::vector<std::string> names(groups + 1);
    for (std::uint32_t i = 0; i < count; ++i, table += size) // two bytes of number, then the name
        names[static_cast<std::size_t>(table[0]) << 8 | table[1]] = reinterpret_cast<const char *>(table + 2);
    return names;
}

} // namespace

struct Regex::Compiled
{
    pcre2_code *code = nullptr;
    pcre2_match_context *context = nullptr;

    Compiled() = default;
    Compiled(const Compiled &) = delete;
    Compiled &operator=(const Compiled &) = delete;
    ~Compiled()
    {
        pcre2_match_context_free(context);
        pcre2_code_free(code);
    }
};

Regex::Regex(std::string_view pattern)
{
    std::string body;
    unsigned options = 0;
    bool restrictCase = false;
    if (!parse(pattern, body, options, restrictCase)) return;
    int code = 0;
    PCRE2_SIZE offset = 0;
    auto compiled = std::make_unique<Compiled>();
    pcre2_compile_context *context = restrictCase ? restrictedCase() : nullptr;
    compiled->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(body.data()), body.size(), options, &code, &offset, context);
    pcre2_compile_context_free(context);
    if (!compiled->code) {
        PCRE2_UCHAR text[256] = {};
        pcre2_get_error_message(code, text, sizeof text);
        m_error =
            std::string("Compilation failed: ") + reinterpret_cast<const char *>(text) + " at offset " + std::to_string(offset);
        return;
    }
    compiled->context = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(compiled->context, MatchLimit);
    pcre2_set_depth_limit(compiled->context, DepthLimit);
    pcre2_set_heap_limit(compiled->context, HeapLimit);
    m_groupNames = namesOf(*compiled->code);
    m_compiled = std::move(compiled);
}

Regex::~Regex() = default;
Regex::Regex(Regex &&) noexcept = default;
Regex &Regex::operator=(Regex &&) noexcept = default;

// php_pcre.c, pcre_get_compiled_regex_cache_ex()
bool Regex::parse(std::string_view pattern, std::string &body, unsigned &options, bool &restrictCase)
{
    std::size_t at = 0;
    while (at < pattern.size() && isSpace(pattern[at]))
        ++at;
    if (at >= pattern.size()) {
        m_error = "Empty regular expression";
        return false;
    }
    const char open = pattern[at++];
    if (isAlphanumeric(open) || open == '\\' || open == '\0') {
        m_error = "Delimiter must not be alphanumeric, backslash, or NUL byte";
        return false;
    }
    static constexpr std::string_view Opening = "([{<";
    static constexpr std::string_view Closing = ")]}>";
    const std::size_t pair = Opening.find(open);
    const char close = pair == std::string_view::npos ? open : Closing[pair];
    int depth = 1;
    std::size_t end = at;
    for (; end < pattern.size(); ++end) {
        if (pattern[end] == '\\' && end + 1 < pattern.size())
            ++end;
        else if (pattern[end] == close && --depth <= 0)
            break;
        else if (pattern[end] == open && open != close)
            ++depth;
    }
    if (end >= pattern.size()) {
        m_error = open == close ? std::string("No ending delimiter '") + open + "' found"
                                : std::string("No ending matching delimiter '") + close + "' found";
        return false;
    }
    body = pattern.substr(at, end - at);
    for (const char flag : pattern.substr(end + 1)) {
        switch (flag) {
        case 'i': options |= PCRE2_CASELESS; break;
        case 'm': options |= PCRE2_MULTILINE; break;
        case 's': options |= PCRE2_DOTALL; break;
        case 'x': options |= PCRE2_EXTENDED; break;
        case 'A': options |= PCRE2_ANCHORED; break;
        case 'D': options |= PCRE2_DOLLAR_ENDONLY; break;
        case 'U': options |= PCRE2_UNGREEDY; break;
        case 'J': options |= PCRE2_DUPNAMES; break;
        case 'n': options |= PCRE2_NO_AUTO_CAPTURE; break;
        case 'u': options |= PCRE2_UTF | PCRE2_UCP; break;
        case 'r': restrictCase = true; break;
        case 'S':
        case 'X':
        case ' ':
        case '\n':
        case '\r': break;
        case '\0': m_error = "NUL byte is not a valid modifier"; return false;
        default: m_error = std::string("Unknown modifier '") + flag + "'"; return false;
        }
    }
    return true;
}

Regex::Result Regex::match(std::string_view subject) const
{
    if (!m_compiled) return Result::GaveUp;
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(m_compiled->code, nullptr);
    const int count = pcre2_match(m_compiled->code, reinterpret_cast<PCRE2_SPTR>(subject.data()), subject.size(), 0, 0, data,
                                  m_compiled->context);
    pcre2_match_data_free(data);
    if (count >= 0) return Result::Match;
    return count == PCRE2_ERROR_NOMATCH ? Result::NoMatch : Result::GaveUp;
}

Regex::Result Regex::search(std::string_view subject, std::size_t from, std::vector<Group> &groups, bool notEmpty) const
{
    if (!m_compiled) return Result::GaveUp;
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(m_compiled->code, nullptr);
    const std::uint32_t options = notEmpty ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0;
    const int count = pcre2_match(m_compiled->code, reinterpret_cast<PCRE2_SPTR>(subject.data()), subject.size(), from, options,
                                  data, m_compiled->context);
    groups.assign(m_groupNames.size(), {});
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
    for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i)
        if (offsets[2 * i] != PCRE2_UNSET) groups[i] = {true, offsets[2 * i], offsets[2 * i + 1]};
    pcre2_match_data_free(data);
    if (count >= 0) return Result::Match;
    return count == PCRE2_ERROR_NOMATCH ? Result::NoMatch : Result::GaveUp;
}

} // namespace twig
