// SPDX-License-Identifier: MIT
#include "secretvalues.h"

#include "command.h"

#include "delivery/secretvault.h"

#include <memory>
#include <optional>

namespace targetdesk {

std::vector<std::string> secretValues(const std::vector<std::string> &names)
{
    if (names.empty()) return {};
    const std::shared_ptr<const SecretSource> secrets = systemSecrets();
    std::vector<std::string> values;
    for (const std::string &name : names) {
        const std::optional<std::string> value = secrets->secret(name);
        if (!value || value->empty())
            throw CommandError("the secret '" + name + "' is missing or empty – " + secrets->remedy(name));
        values.push_back(*value);
    }
    return values;
}

} // namespace targetdesk
