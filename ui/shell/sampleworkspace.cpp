// SPDX-License-Identifier: MIT
#include "ui/shell/sampleworkspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

bool copyTree(const QString &from, const QString &to, QString &error)
{
    QDirIterator it(from, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString source = it.next();
        const QString target = to + source.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QFile file(source);
        QFile copy(target);
        const bool read = file.open(QIODevice::ReadOnly);
        const bool written = read && copy.open(QIODevice::WriteOnly) && copy.write(file.readAll()) >= 0 && copy.flush();
        if (!written) {
            error = QCoreApplication::translate("SampleWorkspace",
                                                "%1: error: cannot be written (%2) – check the folder’s permissions and space")
                        .arg(target, copy.errorString());
            return false;
        }
    }
    return true;
}

} // namespace

std::filesystem::path sampleWorkspaceFolder(const QString &dataFolder, QString &error)
{
    const QString folder = dataFolder + u"/sample-workspace"_s;
    if (QFile::exists(folder + u"/targetdesk.json"_s)) return folder.toStdString();
    // Under another name first: a copy that was interrupted is never taken for a workspace.
    const QString partial = folder + u".part"_s;
    QDir(partial).removeRecursively();
    if (!copyTree(u":/targetdesk/workspace"_s, partial, error)) return {};
    if (QDir().exists(folder)) {
        error = QCoreApplication::translate("SampleWorkspace", "%1: error: is there but holds no targetdesk.json – move it away")
                    .arg(folder);
        return {};
    }
    if (!QDir().rename(partial, folder)) {
        error = QCoreApplication::translate("SampleWorkspace", "%1: error: cannot be made – check the folder’s permissions")
                    .arg(folder);
        return {};
    }
    return folder.toStdString();
}

} // namespace targetdesk
