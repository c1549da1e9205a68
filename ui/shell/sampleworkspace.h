// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <filesystem>

namespace targetdesk {

/// The workspace that is opened when none is named: a copy of the sample workspace in the user's data folder, made the
/// first time. `error` says why it could not be made; the path is then empty.
std::filesystem::path sampleWorkspaceFolder(const QString &dataFolder, QString &error);

} // namespace targetdesk
