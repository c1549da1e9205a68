// SPDX-License-Identifier: MIT
#pragma once

#include "exitcode.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace targetdesk {

/// Thrown by a command for a mistake in its arguments or in what they name; main prints the text (what is wrong, and what to
/// do) after `targetdeskctl: ` and exits with the code.
class CommandError : public std::runtime_error
{
public:
    explicit CommandError(const std::string &what, ExitCode code = ExitCode::WrongUsage)
        : std::runtime_error(what)
        , m_code(code)
    {}
    ExitCode code() const { return m_code; }

private:
    ExitCode m_code;
};

/// One subcommand of targetdeskctl: it declares its options, then runs once with what CLI11 put into its members.
/// A QCoreApplication exists while run() is called.
class Command
{
public:
    virtual ~Command() = default;
    /// Adds the subcommand with its options, help and an example (footer).
    virtual CLI::App *addTo(CLI::App &app) = 0;
    /// Returns the exit code; throws CommandError.
    virtual ExitCode run() = 0;
};

} // namespace targetdesk
