// SPDX-License-Identifier: MIT
#include "history/draftjournal.h"

#include "workspace/atomicfile.h"
#include "workspace/jsonfile.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::string_view draftSuffix = ".draft.json";

} // namespace

// A new target may have no handle yet, or one that could not be a file's name.
fs::path DraftJournal::file(const std::string &key) const
{
    std::string name;
    static constexpr char Digits[] = "0123456789ABCDEF";
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
        if (plain)
            name += c;
        else
            (name += '%') += {Digits[byte >> 4], Digits[byte & 15]};
    }
    if (name.size() > 200) name.resize(200);
    return m_folder / ((name.empty() ? "%" : name) + std::string(draftSuffix));
}

void DraftJournal::keep(const std::string &key, const KeptTarget &draft) const
{
    writeAtomically(file(key), toText(draft));
}

void DraftJournal::drop(const std::string &key) const
{
    std::error_code error;
    if (fs::exists(file(key), error)) removeDurably(file(key));
}

std::vector<KeptTarget> DraftJournal::drafts(std::vector<WorkspaceProblem> &problems) const
{
    std::vector<KeptTarget> all;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.') || !name.ends_with(draftSuffix)) continue;
        try {
            all.push_back(keptTargetFromText(readFile(entry.path()), entry.path()));
        } catch (const WorkspaceError &failed) {
            problems.push_back(failed.problem());
        }
    }
    std::sort(all.begin(), all.end(), [](const KeptTarget &a, const KeptTarget &b) { return a.target.handle < b.target.handle; });
    return all;
}

} // namespace targetdesk
