// SPDX-License-Identifier: MIT
#pragma once

namespace CLI {
class App;
} // namespace CLI

namespace targetdesk {

/// Has every option of a command, and of what is below it, refuse an empty value: `--target "$X"` without an X must not mean all
/// targets. To be called when all options are there.
void refuseEmptyValues(CLI::App &command);

} // namespace targetdesk
