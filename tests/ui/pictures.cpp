// SPDX-License-Identifier: MIT
// Takes the pictures of README.md: `pictures FOLDER`, on a display or with QT_QPA_PLATFORM=offscreen. Not a test.
#include "ui/editor/codeeditor.h"
#include "windowfixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QListWidget>
#include <QToolButton>
#include <QTranslator>
#include <QtTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

const QString Template = u"{# Reward for Klaviyo #}\n{\n  \"data\": {\n    \"type\": \"event\",\n    {% if reward.amount > 0 %}\n"
                         "      \"value\": {{ reward.amount }},\n    {% else %}\n      \"value\": 0,\n    {% endif %}\n"
                         "    \"name\": {{ reward.name }},\n    \"code\": {{ reward.definition.name|upper|json_encode|raw }}\n"
                         "  }\n}\n"_s;

void begin(WindowFixture &desk, Theme::Mode mode)
{
    desk.theme().setMode(mode);
    desk.nameSchema("");
    desk.window().resize(1280, 800);
    desk.window().showTarget("klaviyo-reward-issued");
    desk.chooseSample(u"reward.issued"_s, u"profile-root"_s);
}

bool write(WindowFixture &desk, const QString &text)
{
    desk.editor()->setFocus();
    desk.editor()->replaceText(text);
    return QTest::qWaitFor([&desk] { return desk.labelText("unsavedMark").contains(u','); },
                           10'000); // kept, and rendered long before
}

bool save(WindowFixture &desk, const QString &file)
{
    QTest::qWait(400);
    const bool saved = desk.window().grab().save(file);
    std::printf("%s %s\n", saved ? "wrote" : "could not write", qPrintable(file));
    return saved;
}

bool aProblemAtItsCause(const QString &file)
{
    WindowFixture desk;
    begin(desk, Theme::Mode::Light);
    if (!write(desk, Template)) return false;
    desk.editor()->goTo(10, 17);
    desk.trigger("edit.quickFix");
    const auto *list = desk.window().findChild<QListWidget *>(u"fixList"_s);
    const bool tried = QTest::qWaitFor(
        [&] { return list && list->count() > 0 && !list->item(list->count() - 1)->text().contains(u"…"_s); }, 20'000);
    return save(desk, file) && tried;
}

bool whereAValueComesFrom(const QString &file)
{
    WindowFixture desk;
    begin(desk, Theme::Mode::Dark);
    const bool written =
        write(desk, QString(Template).replace(u"reward.name }}"_s, u"reward.definition.name|json_encode|raw }}"_s));
    desk.editor()->goTo(11, 20);
    QTest::qWait(400);
    desk.trigger("edit.showValue");
    return save(desk, file) && written;
}

bool allSamplesAtOnce(const QString &file)
{
    QTranslator translator;
    if (!translator.load(QLocale(QLocale::German), u"targetdesk"_s, u"_"_s, u":/i18n"_s)) return false;
    qApp->installTranslator(&translator);
    bool saved = false;
    {
        WindowFixture desk;
        begin(desk, Theme::Mode::Light);
        desk.trigger("run.matrix");
        const bool checked = QTest::qWaitFor(
            [&desk] {
                return desk.labelText("matrixSummary").contains(u'·') && !desk.find<QToolButton>("matrixCancel")->isVisible();
            },
            60'000);
        saved = save(desk, file) && checked;
    }
    qApp->removeTranslator(&translator);
    return saved;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: pictures FOLDER\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const bool all = aProblemAtItsCause(folder.filePath(u"light.png"_s)) &&
                     whereAValueComesFrom(folder.filePath(u"dark.png"_s)) && allSamplesAtOnce(folder.filePath(u"german.png"_s));
    return all ? 0 : 1;
}
