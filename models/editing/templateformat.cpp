// SPDX-License-Identifier: MIT
#include "editing/templateformat.h"

#include "editing/formatatoms.h"
#include "payload/jsondiff.h"

#include <algorithm>
#include <chrono>

namespace targetdesk {

namespace {

using AtomKind = FormatAtom::Kind;

constexpr std::size_t shortLine = 80;

/// A comma with a condition around it belongs to what is before it.
bool isSeparator(const std::vector<FormatAtom> &atoms, std::size_t at)
{
    return atoms[at].kind == AtomKind::TagOpen && at + 2 < atoms.size() && atoms[at + 1].kind == AtomKind::Comma &&
           atoms[at + 2].kind == AtomKind::TagEnd;
}

/// Line breaks for a template that has none.
void breakUp(std::vector<FormatAtom> &atoms)
{
    for (std::size_t i = 1; i < atoms.size(); ++i) {
        const AtomKind before = atoms[i - 1].kind;
        const AtomKind here = atoms[i].kind;
        const bool endsSeparator = i >= 3 && isSeparator(atoms, i - 3);
        const bool inSeparator = isSeparator(atoms, i) || isSeparator(atoms, i - 1) || (i >= 2 && isSeparator(atoms, i - 2));
        const bool isTag = here == AtomKind::TagOpen || here == AtomKind::TagMiddle || here == AtomKind::TagEnd;
        const bool wasTag = before == AtomKind::TagOpen || before == AtomKind::TagMiddle || before == AtomKind::TagEnd;
        bool breaks = before == AtomKind::Open || before == AtomKind::Comma || here == AtomKind::Close || isTag || wasTag;
        if (before == AtomKind::Open && here == AtomKind::Close) breaks = false;
        if (here == AtomKind::Comma || here == AtomKind::Colon || before == AtomKind::Colon) breaks = false;
        if (inSeparator) breaks = false;
        if (endsSeparator) breaks = true;
        atoms[i].breaks = breaks ? 1 : 0;
    }
}

std::string gapBetween(const FormatAtom &before, const FormatAtom &atom)
{
    if (atom.kind == AtomKind::Comma || atom.kind == AtomKind::Colon) return {};
    const bool isTag = atom.kind == AtomKind::TagOpen || atom.kind == AtomKind::TagMiddle || atom.kind == AtomKind::TagEnd;
    if (before.kind == AtomKind::Colon || (before.kind == AtomKind::Comma && !isTag)) return " ";
    return atom.gap ? " " : "";
}

/// How deep a place is: brackets and tags that are open. Each branch of a tag begins as deep as the first.
class Depth
{
public:
    /// Of a line that begins with these atoms.
    int ofLine(const std::vector<FormatAtom> &atoms, std::size_t first) const
    {
        int depth = m_depth;
        std::size_t open = m_tags.size();
        for (std::size_t i = first; i < atoms.size() && (i == first || atoms[i].breaks == 0); ++i) {
            const AtomKind kind = atoms[i].kind;
            if (kind == AtomKind::Close)
                --depth;
            else if ((kind == AtomKind::TagEnd || kind == AtomKind::TagMiddle) && open > 0)
                depth = m_tags[--open];
            else
                break;
            if (kind == AtomKind::TagMiddle) break;
        }
        return std::max(0, depth);
    }

    void pass(AtomKind kind)
    {
        if (kind == AtomKind::Open) ++m_depth;
        if (kind == AtomKind::Close) --m_depth;
        if (kind == AtomKind::TagOpen) m_tags.push_back(m_depth++);
        if (m_tags.empty()) return;
        if (kind == AtomKind::TagMiddle) m_depth = m_tags.back() + 1;
        if (kind != AtomKind::TagEnd) return;
        --m_depth; // with what the last branch left open
        m_tags.pop_back();
    }

private:
    int m_depth = 0;
    std::vector<int> m_tags; ///< depths before them
};

std::string written(const std::vector<FormatAtom> &atoms)
{
    std::string out;
    Depth depth;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        if (i > 0 && atoms[i].breaks > 0) {
            out.append(static_cast<std::size_t>(std::min(atoms[i].breaks, 2)), '\n');
            out.append(static_cast<std::size_t>(depth.ofLine(atoms, i)) * 2, ' ');
        } else if (i > 0) {
            out += gapBetween(atoms[i - 1], atoms[i]);
        }
        depth.pass(atoms[i].kind);
        out += atoms[i].text;
    }
    return out;
}

std::string quoted(const std::string &name)
{
    return "\"" + name + "\"";
}

} // namespace

std::optional<std::string> formattedTemplate(std::string_view source)
{
    const TemplateScan scan(source);
    if (!scan.isComplete()) return std::nullopt;
    auto atoms = formatAtoms(scan);
    if (!atoms) return std::nullopt;
    const bool hasBreaks = std::any_of(atoms->begin(), atoms->end(), [&](const FormatAtom &atom) {
        return atom.breaks > 0 || atom.text.find('\n') != std::string::npos;
    });
    if (!hasBreaks && source.size() > shortLine) breakUp(*atoms);
    std::string out = written(*atoms);
    if (source.ends_with('\n')) out += '\n';
    return out;
}

SameOutput provenSame(const Target &before, const std::string &afterSource, const std::vector<Sample> &samples,
                      const std::atomic<bool> *cancelled)
{
    SameOutput result;
    if (samples.empty()) {
        result.reason = "there is no sample to render with";
        return result;
    }
    Target after = before;
    after.templateSource = afterSource;
    const PayloadRenderer first(before);
    const PayloadRenderer second(after);
    PayloadOptions options;
    options.wantsJson = expectsJson(before);
    options.cancelled = cancelled;
    options.seed = 1;
    options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
    for (const Sample &sample : samples) {
        const Payload old = first.render(sample.text, options);
        const Payload now = second.render(sample.text, options);
        if (!old.isGood()) {
            result.reason = "with the sample " + quoted(sample.name) + " of " + sample.event +
                            (old.rendered ? " the payload is not JSON" : " the template does not render");
            return result;
        }
        const bool same = options.wantsJson && now.isGood() ? jsonChanges(old.text, now.text).empty() : old.text == now.text;
        if (!now.isGood() || !same) {
            result.reason =
                "with the sample " + quoted(sample.name) + " of " + sample.event + " the payload would be another one";
            return result;
        }
        ++result.samples;
    }
    result.isProven = true;
    return result;
}

} // namespace targetdesk
