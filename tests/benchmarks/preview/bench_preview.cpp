// SPDX-License-Identifier: MIT
// From a key press to the payload it makes, in the real window: QT_QPA_PLATFORM=offscreen bench_preview [presses].
// Prints median and 99th percentile in milliseconds. "key" is until the editor is painted with the key, "payload" until the new
// payload is painted too.
#include "../../ui/fakeprompts.h"
#include "ui/editor/codeeditor.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sampleworkspace.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <vector>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

struct Case
{
    const char *name;
    QString source;
};

QString manyLines(int lines, int width)
{
    QString text = u"{\n"_s;
    for (int i = 0; i < lines; ++i) {
        const bool isExpression = i % 4 == 0;
        QString line = u"  \"k%1\": "_s.arg(i);
        line += isExpression ? u"{{ (reward.id ~ '-%1')|json_encode|raw }}"_s.arg(i) : u'"' + QString(width, u'x') + u'"';
        text += line + u",\n"_s;
    }
    return text + u"  \"typed\": \"\"\n}\n"_s;
}

double percentile(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

void measure(MainWindow &window, const Case &one, int presses)
{
    auto *editor = window.findChild<CodeEditor *>(u"templateEditor"_s);
    auto *payload = window.findChild<CodeEditor *>(u"payloadView"_s);
    QSignalSpy previews(&window, &MainWindow::previewed);
    editor->setPlainText(one.source);
    if (!previews.wait(60000)) qFatal("no preview");
    QTest::qWait(300);
    const int typed = static_cast<int>(one.source.lastIndexOf(u"\"typed\": \""_s)) + 10;
    QTextCursor cursor = editor->textCursor();
    cursor.setPosition(typed);
    editor->setTextCursor(cursor);
    editor->setFocus();
    QTest::qWait(100);
    std::vector<double> keys;
    std::vector<double> payloads;
    for (int i = 0; i < presses; ++i) {
        previews.clear();
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(editor, static_cast<char>('a' + i % 26));
        editor->repaint();
        keys.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        if (previews.isEmpty() && !previews.wait(60000)) qFatal("no preview");
        payload->repaint();
        payloads.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QTest::qWait(5);
    }
    std::printf("%-12s %8lld %7d %9.2f %9.2f %12.2f %12.2f\n", one.name, static_cast<long long>(one.source.size()), presses,
                percentile(keys, 0.5), percentile(keys, 0.99), percentile(payloads, 0.5), percentile(payloads, 0.99));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int presses = argc > 1 ? std::max(1, std::atoi(argv[1])) : 200;
    const QTemporaryDir folder;
    QString error;
    const std::filesystem::path workspace = sampleWorkspaceFolder(folder.path(), error);
    if (workspace.empty()) qFatal("%s", qPrintable(error));
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    FakePrompts prompts;
    Theme theme(application);
    MainWindow window(Workspace::open(workspace), {theme, prompts, settings, std::make_shared<MemorySecrets>()});
    window.show();
    if (!QTest::qWaitForWindowActive(&window) || !window.showTarget("klaviyo-reward-issued")) qFatal("no window");
    std::printf("%-12s %8s %7s %9s %9s %12s %12s\n", "template", "bytes", "presses", "key p50", "key p99", "payload p50",
                "payload p99");
    const Case cases[] = {
        {"small", u"{\n  \"email\": {{ email|json_encode|raw }},\n  \"id\": {{ reward.id }},\n  \"typed\": \"\"\n}\n"_s},
        {"100 KiB", manyLines(1500, 70)},
        {"10000 lines", manyLines(9997, 20)}};
    for (const Case &one : cases)
        measure(window, one, presses);
    return 0;
}
