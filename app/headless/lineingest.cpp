// SPDX-License-Identifier: MIT
#include "lineingest.h"

#include "terminaltext.h"

#include "dispatch/ingest.h"
#include "workspace/json.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace targetdesk {

namespace {

constexpr std::size_t kLongestLine = 1024 * 1024;
/// Lines that may be read before the first of them is on disk: enough to share commits, little to lose.
constexpr int kMostUnanswered = 1000;
/// Of such lines: a line may hold many events. At least one line is read, however long it is.
constexpr std::size_t kMostDueBytes = 1024 * 1024;
/// Of answers that nobody has read yet.
constexpr std::size_t kMostBytes = 1024 * 1024;

Json errorOf(const IngestError &error)
{
    return {{"what", error.cause()}, {"remedy", error.remedy()}, {"line", error.line()}, {"column", error.column()}};
}

std::string answerLine(int line, const char *key, const Json &value)
{
    const Json answer = {{"line", line}, {key, value}};
    return answer.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string answerFor(int line, const AcceptResult &result, const std::exception_ptr &error)
{
    try {
        if (error) std::rethrow_exception(error);
    } catch (const std::exception &trouble) {
        return answerLine(line, "error", {{"what", trouble.what()}, {"remedy", "send the line again later"}});
    }
    if (!result.conflict) return answerLine(line, "ids", result.ids);
    return answerLine(line, "error",
                      {{"what", "the id was used before for other content"}, {"remedy", "give the event an id of its own"}});
}

} // namespace

LineIngest::LineIngest(Dispatcher &dispatcher, int descriptor, QObject *parent)
    : QObject(parent)
    , m_dispatcher(dispatcher)
    , m_descriptor(descriptor)
    , m_writer(
          STDOUT_FILENO, [this](int answers, std::size_t bytes) { written(answers, bytes); },
          [](int error) {
              std::fprintf(stderr, "targetdeskctl: standard output: %s: answers to lines are not written any more\n",
                           std::strerror(error));
          })
{}

LineIngest::~LineIngest()
{
    stop();
}

void LineIngest::stop()
{
    if (!m_thread.joinable()) return;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_changed.notify_all();
    }
    ::close(m_stop[1]);
    m_thread.join();
    ::close(m_stop[0]);
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_due == 0; });
}

bool LineIngest::finish(std::chrono::steady_clock::time_point end)
{
    return m_writer.finish(end);
}

void LineIngest::start()
{
    if (::pipe2(m_stop, O_CLOEXEC) != 0) return;
    m_thread = std::thread([this] { loop(); });
}

int LineIngest::refusedLines() const
{
    const std::lock_guard lock(m_mutex);
    return m_refused;
}

void LineIngest::loop()
{
    std::array<char, 65536> buffer{};
    bool atEnd = false;
    while (!atEnd && waitForInput()) {
        const ssize_t length = ::read(m_descriptor, buffer.data(), buffer.size());
        if (length < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        atEnd = length <= 0;
        if (length > 0) takeBytes({buffer.data(), static_cast<std::size_t>(length)});
    }
    if (atEnd && (m_tooLong || !m_partial.empty())) takeLine(std::exchange(m_partial, {}));
    if (atEnd && waitForRoom(1)) Q_EMIT finished();
}

/// False when it is time to stop.
bool LineIngest::waitForInput()
{
    std::array<pollfd, 2> both = {pollfd{m_descriptor, POLLIN, 0}, pollfd{m_stop[0], POLLIN, 0}};
    while (::poll(both.data(), both.size(), -1) < 0 && errno == EINTR) {
    }
    return both[1].revents == 0;
}

void LineIngest::takeBytes(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, end);
        if (!m_tooLong && m_partial.size() + piece.size() <= kLongestLine) {
            m_partial += piece;
        } else if (!m_tooLong) {
            m_tooLong = true;
            m_partial.clear();
        }
        if (end == std::string_view::npos) return;
        bytes.remove_prefix(end + 1);
        takeLine(std::exchange(m_partial, {}));
    }
}

void LineIngest::takeLine(std::string_view line)
{
    ++m_line;
    if (!waitForRoom(kMostUnanswered)) return; // what has no answer was not taken
    {
        const std::lock_guard lock(m_mutex);
        ++m_due;
        ++m_unanswered;
        m_dueBytes += line.size();
    }
    if (std::exchange(m_tooLong, false)) {
        answer(
            answerLine(m_line, "error", {{"what", "the line is longer than 1 MiB"}, {"remedy", "send fewer events on a line"}}),
            false, line.size());
        return;
    }
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
        answer({}, true, line.size());
        return;
    }
    IngestOptions options;
    options.source = "stdin";
    options.now = systemNow();
    options.firstLine = m_line;
    try {
        m_dispatcher.accept(readEvents(line, options),
                            [this, number = m_line, size = line.size()](const AcceptResult &result, std::exception_ptr error) {
                                answer(answerFor(number, result, error), !error && !result.conflict, size);
                            });
    } catch (const IngestError &error) {
        std::fprintf(stderr, "%s\n", shownLine(error.what()).c_str());
        answer(answerLine(m_line, "error", errorOf(error)), false, line.size());
    }
}

void LineIngest::answer(const std::string &text, bool good, std::size_t lineBytes)
{
    // Often on the store's thread, which must not wait for a reader.
    const std::lock_guard lock(m_mutex);
    m_writer.write(text);
    m_bytes += text.size();
    --m_due;
    m_dueBytes -= lineBytes;
    if (!good) ++m_refused;
    m_changed.notify_all();
}

void LineIngest::written(int answers, std::size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_unanswered -= answers;
    m_bytes -= bytes;
    m_changed.notify_all();
}

/// False: there is none, and it is time to stop.
bool LineIngest::waitForRoom(int limit)
{
    std::unique_lock lock(m_mutex);
    const auto hasRoom = [this, limit] { return m_unanswered < limit && m_bytes < kMostBytes && m_dueBytes < kMostDueBytes; };
    m_changed.wait(lock, [&] { return hasRoom() || m_isStopping; });
    return hasRoom();
}

} // namespace targetdesk
