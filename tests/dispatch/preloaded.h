// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QtEnvironmentVariables>

#include <string>

namespace targetdesk {

/// Programs that are started while it lives are preloaded with a shim, which reads its order from a variable.
class Preloaded
{
public:
    Preloaded(const char *shim, const char *variable, const std::string &order)
        : m_variable(variable)
    {
        qputenv("LD_PRELOAD", shim);
        qputenv(m_variable, QByteArray::fromStdString(order));
    }
    ~Preloaded()
    {
        qunsetenv("LD_PRELOAD");
        qunsetenv(m_variable);
    }
    Preloaded(const Preloaded &) = delete;
    Preloaded &operator=(const Preloaded &) = delete;

private:
    const char *m_variable;
};

} // namespace targetdesk
