// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QStringList>

namespace targetdesk {

/// The reactions that send to a target, as a person reads them: "Reward issued (on reward.issued)".
QStringList reactionsInWords(const Workspace &workspace, const std::string &handle);

} // namespace targetdesk
