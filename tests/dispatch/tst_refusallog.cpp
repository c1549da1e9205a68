// SPDX-License-Identifier: MIT
#include "dispatch/refusallog.h"

#include "workspace/json.h"

#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;

class TestRefusalLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFloodHasOneLineASecond();
    void theLastOfAFloodAreTold();
    void eachStatusHasItsOwnLine();
    void allAreCounted();

private:
    std::vector<Json> m_lines;
    std::unique_ptr<RefusalLog> m_log;
    const RefusalLog::Time m_start{1000s};
};

void TestRefusalLog::init()
{
    m_lines.clear();
    m_log = std::make_unique<RefusalLog>([this](const std::string &line) { m_lines.push_back(Json::parse(line)); },
                                         [] { return TimePoint(1'772'420'400'000ms); });
}

void TestRefusalLog::aFloodHasOneLineASecond()
{
    for (int i = 0; i < 2500; ++i)
        m_log->add(400, "no JSON", m_start + i * 1ms);
    QCOMPARE(m_lines.size(), std::size_t{3});
    QCOMPARE(m_lines[0], (Json{{"time", "2026-03-02T03:00:00.000Z"},
                               {"level", "warning"},
                               {"what", "refused"},
                               {"status", 400},
                               {"text", "no JSON"}}));
    QCOMPARE(m_lines[1]["left_out"], Json(999));
    QCOMPARE(m_lines[2]["left_out"], Json(999));
}

void TestRefusalLog::theLastOfAFloodAreTold()
{
    QVERIFY(!m_log->add(400, "first", m_start));
    QVERIFY(m_log->add(400, "second", m_start + 1ms));
    QVERIFY(m_log->add(400, "third", m_start + 2ms));
    QVERIFY(m_log->tellRest(m_start + 999ms));
    QCOMPARE(m_lines.size(), std::size_t{1});
    QVERIFY(!m_log->tellRest(m_start + 1s));
    QCOMPARE(m_lines.size(), std::size_t{2});
    QCOMPARE(m_lines[1]["text"], Json("third"));
    QCOMPARE(m_lines[1]["left_out"], Json(1));
    QVERIFY(!m_log->tellRest(m_start + 5s));
    QCOMPARE(m_lines.size(), std::size_t{2});
}

void TestRefusalLog::eachStatusHasItsOwnLine()
{
    m_log->add(400, "a", m_start);
    m_log->add(503, "b", m_start);
    QCOMPARE(m_lines.size(), std::size_t{2});
    QCOMPARE(m_lines[1]["status"], Json(503));
}

void TestRefusalLog::allAreCounted()
{
    for (int i = 0; i < 5; ++i)
        m_log->add(401, "a", m_start);
    m_log->add(507, "b", m_start);
    const std::string text = m_log->metrics();
    QVERIFY2(text.find("targetdesk_requests_refused_total{status=\"401\"} 5\n") != std::string::npos, text.c_str());
    QVERIFY2(text.find("targetdesk_requests_refused_total{status=\"507\"} 1\n") != std::string::npos, text.c_str());
}

QTEST_GUILESS_MAIN(TestRefusalLog)
#include "tst_refusallog.moc"
