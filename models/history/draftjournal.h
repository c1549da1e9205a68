// SPDX-License-Identifier: MIT
#pragma once

#include "history/kepttarget.h"
#include "workspace/workspaceproblem.h"

#include <vector>

namespace targetdesk {

/// Unsaved edits, put aside while somebody types, so that a crash loses no word: one file a target. A draft goes when it was
/// saved or dropped. Reads and writes the disk at each call; one thread at a time for one folder.
class DraftJournal
{
public:
    /// `folder` is made with the first draft.
    explicit DraftJournal(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {}

    /// Replaces the draft of that key: the handle, or any text for a target that has none yet. Atomic and durable. Throws
    /// WorkspaceError.
    void keep(const std::string &key, const KeptTarget &draft) const;
    /// A draft that is not there is no error. Throws WorkspaceError.
    void drop(const std::string &key) const;
    /// All of them, by handle. What cannot be read is told and left alone.
    std::vector<KeptTarget> drafts(std::vector<WorkspaceProblem> &problems) const;

private:
    std::filesystem::path file(const std::string &key) const;

    std::filesystem::path m_folder;
};

} // namespace targetdesk
