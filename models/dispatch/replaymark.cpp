// SPDX-License-Identifier: MIT
#include "dispatch/replaymark.h"

#include <array>
#include <charconv>
#include <sstream>
#include <string_view>

namespace targetdesk {

namespace {

constexpr std::string_view kReplay = "replay";
constexpr std::string_view kRerender = "rerender";
constexpr std::string_view kReckon = "at-its-time";
constexpr std::string_view kPace = "/s@";

template <typename Number>
std::string wordOf(Number number)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

/// `2.5/s@1772420400000`
void readPace(const std::string &word, ReplayMark &mark)
{
    const std::size_t middle = word.find(kPace);
    if (middle == std::string::npos) return;
    std::from_chars(word.data(), word.data() + middle, mark.perSecond);
    std::from_chars(word.data() + middle + kPace.size(), word.data() + word.size(), mark.job);
}

} // namespace

std::string ReplayMark::text() const
{
    std::string text;
    if (rerender) text.append(" ").append(kRerender);
    if (reckon) text.append(" ").append(kReckon);
    if (perSecond > 0.0) text.append(" ").append(wordOf(perSecond)).append(kPace).append(wordOf(job));
    return text.empty() ? text : std::string(kReplay) + text;
}

ReplayMark ReplayMark::fromText(const std::string &text)
{
    ReplayMark mark;
    if (!text.starts_with(kReplay)) return mark;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (word == kRerender) mark.rerender = true;
        if (word == kReckon) mark.reckon = true;
        readPace(word, mark);
    }
    return mark;
}

} // namespace targetdesk
