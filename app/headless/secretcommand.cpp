// SPDX-License-Identifier: MIT
#include "secretcommand.h"

#include "deliverytable.h"
#include "terminaltext.h"

#include "delivery/secretvault.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <iterator>

#include <termios.h>
#include <unistd.h>

namespace targetdesk {

namespace {

/// At a terminal, where a keychain can take the key.
bool agreesToKeychain()
{
    std::fprintf(stderr, "Keep the new key in this desktop's keychain, so that no file holds it? [Y/n] ");
    std::string answer;
    if (!std::getline(std::cin, answer)) throw SealError("no answer, no key – say --keychain or --key-file FILE");
    return answer.empty() || answer[0] == 'y' || answer[0] == 'Y';
}

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
    // Before the subcommands, which take it over.
    command->footer(
        "Secrets are sealed with AES-256-GCM. The key is $TARGETDESK_KEY (32 bytes in base64), or the file targetdesk.key in\n"
        "$CREDENTIALS_DIRECTORY, or the key file, or in the desktop's keychain (GNOME Keyring, KWallet, KeePassXC), looked for "
        "in\n"
        "this order. Where there is none yet, `secret key` makes one: at a terminal with a keychain it asks which, otherwise in "
        "the\n"
        "key file. serve, emit and the window look for a secret in TARGETDESK_SECRET_<NAME>, in $CREDENTIALS_DIRECTORY, then "
        "here.\n"
        "Keep the key apart from backups of the file.\n\n"
        "Examples:\n"
        "  targetdeskctl secret key\n"
        "  targetdeskctl secret key --which\n"
        "  targetdeskctl secret set klaviyo_key < key.txt\n"
        "  targetdeskctl secret list\n"
        "  targetdeskctl secret remove klaviyo_key\n\n"
        "Exit codes: 0 good; 1 there is no such secret, no key, or there is one already; 2 wrong usage.");
    m_set = command->add_subcommand("set", "Seal a secret; its value comes from standard input, hidden when that is a terminal");
    m_list = command->add_subcommand("list", "Names of the secrets that are sealed here; never a value");
    m_remove = command->add_subcommand("remove", "Forget a secret");
    m_key = command->add_subcommand("key", "Make the key that secrets are sealed with, or say where it comes from");
    for (CLI::App *one : {m_set, m_remove})
        one->add_option("NAME", m_name, "As templates say it: {{ secrets.NAME }}")->required();
    for (CLI::App *one : {m_set, m_list, m_remove})
        one->add_option("--file", m_file, "Where they are")->type_name("FILE")->capture_default_str();
    for (CLI::App *one : {m_set, m_key})
        one->add_option("--key-file", m_keyFile, "The key, for this user's eyes only")->type_name("FILE")->capture_default_str();
    m_keyFileOption = m_key->get_option("--key-file");
    m_key->add_flag("--keychain", m_useKeychain, "Keep the new key in the keychain of this desktop, not in a file")
        ->excludes(m_keyFileOption);
    m_key->add_flag("--which", m_which, "Make none: only say where the key comes from")->excludes("--keychain");
    for (CLI::App *one : {m_list, m_key})
        one->add_flag("--json", m_json, kJsonHelp);
    return command;
}

ExitCode SecretCommand::run()
{
    try {
        if (m_set->parsed()) return set();
        if (m_list->parsed()) return list();
        if (m_remove->parsed()) return remove();
        return m_which ? tellKey() : makeKey();
    } catch (const SealError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
}

ExitCode SecretCommand::set() const
{
    const std::string value =
        ::isatty(STDIN_FILENO) ? readHidden(m_name) : withoutLineEnd({std::istreambuf_iterator<char>(std::cin), {}});
    if (value.empty()) throw CommandError("the secret is empty – give it on standard input");
    vault().set(m_name, value);
    std::printf("%s: sealed\n", m_name.c_str());
    return ExitCode::Good;
}

ExitCode SecretCommand::list() const
{
    const std::vector<std::string> names = vault().names();
    if (m_json) {
        printJson(names);
        return ExitCode::Good;
    }
    for (const std::string &name : names)
        std::printf("%s\n", shownLine(name).c_str());
    return ExitCode::Good;
}

ExitCode SecretCommand::remove() const
{
    if (!vault().remove(m_name)) {
        throw CommandError("there is no secret '" + m_name + "' in " + m_file +
                               " – `targetdeskctl secret list` shows what there is",
                           ExitCode::CheckFailed);
    }
    std::printf("%s: forgotten\n", m_name.c_str());
    return ExitCode::Good;
}

KeySources SecretCommand::keys() const
{
    return KeySources(m_keyFile, Keychain::ofSession());
}

SecretVault SecretCommand::vault() const
{
    return {m_file, keys()};
}

ExitCode SecretCommand::tellKey() const
{
    const KeySearch search = keys().find();
    if (m_json) {
        Json json = {{"source", nullptr}, {"place", nullptr}};
        if (search.found) json = {{"source", keySourceName(search.found->source)}, {"place", search.found->place}};
        if (!search.found) json["why"] = search.remedy();
        printJson(json);
        return search.found ? ExitCode::Good : ExitCode::CheckFailed;
    }
    if (!search.found) throw CommandError("there is no key – " + search.remedy(), ExitCode::CheckFailed);
    std::printf("the key comes from %s\n", search.found->place.c_str());
    return ExitCode::Good;
}

ExitCode SecretCommand::makeKey() const
{
    const bool inKeychain = m_useKeychain || (m_keyFileOption->empty() && wantsKeychain());
    if (inKeychain) {
        refuseHidden();
        if (!Keychain::ofSession().keepNewKey().isNew)
            throw SealError("the keychain: there is a key already, and what it sealed cannot be read with another – keep it");
    } else {
        makeKeyFile(m_keyFile);
    }
    const std::string place = inKeychain ? "the keychain" : m_keyFile;
    if (m_json)
        printJson({{"source", keySourceName(inKeychain ? KeySource::Keychain : KeySource::File)}, {"place", place}});
    else
        std::printf("%s: a new key; without it nothing that it sealed can be read\n", place.c_str());
    return ExitCode::Good;
}

/// Nobody said where the new key goes. A keychain that has one, or may, is no place to make a second beside: the file would come
/// first, and what was sealed could not be read.
bool SecretCommand::wantsKeychain() const
{
    const KeySearch search = keys().find();
    if (search.found) {
        if (search.found->source == KeySource::File) return false; // which says itself that there is one
        if (search.found->source != KeySource::Keychain)
            throw SealError(search.found->place +
                            ": there is a key already, which comes before a key file's, so that what it sealed"
                            " could not be read once it is gone – keep it, or name a file with --key-file");
        throw SealError(
            "the keychain: there is a key already, and what it sealed cannot be read with another – keep it, or name a "
            "file with --key-file");
    }
    const bool mayHold = !search.isNowhere();
    if (search.keychain.state == Keychain::State::Empty && ::isatty(STDIN_FILENO)) return agreesToKeychain();
    if (mayHold) throw SealError(search.keychain.why + "; with --key-file FILE a file is made all the same");
    return false;
}

/// A key in the keychain is asked for last: one that comes before would be taken instead.
void SecretCommand::refuseHidden() const
{
    const KeySearch search = KeySources(m_keyFile).find();
    if (!search.found) return;
    throw SealError(search.found->place +
                    ": there is a key already, which comes before the keychain's – keep it, or take it away first");
}

} // namespace targetdesk
