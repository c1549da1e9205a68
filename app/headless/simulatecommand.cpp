// SPDX-License-Identifier: MIT
#include "simulatecommand.h"

#include "terminationsignal.h"

#include "platforms/receiver.h"
#include "platforms/simulatorsecrets.h"
#include "workspace/json.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <charconv>
#include <cstdio>

namespace targetdesk {

namespace {

void print(const std::string &line)
{
    const std::string text = line + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

std::string asText(const ReceivedCall &call)
{
    return std::to_string(call.status) + " " + call.method + " " + call.path + "  [" + call.simulator + "] " + call.note;
}

std::string asJson(const ReceivedCall &call)
{
    Json headers = Json::array();
    for (const auto &[name, value] : call.headers)
        headers.push_back({name, value});
    const Json line = {{"simulator", call.simulator}, {"method", call.method}, {"path", call.path},
                       {"query", call.query},         {"headers", headers},    {"body", call.body},
                       {"status", call.status},       {"answer", call.answer}, {"note", call.note}};
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// HOST:PORT, [HOST]:PORT or PORT.
std::pair<std::string, std::uint16_t> parseAddress(const std::string &text)
{
    const std::size_t colon = text.rfind(':');
    std::string host = colon == std::string::npos ? "127.0.0.1" : text.substr(0, colon);
    const std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    std::uint16_t number = 0;
    const auto parsed = std::from_chars(port.data(), port.data() + port.size(), number);
    if (port.empty() || host.empty() || parsed.ec != std::errc() || parsed.ptr != port.data() + port.size()) {
        throw CommandError("--listen '" + text + "' is not HOST:PORT – write 127.0.0.1:7070, or port 0 for any free one");
    }
    return {host, number};
}

} // namespace

CLI::App *SimulateCommand::addTo(CLI::App &app)
{
    CLI::App *command =
        app.add_subcommand("simulate", "Stand in for Klaviyo, Salesforce Marketing Cloud and Campaign Monitor on this machine");
    command->add_option("--listen", m_listen, "Where to listen; port 0 takes a free one")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    command->add_flag("--json", m_json, "One JSON object per request, whole, instead of a line for people");
    command->footer(
        "Every request is answered as the platform's documentation says, with the reason in plain words, and printed.\n"
        "Paths that no simulator knows go to a sink that takes anything. Nothing leaves this machine.\n"
        "The sample workspace's environment 'local' points here. Ends at SIGINT or SIGTERM.\n\n"
        "Examples:\n"
        "  targetdeskctl simulate\n"
        "  targetdeskctl simulate --listen 127.0.0.1:0 --json > calls.jsonl");
    return command;
}

ExitCode SimulateCommand::run()
{
    const auto [host, port] = parseAddress(m_listen);
    const bool asObjects = m_json;
    try {
        const Receiver receiver(port, host,
                                [asObjects](const ReceivedCall &call) { print(asObjects ? asJson(call) : asText(call)); });
        std::string head = "targetdeskctl: simulating at " + receiver.address() + "\n";
        for (const std::string &line : receiver.expectations())
            head += "  " + line + "\n";
        head += "  accepted secrets:";
        for (const auto &[name, value] : simulatorSecrets())
            head += " " + name + "=" + value;
        std::fprintf(stderr, "%s\n", head.c_str());
        TerminationSignal signal;
        QObject::connect(&signal, &TerminationSignal::endRequested, QCoreApplication::instance(), &QCoreApplication::quit);
        QCoreApplication::exec();
    } catch (const ReceiverError &error) {
        throw CommandError(error.what());
    }
    return ExitCode::Good;
}

} // namespace targetdesk
