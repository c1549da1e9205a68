// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace targetdesk {

/// Writes the host of a URL as the name system knows it: `münchen.example` is `xn--mnchen-3ya.example`, and full-width digits and
/// dots are plain ones (UTS #46), before anybody asks which address it is. Not left to libcurl, whose answer depends on how it
/// was built and on the locale, unless this is built without ICU. Gives back what is wrong with a host that has no such form, and
/// then leaves the URL; nothing for the rest, also for what is no URL.
std::string writeHostInAscii(std::string &url);

} // namespace targetdesk
