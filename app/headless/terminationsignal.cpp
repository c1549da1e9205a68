// SPDX-License-Identifier: MIT
#include "terminationsignal.h"

#include <QSocketNotifier>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace targetdesk {

namespace {

// All that a signal handler may touch.
volatile int writeEnd = -1;

extern "C" void targetdeskOnSignal(int number)
{
    const char byte = static_cast<char>(number);
    if (::write(writeEnd, &byte, 1) < 0) return;
}

void handle(int number, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(number, &action, nullptr);
}

} // namespace

TerminationSignal::TerminationSignal(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return;
    writeEnd = m_pipe[1];
    auto *notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &TerminationSignal::read);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        handle(number, targetdeskOnSignal);
}

TerminationSignal::~TerminationSignal()
{
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        handle(number, SIG_DFL);
    writeEnd = -1;
    for (const int end : m_pipe)
        ::close(end);
}

void TerminationSignal::read()
{
    char byte = 0;
    while (::read(m_pipe[0], &byte, 1) == 1) {
        if (byte == SIGHUP) {
            Q_EMIT reloadRequested();
            continue;
        }
        for (const int number : {SIGTERM, SIGINT})
            handle(number, SIG_DFL);
        Q_EMIT endRequested();
    }
}

} // namespace targetdesk
