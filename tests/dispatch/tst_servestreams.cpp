// SPDX-License-Identifier: MIT
#include "dispatch/sqliteconnection.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <array>
#include <map>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace targetdesk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A pipe with a name, whose reader reads when the test says so.
class SlowReader
{
public:
    explicit SlowReader(std::filesystem::path file)
        : m_file(std::move(file))
    {
        if (::mkfifo(m_file.c_str(), 0600) == 0) m_descriptor = ::open(m_file.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    ~SlowReader() { ::close(m_descriptor); }
    SlowReader(const SlowReader &) = delete;
    SlowReader &operator=(const SlowReader &) = delete;

    QString file() const { return QString::fromStdString(m_file.string()); }
    bool isFull() const
    {
        pollfd pipe = {m_descriptor, POLLOUT, 0};
        return ::poll(&pipe, 1, 0) == 0;
    }
    /// Reads what is there; how many lines there were since the beginning.
    std::ptrdiff_t lines()
    {
        const std::string &read = text();
        return std::count(read.begin(), read.end(), '\n');
    }
    /// Reads what is there; all since the beginning.
    const std::string &text()
    {
        std::array<char, 65536> buffer{};
        for (ssize_t length = 0; (length = ::read(m_descriptor, buffer.data(), buffer.size())) > 0;)
            m_text.append(buffer.data(), static_cast<std::size_t>(length));
        return m_text;
    }

private:
    std::filesystem::path m_file;
    int m_descriptor = -1;
    std::string m_text;
};

/// Events that no reaction waits for.
std::string idleLines(int count)
{
    std::string lines;
    for (int n = 0; n < count; ++n)
        lines += eventText({n, "event.nobody"}) + "\n";
    return lines;
}

} // namespace

/// `serve` and the three streams that whoever starts it gives it.
class TestServeStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLastLineThatIsTooLongIsAnswered();
    void linesThatWaitForTheStoreFillNoMemory();
    void aReaderWhoDoesNotReadHoldsUpNothingElse();
    void answersAreReadAfterAll();
    void aReaderWhoIsGoneHoldsUpNothing();
    void whoDoesNotReadTheLogHoldsUpNothing();
    void standardInputMayBeClosed();

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

void TestServeStreams::linesThatWaitForTheStoreFillNoMemory()
{
    constexpr int kLines = 40;
    constexpr std::int64_t kLine = 900'000;
    CtlProcess process(serve());
    QVERIFY(!process.address().empty());
    {
        // Another's write lock: the store takes nothing meanwhile.
        SqliteConnection other(m_workspace->path("queue.db"), SqliteConnection::Mode::ReadWrite, 5s);
        other.begin();
        for (int n = 0; n < kLines; ++n)
            process.write(eventText({.n = n, .name = "event.nobody", .textSize = kLine}) + "\n");
        QTRY_VERIFY(process.unread() < kLines * kLine); // it has begun
        QTest::qWait(1000);
        QVERIFY(process.unread() > (kLines - 5) * kLine);
        other.rollback();
    }
    QTRY_COMPARE_WITH_TIMEOUT(process.answers().size(), std::size_t{kLines}, 60'000);
    QVERIFY(std::ranges::all_of(process.answers(), [](const Json &answer) { return answer.contains("ids"); }));
}

void TestServeStreams::aReaderWhoDoesNotReadHoldsUpNothingElse()
{
    const SlowReader reader(m_workspace->path("answers"));
    CtlProcess process(serve({"--grace", "1"}), [&reader](QProcess &start) { start.setStandardOutputFile(reader.file()); });
    const std::string address = process.address();
    QVERIFY(!address.empty());
    process.write(idleLines(3'000));
    QTRY_VERIFY_WITH_TIMEOUT(reader.isFull(), 20'000);
    QCOMPARE(post(m_sender, address, eventText({1})).status, 202);
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{1}, 20'000);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    QVERIFY2(process.errors().find("nobody read standard output") != std::string::npos, process.errors().c_str());
}

void TestServeStreams::answersAreReadAfterAll()
{
    SlowReader reader(m_workspace->path("answers"));
    CtlProcess process(serve({"--drain"}), [&reader](QProcess &start) { start.setStandardOutputFile(reader.file()); });
    process.write(idleLines(3'000));
    process.closeInput();
    QTRY_VERIFY_WITH_TIMEOUT(reader.isFull(), 20'000);
    QVERIFY(process.isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(reader.lines(), std::ptrdiff_t{3'000}, 60'000);
    QCOMPARE(process.wait(), 0);
}

void TestServeStreams::aReaderWhoIsGoneHoldsUpNothing()
{
    CtlProcess process(serve({"--drain"}), [](QProcess &start) {
        start.setChildProcessModifier([] {
            std::array<int, 2> ends{};
            if (::pipe(ends.data()) != 0) return;
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            ::close(ends[1]);
        });
    });
    process.write(idleLines(3'000) + eventText({1}));
    process.closeInput();
    QCOMPARE(process.wait(), 0);
    QCOMPARE(m_sink->received().size(), std::size_t{1});
    QVERIFY2(process.errors().find("standard output: Broken pipe") != std::string::npos, process.errors().c_str());
}

void TestServeStreams::whoDoesNotReadTheLogHoldsUpNothing()
{
    constexpr int kEvents = 6'000; // a line each: more than the pipe and what is kept for it
    SlowReader log(m_workspace->path("log"));
    CtlProcess process(serve(), [&log](QProcess &start) { start.setStandardErrorFile(log.file()); });
    std::string lines;
    for (int n = 0; n < kEvents; ++n)
        lines += eventText({n}) + "\n";
    process.write(lines);
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{kEvents}, 120'000);
    QVERIFY(log.isFull());
    // Whoever reads again is told what is missing, and gets what comes then.
    static const QRegularExpression missing(u"^targetdeskctl: (\\d+) lines are missing here: nobody read standard error$"_s,
                                            QRegularExpression::MultilineOption);
    int next = kEvents;
    const auto read = [&] { return missing.match(QString::fromStdString(log.text())); };
    QTRY_VERIFY_WITH_TIMEOUT((process.write(eventText({next++}) + "\n"), read().hasMatch()), 20'000);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    // Each attempt has its line, or is counted among what is missing.
    const QString text = QString::fromStdString(log.text());
    qsizetype attempts = text.count(u"\"state\":\"delivered\""_s);
    for (const QRegularExpressionMatch &match : missing.globalMatch(text))
        attempts += match.captured(1).toInt();
    QCOMPARE(attempts, qsizetype(m_sink->received().size()));
}

void TestServeStreams::standardInputMayBeClosed()
{
    CtlProcess process(serve(), [](QProcess &start) { start.setChildProcessModifier([] { ::close(STDIN_FILENO); }); });
    const std::string address = process.address();
    QVERIFY(!address.empty());
    for (int n = 0; n < 20; ++n)
        QCOMPARE(post(m_sender, address, eventText({n})).status, 202);
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{20}, 20'000);
    process.terminate();
    QCOMPARE(process.wait(), 0);
}

QTEST_GUILESS_MAIN(TestServeStreams)
#include "tst_servestreams.moc"
