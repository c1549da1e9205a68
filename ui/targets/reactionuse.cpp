// SPDX-License-Identifier: MIT
#include "ui/targets/reactionuse.h"

#include <QCoreApplication>

namespace targetdesk {

QStringList reactionsInWords(const Workspace &workspace, const std::string &handle)
{
    QStringList words;
    for (const Reaction &reaction : workspace.reactionsUsing(handle)) {
        words.append(QCoreApplication::translate("Reactions", "%1 (on %2)")
                         .arg(QString::fromStdString(reaction.name), QString::fromStdString(reaction.trigger)));
    }
    return words;
}

} // namespace targetdesk
