// SPDX-License-Identifier: MIT
#pragma once

#include "twig/context.h"
#include "twig/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Reads a context by path (`reward.amount`, `items[0].name`) and finds paths that somebody may have meant. The context must
/// outlive the view.
class ContextView
{
public:
    explicit ContextView(const twig::Context &context)
        : m_context(context)
    {}

    /// Nothing when there is no such path.
    std::optional<twig::Value> find(std::string_view path) const;
    /// A path that exists and is probably meant by one that does not: with the same last name (`profile.email` for `email`),
    /// else the one spelt most alike. Empty when nothing is near.
    std::string similarTo(const std::string &path) const;
    /// Paths of the context, objects and lists included, the first element standing for a list; at most 4,000, 8 levels.
    std::vector<std::string> paths() const;

private:
    const twig::Context &m_context;
};

/// A name that similarTo() found says the same thing: another spelling, or the same path under more or fewer roots (`email`,
/// `profile.email`). Not so `tier.name` for `reward.name`, which is perhaps what is meant and perhaps wrong. Pure.
bool isSameThing(std::string_view path, std::string_view similar);

} // namespace targetdesk
