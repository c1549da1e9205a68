// SPDX-License-Identifier: MIT
#include "ui/targets/starttemplates.h"

#include "ui/targets/targetsmodel.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QString startText(const char *text)
{
    return QCoreApplication::translate("StartTemplates", text);
}

std::string readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QString titleOf(QString fileName)
{
    fileName.chop(int(sizeof(".json.twig")) - 1);
    fileName.replace(u'-', u' ');
    if (!fileName.isEmpty()) fileName[0] = fileName[0].toUpper();
    return fileName;
}

StartTemplate blank()
{
    StartTemplate start;
    start.title = startText(QT_TRANSLATE_NOOP("StartTemplates", "Small JSON template"));
    start.target.templateSource = "{\n"
                                  "  \"email\": {{ (email ?? profile.email ?? null)|json_encode|raw }}\n"
                                  "}\n";
    return start;
}

StartTemplate empty()
{
    StartTemplate start;
    start.title = startText(QT_TRANSLATE_NOOP("StartTemplates", "Nothing"));
    return start;
}

} // namespace

std::vector<StartTemplate> startTemplates(const Workspace &workspace)
{
    std::vector<StartTemplate> starts = {blank(), empty()};
    const QDir presets(u":/targetdesk/presets"_s);
    for (const QString &platform : presets.entryList(QDir::Dirs, QDir::Name)) {
        const QDir folder(presets.filePath(platform));
        for (const QString &file : folder.entryList({u"*.json.twig"_s}, QDir::Files, QDir::Name)) {
            StartTemplate start;
            start.target.delivery.platform = platform.toStdString();
            start.target.templateSource = readAll(folder.filePath(file));
            start.title = TargetsModel::platformName(start.target.delivery.platform) + u": "_s + titleOf(file);
            start.target.name = start.title.toStdString();
            starts.push_back(std::move(start));
        }
    }
    for (const Target &target : workspace.targets()) {
        StartTemplate start;
        start.title = startText(QT_TRANSLATE_NOOP("StartTemplates", "Copy of %1")).arg(QString::fromStdString(target.name));
        start.target = target;
        start.target.name = start.title.toStdString();
        start.target.id.reset();
        starts.push_back(std::move(start));
    }
    return starts;
}

} // namespace targetdesk
