// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include <string>

namespace targetdesk {

/// `targetdeskctl secret set|list|remove|key`: secrets at rest.
class SecretCommand : public Command
{
public:
    CLI::App *addTo(CLI::App &app) override;
    ExitCode run() override;

private:
    ExitCode set() const;
    ExitCode list() const;
    ExitCode remove() const;
    ExitCode makeKey() const;

    std::string m_file;
    std::string m_keyFile;
    std::string m_name;
    bool m_json = false;
    CLI::App *m_set = nullptr;
    CLI::App *m_list = nullptr;
    CLI::App *m_remove = nullptr;
    CLI::App *m_key = nullptr;
};

} // namespace targetdesk
