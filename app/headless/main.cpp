// SPDX-License-Identifier: MIT
#include "checkcommand.h"
#include "command.h"
#include "deliveriescommand.h"
#include "democommand.h"
#include "emitcommand.h"
#include "impactcommand.h"
#include "queuecommand.h"
#include "rendercommand.h"
#include "secretcommand.h"
#include "servecommand.h"
#include "simulatecommand.h"
#include "storecommand.h"

#include "../standardstreams.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string_view>
#include <vector>

#include <langinfo.h>
#include <malloc.h>

namespace {

using namespace targetdesk;

std::vector<std::unique_ptr<Command>> allCommands()
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<RenderCommand>());
    commands.push_back(std::make_unique<CheckCommand>());
    commands.push_back(std::make_unique<ImpactCommand>());
    commands.push_back(std::make_unique<EmitCommand>());
    commands.push_back(std::make_unique<ServeCommand>());
    commands.push_back(std::make_unique<DeliveriesCommand>());
    commands.push_back(std::make_unique<QueueCommand>());
    commands.push_back(std::make_unique<StoreCommand>());
    commands.push_back(std::make_unique<SecretCommand>());
    commands.push_back(std::make_unique<SimulateCommand>());
    commands.push_back(std::make_unique<DemoCommand>());
    return commands;
}

int run(int argc, char **argv)
{
    CLI::App app("Target Desk without a screen: renders, checks, sends and dispatches Omneo targets.\n"
                 "event -> reaction (filter) -> target -> render (Twig) -> check (JSON) -> queue -> deliver (HTTP) -> record",
                 "targetdeskctl");
    app.set_version_flag("--version", "targetdeskctl " TARGETDESK_VERSION);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 good, 1 a check failed, 2 wrong usage, 3 template error, 4 the payload is not JSON,\n"
               "5 delivery failed.\n\n"
               "Start with `targetdeskctl demo`: it delivers six incentive events to three simulated platforms on this machine.\n"
               "`targetdeskctl COMMAND --help` explains one command, with examples.");

    const std::vector<std::unique_ptr<Command>> commands = allCommands();
    std::vector<CLI::App *> parsers;
    for (const std::unique_ptr<Command> &command : commands)
        parsers.push_back(command->addTo(app));

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? static_cast<int>(ExitCode::Good) : static_cast<int>(ExitCode::WrongUsage);
    }
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (parsers[i]->parsed()) return static_cast<int>(commands[i]->run());
    }
    return static_cast<int>(ExitCode::WrongUsage);
}

/// Servers often run in the plain C locale. Qt would take C.UTF-8 too, but say so in four lines at every start.
void useUtf8()
{
    std::setlocale(LC_ALL, "");
    if (nl_langinfo(CODESET) != std::string_view("UTF-8")) setenv("LC_ALL", "C.UTF-8", 1);
}

/// Each thread's heap would be given back to the system and asked for again with every event: a third of the processor time of a
/// busy dispatcher. It is kept up to some megabytes instead.
void keepMemory()
{
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 16 * 1024 * 1024);
    mallopt(M_TOP_PAD, 1024 * 1024);
#endif
}

} // namespace

int main(int argc, char **argv)
{
    openStandardStreams();
    keepMemory();
    // A reader that goes away (`| head`) must not look like a crash of ours in the middle of a delivery.
    std::signal(SIGPIPE, SIG_IGN);
    useUtf8();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("targetdesk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TARGETDESK_VERSION));
    try {
        return run(argc, argv);
    } catch (const CommandError &error) {
        std::fprintf(stderr, "targetdeskctl: %s\n", error.what());
        return static_cast<int>(error.code());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "targetdeskctl: %s\n", error.what());
        return static_cast<int>(ExitCode::CheckFailed);
    }
}
