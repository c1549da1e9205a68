// SPDX-License-Identifier: MIT
#include "history/textdiff.h"

#include <dtl/dtl.hpp>

#include <algorithm>

namespace targetdesk {

namespace {

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

// What is equal at both ends needs no search: most edits touch a few lines.
std::size_t equalAtStart(const std::vector<std::string> &a, const std::vector<std::string> &b)
{
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t count = 0;
    while (count < most && a[count] == b[count])
        ++count;
    return count;
}

std::size_t equalAtEnd(const std::vector<std::string> &a, const std::vector<std::string> &b, std::size_t start)
{
    const std::size_t most = std::min(a.size(), b.size()) - start;
    std::size_t count = 0;
    while (count < most && a[a.size() - 1 - count] == b[b.size() - 1 - count])
        ++count;
    return count;
}

class Lines
{
public:
    void add(DiffLine::Kind kind, const std::string &text)
    {
        const int before = kind == DiffLine::Kind::Added ? 0 : ++m_before;
        const int after = kind == DiffLine::Kind::Removed ? 0 : ++m_after;
        m_lines.push_back({kind, text, before, after});
    }
    std::vector<DiffLine> take() { return std::move(m_lines); }

private:
    std::vector<DiffLine> m_lines;
    int m_before = 0;
    int m_after = 0;
};

} // namespace

std::vector<DiffLine> textDiff(std::string_view before, std::string_view after)
{
    const std::vector<std::string> a = linesOf(before);
    const std::vector<std::string> b = linesOf(after);
    const std::size_t start = equalAtStart(a, b);
    const std::size_t end = equalAtEnd(a, b, start);
    const auto middle = [&](const std::vector<std::string> &lines) {
        return std::vector<std::string>(lines.begin() + static_cast<std::ptrdiff_t>(start),
                                        lines.end() - static_cast<std::ptrdiff_t>(end));
    };
    Lines lines;
    for (std::size_t i = 0; i < start; ++i)
        lines.add(DiffLine::Kind::Same, a[i]);
    dtl::Diff<std::string> diff(middle(a), middle(b));
    diff.compose();
    for (const auto &[text, info] : diff.getSes().getSequence()) {
        lines.add(info.type == dtl::SES_ADD      ? DiffLine::Kind::Added
                  : info.type == dtl::SES_DELETE ? DiffLine::Kind::Removed
                                                 : DiffLine::Kind::Same,
                  text);
    }
    for (std::size_t i = a.size() - end; i < a.size(); ++i)
        lines.add(DiffLine::Kind::Same, a[i]);
    return lines.take();
}

std::vector<DiffLine> withoutLongSame(const std::vector<DiffLine> &lines, int around)
{
    std::vector<bool> kept(lines.size());
    const auto reach = static_cast<std::size_t>(around);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == DiffLine::Kind::Same) continue;
        const std::size_t from = i > reach ? i - reach : 0;
        const std::size_t to = std::min(lines.size(), i + reach + 1);
        std::fill(kept.begin() + static_cast<std::ptrdiff_t>(from), kept.begin() + static_cast<std::ptrdiff_t>(to), true);
    }
    std::vector<DiffLine> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (kept[i])
            out.push_back(lines[i]);
        else if (i == 0 || kept[i - 1])
            out.push_back({});
    }
    return out;
}

} // namespace targetdesk
