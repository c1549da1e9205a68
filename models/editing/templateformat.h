// SPDX-License-Identifier: MIT
#pragma once

#include "payload/payload.h"
#include "workspace/sample.h"

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A JSON template laid out: two blanks for each bracket and block that is open, one blank behind `:` and `,`, `{{ x }}`. Line
/// breaks stay where they are; a template on one line is broken up. Texts, comments, verbatim parts, whitespace control and what
/// is captured (`set`, `block`, `macro`, `apply`) stay as they are. Nothing when the template does not lex, or a text is not
/// closed on its line. The source's line ends are `\n`. Pure; any thread.
std::optional<std::string> formattedTemplate(std::string_view source);

/// Whether a change of a template changes a payload.
struct SameOutput
{
    bool isProven = false;
    std::string reason;      ///< why not
    std::size_t samples = 0; ///< rendered
};

/// Renders both templates with every sample at the same time and seed: proven when all payloads are JSON and say the same, with
/// equal texts. Any thread; may take as long as two renders for each sample.
SameOutput provenSame(const Target &before, const std::string &afterSource, const std::vector<Sample> &samples,
                      const std::atomic<bool> *cancelled = nullptr);

} // namespace targetdesk
