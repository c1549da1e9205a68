// SPDX-License-Identifier: MIT
#pragma once

#include "command.h"

#include "delivery/secretvault.h"

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
    ExitCode tellKey() const;
    ExitCode makeKey() const;
    bool wantsKeychain() const;
    void refuseHidden() const;
    KeySources keys() const;
    SecretVault vault() const;

    std::string m_file;
    std::string m_keyFile;
    std::string m_name;
    bool m_json = false;
    bool m_useKeychain = false;
    bool m_which = false;
    CLI::Option *m_keyFileOption = nullptr;
    CLI::App *m_set = nullptr;
    CLI::App *m_list = nullptr;
    CLI::App *m_remove = nullptr;
    CLI::App *m_key = nullptr;
};

} // namespace targetdesk
