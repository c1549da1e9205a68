// SPDX-License-Identifier: MIT
#include "resourcepath.h"

#include "command.h"

#include <QCoreApplication>
#include <QString>

namespace fs = std::filesystem;

namespace targetdesk {

fs::path resourceFolder()
{
    const QByteArray overridden = qgetenv("TARGETDESK_RESOURCES");
    const fs::path candidates[] = {
        fs::path(overridden.toStdString()),
        fs::path(QCoreApplication::applicationDirPath().toStdString()) / ".." / "share" / "targetdesk",
        fs::path(TARGETDESK_SOURCE_RESOURCES),
    };
    for (const fs::path &candidate : candidates) {
        std::error_code error;
        if (!candidate.empty() && fs::is_directory(candidate / "workspace", error)) return fs::weakly_canonical(candidate, error);
    }
    return {};
}

fs::path sampleWorkspace()
{
    const fs::path folder = resourceFolder();
    if (folder.empty()) {
        throw CommandError(
            "the sample workspace is not installed – give one with --workspace DIR, or set TARGETDESK_RESOURCES to "
            "the folder that holds 'workspace'");
    }
    return folder / "workspace";
}

} // namespace targetdesk
