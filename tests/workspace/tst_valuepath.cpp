// SPDX-License-Identifier: MIT
// Paths to values in the spellings that people bring along, and what is none of them.
#include "workspace/valuepath.h"

#include <QtTest>

using namespace targetdesk;

class TestValuePath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps_data();
    void steps();
    void noPath_data();
    void noPath();
};

void TestValuePath::steps_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *path, const char *expected) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(expected);
    };
    row("email", "email");
    row("profile.email", "profile|email");
    row("items.0.code", "items|0|code");
    row("items.*.code", "items|*|code");
    row("$.profile.email", "profile|email");
    row("$['profile']['email']", "profile|email");
    row("$[\"first name\"].x", "first name|x");
    row("$['a.b]c'][0]", "a.b]c|0");
    row("email[0]", "email|0");
    row("items[*].code", "items|*|code");
    row("$[*][12]", "*|12");
    row("[0].email", "0|email");
    row("/profile/email", "profile|email");
    row("/items/*/a~1b~0c", "items|*|a/b~c");
    row("/a.b", "a.b");
    row("$email", "$email");
    row("first name.@type.x-y:z", "first name|@type|x-y:z");
    row("pr\xC3\xA9nom", "pr\xC3\xA9nom");
}

void TestValuePath::steps()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, expected);
    const auto steps = valuePath(path.toStdString());
    QVERIFY(steps);
    QByteArrayList list;
    for (const std::string &step : *steps)
        list += QByteArray::fromStdString(step);
    QCOMPARE(list.join('|'), expected);
}

void TestValuePath::noPath_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"",      "$",      "$.",     "$..email",  "$[",      "$[]",  "$['']", "$['a", "$['a'x]", "$[01]",
                             "$[-1]", "$[0:2]", "$[0,1]", "$[?(@.a)]", "$['a']b", ".",    ".a",    "a.",   "a..b",    "a[0",
                             "a]",    "a.e*",   "a.**",   "a/b",       "#/a/b",   "a, b", " a",    "a ",   "a. b",    "{{ a }}",
                             "a->b[", "'a'",    "/",      "/a/",       "//a",     "/a~2", "/a~"})
        QTest::newRow(*path ? path : "empty") << QByteArray(path);
}

void TestValuePath::noPath()
{
    QFETCH(QByteArray, path);
    QVERIFY(!valuePath(path.toStdString()));
}

QTEST_GUILESS_MAIN(TestValuePath)
#include "tst_valuepath.moc"
