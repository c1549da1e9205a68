// SPDX-License-Identifier: MIT
#include "secretcommand.h"

#include "deliverytable.h"

#include "delivery/secretvault.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <iterator>

#include <termios.h>
#include <unistd.h>

namespace targetdesk {

namespace {

/// A terminal shows nothing of what is typed.
std::string readHidden(const std::string &name)
{
    termios before = {};
    tcgetattr(STDIN_FILENO, &before);
    termios hidden = before;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    std::fprintf(stderr, "%s: ", name.c_str());
    std::string value;
    std::getline(std::cin, value);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fprintf(stderr, "\n");
    return value;
}

} // namespace

CLI::App *SecretCommand::addTo(CLI::App &app)
{
    m_file = defaultVaultFile().string();
    m_keyFile = defaultKeyFile().string();
    CLI::App *command = app.add_subcommand("secret", "Keep secrets sealed on this machine, for templates of URLs and headers");
    command->require_subcommand(1);
    m_set = command->add_subcommand("set", "Seal a secret; its value comes from standard input, hidden when that is a terminal");
    m_list = command->add_subcommand("list", "Names of the secrets that are sealed here; never a value");
    m_remove = command->add_subcommand("remove", "Forget a secret");
    m_key = command->add_subcommand("key", "Make the key file that secrets are sealed with");
    for (CLI::App *one : {m_set, m_remove})
        one->add_option("NAME", m_name, "As templates say it: {{ secrets.NAME }}")->required();
    for (CLI::App *one : {m_set, m_list, m_remove})
        one->add_option("--file", m_file, "Where they are")->type_name("FILE")->capture_default_str();
    for (CLI::App *one : {m_set, m_key})
        one->add_option("--key-file", m_keyFile, "The key, for this user's eyes only")->type_name("FILE")->capture_default_str();
    m_list->add_flag("--json", m_json, "As JSON");
    command->footer(
        "Secrets are sealed with AES-256-GCM. The key is $TARGETDESK_KEY (32 bytes in base64), or the file targetdesk.key in\n"
        "$CREDENTIALS_DIRECTORY, or the key file. serve, emit and the window look for a secret in TARGETDESK_SECRET_<NAME>, in\n"
        "$CREDENTIALS_DIRECTORY, then here. Keep the key apart from backups of the file.\n\n"
        "Examples:\n"
        "  targetdeskctl secret key\n"
        "  targetdeskctl secret set klaviyo_key < key.txt\n"
        "  targetdeskctl secret list");
    return command;
}

ExitCode SecretCommand::run()
{
    try {
        if (m_set->parsed()) return set();
        if (m_list->parsed()) return list();
        if (m_remove->parsed()) return remove();
        return makeKey();
    } catch (const SealError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
}

ExitCode SecretCommand::set() const
{
    const std::string value =
        ::isatty(STDIN_FILENO) ? readHidden(m_name) : withoutLineEnd({std::istreambuf_iterator<char>(std::cin), {}});
    if (value.empty()) throw CommandError("the secret is empty – give it on standard input");
    SecretVault(m_file, m_keyFile).set(m_name, value);
    std::printf("%s: sealed\n", m_name.c_str());
    return ExitCode::Good;
}

ExitCode SecretCommand::list() const
{
    const std::vector<std::string> names = SecretVault(m_file, m_keyFile).names();
    if (m_json) {
        printJson(names);
        return ExitCode::Good;
    }
    for (const std::string &name : names)
        std::printf("%s\n", name.c_str());
    return ExitCode::Good;
}

ExitCode SecretCommand::remove() const
{
    if (!SecretVault(m_file, m_keyFile).remove(m_name)) {
        throw CommandError("there is no secret '" + m_name + "' in " + m_file +
                               " – `targetdeskctl secret list` shows what there is",
                           ExitCode::CheckFailed);
    }
    std::printf("%s: forgotten\n", m_name.c_str());
    return ExitCode::Good;
}

ExitCode SecretCommand::makeKey() const
{
    makeKeyFile(m_keyFile);
    std::printf("%s: a new key; without it nothing that it sealed can be read\n", m_keyFile.c_str());
    return ExitCode::Good;
}

} // namespace targetdesk
