// SPDX-License-Identifier: MIT
#pragma once

#include "history/kepttarget.h"

#include <optional>

namespace targetdesk {

/// A draft that was found at the start, and what is saved now.
struct DraftOffer
{
    KeptTarget draft;
    std::optional<Target> saved; ///< nothing: there is no such target (any more)
    bool savedIsOther = false;   ///< it was saved again after the draft was begun
};

enum class DraftChoice {
    Later, ///< ask again at the next start
    Restore,
    Discard
};

} // namespace targetdesk
