// SPDX-License-Identifier: MIT
#pragma once

#include "editing/sampleset.h"
#include "editing/tracedvalues.h"
#include "payload/problem.h"
#include "twig/extension.h"
#include "workspace/sample.h"
#include "workspace/target.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace targetdesk {

/// A target that was rendered, and what was wrong with it.
struct RenderedTarget
{
    Target target;
    std::vector<Problem> problems;
    std::filesystem::path workspace; ///< the folder with the schemas that the target names; empty: none
};

/// What the editor's helpers know beside the text. A value; the window keeps it up to date.
struct EditorContext
{
    std::shared_ptr<const SampleSet> samples = std::make_shared<const SampleSet>();
    std::shared_ptr<const TracedValues> traced;     ///< of the last render; null: none
    twig::ExtensionSet extensions;                  ///< that the workspace switched on
    std::shared_ptr<const RenderedTarget> rendered; ///< last; null: nothing yet
    std::vector<Sample> allSamples;                 ///< of the events that reach the target; changes are proven on them
};

} // namespace targetdesk
