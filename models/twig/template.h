// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twig {

struct Message;

/// A compiled template: immutable, shared, may be rendered on several threads at once.
class Template
{
public:
    virtual ~Template() = default;
    virtual const std::string &name() const = 0;
    virtual std::string_view source() const = 0;
    /// Deprecations that the compiler found.
    virtual const std::vector<Message> &messages() const = 0;
};

} // namespace twig
