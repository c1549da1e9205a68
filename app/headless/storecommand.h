// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include <filesystem>
#include <string>

namespace targetdesk {

/// `targetdeskctl store check|migrate|vacuum|prune|repair`: the care of the store's file.
class StoreCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    CLI::App *addAction(CLI::App &command, const std::string &name, const std::string &help);
    std::filesystem::path file() const;
    std::string place() const; ///< for messages
    ExitCode check() const;
    ExitCode migrate() const;
    ExitCode vacuum() const;
    ExitCode prune() const;
    ExitCode repair() const;

    std::string m_store;
    std::string m_olderThan;
    std::string m_to;
    std::int64_t m_maxMegabytes = 0;
    bool m_force = false;
    bool m_json = false;
    CLI::App *m_check = nullptr;
    CLI::App *m_migrate = nullptr;
    CLI::App *m_vacuum = nullptr;
    CLI::App *m_prune = nullptr;
    CLI::App *m_repair = nullptr;
};

} // namespace targetdesk
