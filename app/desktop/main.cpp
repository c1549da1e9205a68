// SPDX-License-Identifier: MIT
// targetdesk: the window. Parses arguments, wires, runs.
#include "../standardstreams.h"
#include "delivery/secretvault.h"
#include "dispatch/store.h"
#include "ui/shell/dialogprompts.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sampleworkspace.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

constexpr int exitUsage = 2;

void printError(const QString &text)
{
    std::fputs((u"targetdesk: "_s + text + u'\n').toLocal8Bit().constData(), stderr);
}

struct Arguments
{
    QString workspace;
    QString theme;
    QString screenshot;
    QString target;
    QString language;
};

Arguments parse(QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::tr("Edits, previews and sends Omneo targets."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption workspace(u"workspace"_s, QApplication::tr("Open this workspace folder."), u"DIR"_s);
    const QCommandLineOption theme(u"theme"_s, QApplication::tr("Colours: light, dark or system."), u"THEME"_s);
    const QCommandLineOption target(u"target"_s, QApplication::tr("Show the target with this handle."), u"HANDLE"_s);
    const QCommandLineOption language(u"language"_s, QApplication::tr("Language of the window, such as en or de."), u"CODE"_s);
    const QCommandLineOption screenshot(u"screenshot"_s, QApplication::tr("Save a picture of the window and end."), u"FILE"_s);
    parser.addOptions({workspace, theme, target, language, screenshot});
    parser.process(application);
    return {parser.value(workspace), parser.value(theme), parser.value(screenshot), parser.value(target), parser.value(language)};
}

/// The workspace to open: the one asked for, the last one, or a copy of the sample workspace.
Workspace openWorkspace(const Arguments &arguments, const QSettings &settings)
{
    if (!arguments.workspace.isEmpty()) return Workspace::open(arguments.workspace.toStdString());
    if (const QString last = settings.value(u"workspace"_s).toString(); !last.isEmpty()) {
        try {
            return Workspace::open(last.toStdString());
        } catch (const WorkspaceError &error) {
            printError(QString::fromUtf8(error.what()));
        }
    }
    QString error;
    const auto folder = sampleWorkspaceFolder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation), error);
    if (folder.empty()) throw WorkspaceError({{}, 0, 0, error.toStdString(), {}});
    return Workspace::open(folder);
}

void translate(QApplication &application, QTranslator &own, QTranslator &qt, const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    QLocale::setDefault(locale);
    if (qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(&qt);
    // English has its plurals from a file, too, so it stands in where a language has none.
    if (own.load(locale, u"targetdesk"_s, u"_"_s, u":/i18n"_s) || own.load(u"targetdesk_en"_s, u":/i18n"_s))
        application.installTranslator(&own);
}

/// Saves the picture once the preview is there, and ends.
void takePicture(QApplication &application, MainWindow &window, const QString &file)
{
    QObject::connect(
        &window, &MainWindow::previewed, &window,
        [&application, &window, file] {
            QTimer::singleShot(400, &window, [&application, &window, file] {
                if (window.grab().save(file)) {
                    application.exit(0);
                    return;
                }
                printError(u"%1: error: the picture cannot be written – check folder and file type (.png)"_s.arg(file));
                application.exit(1);
            });
        },
        Qt::SingleShotConnection);
}

} // namespace

int main(int argc, char **argv)
{
    openStandardStreams();
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"Target Desk"_s);
    QCoreApplication::setApplicationName(u"targetdesk"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TARGETDESK_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Target Desk"_s);
    QGuiApplication::setDesktopFileName(u"targetdesk"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);

    const Arguments arguments = parse(application);
    QTranslator own;
    QTranslator qt;
    translate(application, own, qt, arguments.language);
    QSettings settings;
    Theme theme(application);
    theme.setMode(Theme::modeOf(arguments.theme.isEmpty() ? settings.value(u"theme"_s).toString() : arguments.theme));
    try {
        DialogPrompts prompts(theme);
        const QString state = QStandardPaths::writableLocation(QStandardPaths::StateLocation);
        MainWindow window(openWorkspace(arguments, settings), {theme, prompts, settings, systemSecrets(), state.toStdString(),
                                                               defaultStoreSpec(), KeySources::ofUser()});
        if (!arguments.target.isEmpty() && !window.showTarget(arguments.target.toStdString())) {
            printError(
                u"no target has the handle '%1' – the handles are the file names in the workspace's folder 'targets'"_s.arg(
                    arguments.target));
            return exitUsage;
        }
        window.show();
        if (!arguments.screenshot.isEmpty())
            takePicture(application, window, arguments.screenshot);
        else
            QTimer::singleShot(0, &window, [&window] {
                window.offerDrafts();
                window.offerKey();
            });
        return QApplication::exec();
    } catch (const std::exception &error) {
        printError(QString::fromUtf8(error.what()));
        return exitUsage;
    }
}
