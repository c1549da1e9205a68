// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QString>

#include <vector>

namespace targetdesk {

/// Something a new target can start from.
struct StartTemplate
{
    QString title;
    Target target; ///< template and delivery settings to start with; name, handle and URL are proposals, perhaps empty
};

/// A small safe JSON template, the presets that come with the program (per platform), and a copy of each target of the
/// workspace.
std::vector<StartTemplate> startTemplates(const Workspace &workspace);

} // namespace targetdesk
