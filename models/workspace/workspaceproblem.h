// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace targetdesk {

/// A file of the workspace that could not be read or used. The file is left alone.
struct WorkspaceProblem
{
    std::filesystem::path file;
    int line = 0;   ///< 1-based; 0: the file as a whole
    int column = 0; ///< 1-based
    std::string what;
    std::string remedy;

    /// `FILE:LINE:COLUMN: error: what – remedy`.
    std::string text() const;
};

/// Thrown by what changes a workspace; nothing was changed.
class WorkspaceError : public std::exception
{
public:
    explicit WorkspaceError(WorkspaceProblem problem)
        : m_problem(std::move(problem))
        , m_text(m_problem.text())
    {}
    const WorkspaceProblem &problem() const { return m_problem; }
    const char *what() const noexcept override { return m_text.c_str(); }

private:
    WorkspaceProblem m_problem;
    std::string m_text;
};

} // namespace targetdesk
