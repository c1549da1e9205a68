// SPDX-License-Identifier: MIT
// Key press to repaint of the template editor alone, and from a letter to its completions: bench_editor [KEYS]. Prints the median
// and the 99th percentile in milliseconds; runs on any platform plug-in, offscreen too.
#include "editing/completion.h"
#include "editing/sampleset.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/syntax.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

QString smallTemplate()
{
    return u"{\n  \"email\": {{ (email ?? profile.email)|json_encode|raw }},\n  {% if reward.amount > 0 %}\n    \"amount\": "
           u"{{ reward.amount }},\n  {% endif %}\n  \"name\": \"{{ first_name|default('you') }}\"\n}\n"_s;
}

QString linesOf(int count)
{
    QString text = u"{\n"_s;
    for (int i = 0; i < count; i += 5)
        text += u"  {% if items[%1] is defined %}\n  \"item_%1\": {\n    \"name\": {{ "
                u"items[%1].name|default('none')|json_encode|raw }}\n"
                u"  },\n  {% endif %}\n"_s.arg(i);
    return text + u"}\n"_s;
}

struct Times
{
    std::vector<double> milliseconds;
    double at(double share)
    {
        std::sort(milliseconds.begin(), milliseconds.end());
        return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
    }
};

void press(CodeEditor &editor, int key, const QString &text)
{
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(&editor, &down);
}

/// Thirty samples with lists, as a workspace has them.
SampleSet samples()
{
    std::vector<NamedContext> all;
    for (int sample = 0; sample < 30; ++sample) {
        std::string items;
        for (int i = 0; i < 50; ++i)
            items += (i > 0 ? "," : "") + std::string("{\"name\": \"item\", \"price\": 1.5, \"sku\": \"A\"}");
        all.push_back({"sample" + std::to_string(sample), "{\"email\": \"ann@example.com\", \"profile\": {\"tier\": \"gold\"}, "
                                                          "\"items\": [" +
                                                              items + "]}"});
    }
    return {all, 0};
}

/// From a letter inside of {{ }} in the middle of the template to what can stand there.
void measureCompletion(const char *name, const QString &text, const Theme &theme, int keys)
{
    CodeEditor editor(theme);
    editor.enableTemplates();
    auto *document = CodeEditor::makeDocument(&editor);
    document->setPlainText(text);
    editor.setDocument(document);
    const qsizetype print = text.indexOf(u"{{ "_s, text.size() / 2);
    QTextCursor cursor(document);
    cursor.setPosition(static_cast<int>(print) + 3);
    editor.setTextCursor(cursor);
    const SampleSet known = samples();
    Times all, only;
    std::size_t found = 0;
    for (int i = 0; i < keys; ++i) {
        press(editor, i % 2 == 0 ? Qt::Key_I : Qt::Key_Backspace, i % 2 == 0 ? u"i"_s : u"\b"_s);
        QElapsedTimer timer;
        timer.start();
        DocumentStructure &structure = *editor.structure();
        const TemplateScan &scan = structure.scan();
        QElapsedTimer inner;
        inner.start();
        found += completionsAt(scan, structure.map().byteOf(editor.textCursor().position()), known, {}).items.size();
        only.milliseconds.push_back(static_cast<double>(inner.nsecsElapsed()) / 1e6);
        all.milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::printf(
        "%-22s completion: median %7.2f ms, 99 %% %7.2f ms, of it reading the template anew: median %7.2f ms   (%zu found)\n",
        name, all.at(0.5), all.at(0.99), all.at(0.5) - only.at(0.5), found / static_cast<std::size_t>(keys));
    std::fflush(stdout);
}

void measure(const char *name, const QString &text, const Syntax &syntax, const Theme &theme, int keys)
{
    CodeEditor editor(theme);
    editor.enableTemplates();
    auto *document = CodeEditor::makeDocument(&editor);
    document->setPlainText(text);
    new CodeHighlighter(document, syntax.jsonTwig(), theme);
    editor.setDocument(document);
    editor.resize(900, 700);
    editor.show();
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < 3000) // the highlighter goes over a new document bit by bit
        QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
    editor.goTo(document->blockCount() / 2, 3);
    Times pressed;
    Times read;
    for (int i = 0; i < keys; ++i) {
        QElapsedTimer timer;
        timer.start();
        press(editor, i % 2 == 0 ? Qt::Key_A : Qt::Key_Backspace, i % 2 == 0 ? u"a"_s : u"\b"_s);
        editor.viewport()->repaint();
        pressed.milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        if (i % 10 != 0) continue;
        timer.restart();
        editor.structure()->scan();
        read.milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::printf(
        "%-22s %9lld characters %7d lines  key to repaint: median %7.2f ms, 99 %% %7.2f ms   structure: median %6.2f ms\n", name,
        static_cast<long long>(text.size()), document->blockCount(), pressed.at(0.5), pressed.at(0.99), read.at(0.5));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int keys = argc > 1 ? std::max(20, std::atoi(argv[1])) : 400;
    const Theme theme(application);
    const Syntax syntax;
    QString large;
    for (int lines = 1000; large.size() < 100 * 1024; lines += 100)
        large = linesOf(lines);
    measure("small", smallTemplate(), syntax, theme, keys);
    measure("100 KiB", large, syntax, theme, keys);
    measure("10,000 lines", linesOf(10'000), syntax, theme, keys);
    measureCompletion("small", smallTemplate(), theme, keys);
    measureCompletion("100 KiB", large, theme, keys);
    measureCompletion("10,000 lines", linesOf(10'000), theme, keys);
    measure("line of 128 KiB", u"{\n\"a\": 1,\n\"long\": \""_s + QString(128 * 1024, u'x') + u"\"\n}\n"_s, syntax, theme,
            keys / 4);
    return 0;
}
