// SPDX-License-Identifier: MIT
#include "emptyvalues.h"

#include <CLI/CLI.hpp>

#include <string>

namespace targetdesk {

void refuseEmptyValues(CLI::App &command)
{
    const CLI::Validator filled(
        [](std::string &value) {
            return value.empty() ? std::string("the value is empty – say what is meant, or leave it out") : std::string();
        },
        std::string());
    for (CLI::Option *option : command.get_options()) {
        if (option->get_items_expected_max() > 0) option->check(filled);
    }
    for (CLI::App *part : command.get_subcommands({}))
        refuseEmptyValues(*part);
}

} // namespace targetdesk
