// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/sample.h"
#include "workspace/workspace.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace targetdesk {

/// What commands read from the command line and write to standard output. All throw CommandError that says what was given, what
/// exists and what to do.

/// Opens a workspace; its problems are the caller's to tell.
Workspace workspaceAt(const std::string &folder);

/// The target of that handle.
const Target &targetNamed(const Workspace &workspace, const std::string &handle);

/// EVENT[/NAME]: a sample of the workspace, the event's first one when no name is given; aliases of an event count.
Sample sampleNamed(const Workspace &workspace, const std::string &text);

/// A context from a file; `-` is standard input.
Sample sampleFromFile(const std::string &file);

/// True when the text names a file rather than an event: it exists, is `-`, or ends in .json.
bool namesFile(const std::string &text);

/// Writes all of it to standard output. A reader that went away is no error: it has seen what it wanted.
void printOut(const std::string &text);

/// Seconds since 1970 of `2026-03-02T03:15:00Z`, with `Z`, an offset or nothing (UTC) at its end.
std::int64_t instantFrom(const std::string &text);

/// The nearest of these, for "did you mean"; empty when none is near.
std::string nearest(const std::string &word, const std::vector<std::string> &words);

} // namespace targetdesk
