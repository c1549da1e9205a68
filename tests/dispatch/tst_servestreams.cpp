// SPDX-License-Identifier: MIT
#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <map>

using namespace targetdesk;

/// `serve` and the three streams that whoever starts it gives it.
class TestServeStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLastLineThatIsTooLongIsAnswered();

private:
    std::vector<std::string> serve(const std::vector<std::string> &more = {}) const
    {
        std::vector<std::string> arguments =
            serveArguments(m_workspace->path("workspace"), "sqlite:" + m_workspace->path("queue.db").string(), 10);
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    HttpSender m_sender;
    std::unique_ptr<Sink> m_sink;
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestServeStreams::init()
{
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{202, {}, {}}; });
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add("sink", m_sink->url("/"), R"({"n": {{ n|json_encode }}})");
}

void TestServeStreams::aLastLineThatIsTooLongIsAnswered()
{
    CtlProcess process(serve({"--drain"}));
    process.write(eventText({1}) + "\n" + eventText({.n = 2, .textSize = 1024 * 1024}));
    process.closeInput();
    QCOMPARE(process.wait(), 1);
    std::map<int, Json> byLine;
    for (const Json &answer : process.answers())
        byLine[answer["line"].get<int>()] = answer;
    QCOMPARE(byLine.size(), std::size_t{2});
    QVERIFY(byLine[1].contains("ids"));
    QCOMPARE(byLine[2]["error"]["what"], Json("the line is longer than 1 MiB"));
    QCOMPARE(m_sink->received().size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestServeStreams)
#include "tst_servestreams.moc"
