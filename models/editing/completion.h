// SPDX-License-Identifier: MIT
#pragma once

#include "editing/sampleset.h"
#include "editing/templatescan.h"
#include "twig/extension.h"

#include <cstddef>
#include <string>
#include <vector>

namespace targetdesk {

/// One thing that can stand at a place of a template.
struct Completion
{
    enum class Kind { Path, Local, Filter, Function, Test, Tag, Word };
    Kind kind = Kind::Path;
    std::string label;        ///< the name
    std::string insert;       ///< what is written
    std::size_t caret = 0;    ///< in `insert`, where the cursor goes
    bool replacesDot = false; ///< a key that is no name: `['odd key']` takes the dot's place
    std::string detail;       ///< a value in the chosen sample, or a signature
    std::string help;         ///< one line; may be empty
    int samples = -1;         ///< in how many samples it is; -1: not from a context
};

/// What can stand at a place, and what it would replace.
struct Completions
{
    std::size_t begin = 0; ///< of the word that is being typed
    std::size_t end = 0;
    bool isMember = false; ///< keys of something, behind a dot
    std::vector<Completion> items;

    /// Those that fit the word's beginning, else those that have it inside; by the order of `items`.
    std::vector<const Completion *> matching(std::string_view typed) const;
};

/// What can stand at an offset of a template: names and paths with their values, filters, functions, tests, tags. Nothing outside
/// of Twig, in comments and in texts. Pure; any thread.
Completions completionsAt(const TemplateScan &scan, std::size_t offset, const SampleSet &samples, twig::ExtensionSet extensions);

} // namespace targetdesk
