// SPDX-License-Identifier: MIT
#include "payload/nastysample.h"

#include "payload/clockgap.h"
#include "workspace/json.h"
#include "workspace/jsonoutline.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>

namespace targetdesk {

namespace {

constexpr std::string_view Names[] = {"missing",    "null",  "other-way",     "empty-text", "quote",      "backslash",
                                      "line-break", "emoji", "right-to-left", "html",       "very-long",  "zero",
                                      "negative",   "huge",  "leap-day",      "clock-gap",  "empty-list", "two-elements"};
constexpr std::size_t LongText = 5000;

/// 2026-03-02, with a time behind it or not.
bool isDate(std::string_view text)
{
    static constexpr std::string_view Form = "dddd-dd-dd";
    if (text.size() < Form.size()) return false;
    for (std::size_t i = 0; i < Form.size(); ++i) {
        const bool isDigit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
        if (Form[i] == 'd' ? !isDigit : text[i] != Form[i]) return false;
    }
    return text.size() == Form.size() || text[Form.size()] == ' ' || text[Form.size()] == 'T';
}

/// Australia/Melbourne, UTC.
bool isTimeZone(std::string_view text)
{
    if (text == "UTC") return true;
    const auto isName = [](unsigned char c) { return std::isalpha(c) != 0 || c == '/' || c == '_' || c == '-'; };
    const std::size_t slash = text.find('/');
    return slash != std::string_view::npos && slash + 1 < text.size() && std::isupper(static_cast<unsigned char>(text[0])) != 0 &&
           std::isupper(static_cast<unsigned char>(text[slash + 1])) != 0 && std::all_of(text.begin(), text.end(), isName);
}

std::string quoted(const std::string &text)
{
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Where a text is cut to put something in: between two characters.
std::size_t middleOf(std::string_view text)
{
    std::size_t middle = text.size() / 2;
    while (middle < text.size() && (static_cast<unsigned char>(text[middle]) & 0xC0) == 0x80)
        ++middle;
    return middle;
}

std::string with(std::string text, std::string_view inside, std::string_view behind = {})
{
    return text.insert(middleOf(text), inside).append(behind);
}

std::string longer(const std::string &text)
{
    std::string all = text.empty() ? "long " : text + ' ';
    while (all.size() < LongText)
        all += all;
    return all;
}

class Maker
{
public:
    Maker(std::string_view context, std::string_view displayZone)
        : m_context(context)
        , m_displayZone(displayZone)
        , m_outline(context)
    {}

    std::vector<NastySample> make(const std::vector<std::string> &paths)
    {
        std::set<int> wanted;
        for (const std::string &path : paths)
            for (int at = m_outline.find(path); at > 0; at = m_outline.node(at).parent)
                wanted.insert(at);
        for (const int index : wanted)
            vary(index);
        return std::move(m_samples);
    }

private:
    void vary(int index)
    {
        const JsonNode &node = m_outline.node(index);
        const std::string_view text = m_context.substr(node.begin, node.end - node.begin);
        if (!node.isElement) add(index, Nastiness::Missing, without(index));
        if (text != "null") replace(index, Nastiness::Null, "null");
        switch (node.kind) {
        case JsonNode::Kind::Word:
            if (text != "null") replace(index, Nastiness::OtherWay, text == "true" ? "false" : "true");
            break;
        case JsonNode::Kind::Number: varyNumber(index); break;
        case JsonNode::Kind::String: varyText(index, decodedJsonString(text)); break;
        case JsonNode::Kind::Array: varyList(index); break;
        case JsonNode::Kind::Object: break;
        }
    }

    void varyNumber(int index)
    {
        replace(index, Nastiness::Zero, "0");
        replace(index, Nastiness::Negative, "-1");
        replace(index, Nastiness::Huge, "9223372036854775808");
    }

    void varyText(int index, const std::string &text)
    {
        // A quote in a date or time zone would only show that the platform sent rubbish.
        if (isTimeZone(text)) return;
        replace(index, Nastiness::EmptyText, "\"\"");
        if (isDate(text)) {
            replace(index, Nastiness::LeapDay, quoted("2028-02-29" + text.substr(10)));
            if (const auto skipped = skippedTimeAfter(text, zoneOf(index))) replace(index, Nastiness::ClockGap, quoted(*skipped));
            return;
        }
        replace(index, Nastiness::Quote, quoted(with(text, "\"")));
        replace(index, Nastiness::Backslash, quoted(with(text, "\\", "\\")));
        replace(index, Nastiness::LineBreak, quoted(with(text, "\n\t")));
        replace(index, Nastiness::Emoji, quoted(with(text, "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB")));
        replace(index, Nastiness::RightToLeft, quoted(with(text, "\xE2\x80\x8F\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D")));
        replace(index, Nastiness::Html, quoted(with(text, "<b>&'</b>")));
        replace(index, Nastiness::VeryLong, quoted(longer(text)));
    }

    /// What the record says of itself, else the target's.
    std::string zoneOf(int index) const
    {
        for (int around = m_outline.node(index).parent; around >= 0; around = m_outline.node(around).parent) {
            for (const int child : m_outline.children(around)) {
                const JsonNode &node = m_outline.node(child);
                if (node.isElement || node.name != "timezone" || node.kind != JsonNode::Kind::String) continue;
                return decodedJsonString(m_context.substr(node.begin, node.end - node.begin));
            }
        }
        return std::string(m_displayZone);
    }

    void varyList(int index)
    {
        const std::vector<int> elements = m_outline.children(index);
        if (elements.empty()) return;
        replace(index, Nastiness::EmptyList, "[]");
        const JsonNode &first = m_outline.node(elements.front());
        const std::string element(m_context.substr(first.begin, first.end - first.begin));
        add(index, Nastiness::TwoElements, spliced(first.begin, first.begin, element + ", "));
    }

    std::string without(int index) const
    {
        const JsonNode &node = m_outline.node(index);
        const auto isSpace = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
        std::size_t begin = node.memberBegin;
        std::size_t end = node.end;
        std::size_t next = end;
        while (isSpace(m_context[next]))
            ++next;
        if (m_context[next] == ',') {
            end = next + 1;
        } else {
            std::size_t before = begin;
            while (isSpace(m_context[before - 1]))
                --before;
            if (m_context[before - 1] == ',') begin = before - 1;
        }
        return spliced(begin, end, {});
    }

    std::string spliced(std::size_t begin, std::size_t end, std::string_view instead) const
    {
        return std::string(m_context.substr(0, begin)).append(instead).append(m_context.substr(end));
    }

    void replace(int index, Nastiness nastiness, std::string_view instead)
    {
        const JsonNode &node = m_outline.node(index);
        if (m_context.substr(node.begin, node.end - node.begin) != instead)
            add(index, nastiness, spliced(node.begin, node.end, instead));
    }

    void add(int index, Nastiness nastiness, std::string text)
    {
        m_samples.push_back({nastiness, m_outline.path(index), std::move(text)});
    }

    std::string_view m_context;
    std::string_view m_displayZone;
    JsonOutline m_outline;
    std::vector<NastySample> m_samples;
};

} // namespace

std::string_view nameOf(Nastiness nastiness)
{
    static_assert(std::size(Names) == static_cast<std::size_t>(Nastiness::TwoElements) + 1);
    return Names[static_cast<std::size_t>(nastiness)];
}

std::vector<NastySample> nastySamples(std::string_view context, const std::vector<std::string> &paths,
                                      std::string_view displayZone)
{
    return Maker(context, displayZone).make(paths);
}

} // namespace targetdesk
