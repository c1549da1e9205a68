// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace twig {

/// What a sandboxed template may use, as Twig\Sandbox\SecurityPolicy: what is not named is refused with an Error of kind Security
/// before the template prints anything. Tests and operators are always allowed, but for `..`, which is the function "range".
/// With autoescaping on, printing needs the filter "escape". A value.
struct SecurityPolicy
{
    std::vector<std::string> tags;
    std::vector<std::string> filters;
    std::vector<std::string> functions;
    /// By class of PHP ("DateTimeInterface"), in any case: getTimestamp, format …
    std::map<std::string, std::vector<std::string>> methods;
    std::map<std::string, std::vector<std::string>> properties;
    /// Otherwise the tags extends and use and the functions parent, block and attribute are allowed in any case, with a message
    /// that they will not be in Twig 4.
    bool strict = false;
};

} // namespace twig
