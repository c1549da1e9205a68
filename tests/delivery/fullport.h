// SPDX-License-Identifier: MIT
#pragma once

#include "loopbacklistener.h"

#include <vector>

namespace targetdesk {

/// A port that accepts nothing: its queue of connections is full, and who comes gets no answer at all.
class FullPort
{
public:
    explicit FullPort(const LoopbackListener::Place &place = {});
    ~FullPort();
    FullPort(const FullPort &) = delete;
    FullPort &operator=(const FullPort &) = delete;

    int port() const { return m_port; }

private:
    int newSocket();

    std::vector<int> m_sockets;
    int m_port = 0;
};

} // namespace targetdesk
