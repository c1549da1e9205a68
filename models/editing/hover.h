// SPDX-License-Identifier: MIT
#pragma once

#include "editing/sampleset.h"
#include "editing/templatescan.h"
#include "editing/tracedvalues.h"
#include "twig/registry.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// What there is to say about a place of a template.
struct Hover
{
    /// An expression and what it is worth: a path, then the same with each filter behind it.
    struct Step
    {
        std::string expression;
        std::vector<TracedValues::Value> values; ///< several in a loop, equal ones once
        std::size_t count = 0;                   ///< how often it ran; 0: the value is the sample's own
    };
    std::size_t begin = 0; ///< of the word it is about
    std::size_t end = 0;
    std::vector<Step> steps;
    const twig::SymbolInfo *symbol = nullptr; ///< a tag, filter, function, test or operator; lives as long as the program
    std::string path;                         ///< a path of the context; empty: it is none
    int samplesWith = 0;
    int samples = 0;
    std::vector<std::string> missingIn; ///< names of samples without the path
};

/// Nothing outside of Twig and on signs that mean nothing by themselves. `traced`: of the same source, or null. Pure; any thread.
std::optional<Hover> hoverAt(const TemplateScan &scan, std::size_t offset, const SampleSet &samples,
                             twig::ExtensionSet extensions, const TracedValues *traced);

/// The tag, filter, function, test or operator at an offset; null when there is none.
const twig::SymbolInfo *symbolAt(const TemplateScan &scan, std::size_t offset, twig::ExtensionSet extensions);

} // namespace targetdesk
