// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace targetdesk {

/// What a person said of a delivery as it was queued again. The store keeps it where the class of an error stands, which what is
/// queued anew has none of, until a try ends. A value; any thread.
struct ReplayMark
{
    bool rerender = false;  ///< its bytes of before stay on record and are not sent
    bool reckon = false;    ///< it was never tried: its reaction's schedule says when it is due
    double perSecond = 0.0; ///< so many of its job; 0: as they come
    std::int64_t job = 0;   ///< when the job began, in milliseconds since 1970: its name

    /// As the store keeps it; empty: there is nothing to say.
    std::string text() const;
    /// Of what the store keeps; an error's class says nothing.
    static ReplayMark fromText(const std::string &text);
    bool operator==(const ReplayMark &) const = default;
};

} // namespace targetdesk
