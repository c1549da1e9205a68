// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Who may send events, and how many may be queued. A value; immutable once in use, any thread.
struct FrontDoor
{
    std::vector<std::string> tokens;         ///< accepted in `Authorization: Bearer …`; several while one is changed
    std::vector<std::string> signingSecrets; ///< of Omneo's X-Omneo-Hmac-SHA256 over the raw body
    std::int64_t maxQueued = 0;              ///< deliveries that are not over, beyond which events are refused (429); 0: any

    bool isOpen() const { return tokens.empty() && signingSecrets.empty(); }
    /// A valid token or a valid signature is enough. Nothing: let in; else why not, for the sender. Says nothing of what would
    /// be right.
    std::optional<std::string> refusal(std::string_view authorization, std::string_view signature, const std::string &body) const;
    /// How to be let in, for the sender.
    std::string remedy() const;
};

} // namespace targetdesk
