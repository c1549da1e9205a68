// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/failure.h"
#include "twig/object.h"
#include "twig/securitypolicy.h"

#include <optional>
#include <string_view>

namespace twig {

class Runtime;

/// The sandbox of one render: whether it is on, and what it allows. As Twig\Extension\SandboxExtension.
class Sandbox
{
public:
    Sandbox(Runtime &runtime, const SecurityPolicy &policy, bool isOn)
        : m_runtime(runtime)
        , m_policy(policy)
        , m_isOn(isOn)
    {}

    bool isOn() const { return m_isOn; }
    /// \return what it was before
    bool set(bool on);

    /// Template::ensureSecurityChecked(): the tags, filters and functions of a template. \throws Error (Security)
    void check(const Unit &unit);
    /// \return what is wrong, if anything
    std::optional<Failure> checkMethod(const Object &object, std::string_view lowerName) const;
    std::optional<Failure> checkProperty(const Object &object, std::string_view name) const;
    /// SandboxExtension::ensureToStringAllowed(): refuses a value that PHP might make a text of, and gives what stands in for
    /// it. \throws Failure (Security)
    Value checkText(const Value &value);

private:
    void checkObject(const Value &value) const;
    void checkElements(const Array &array, int depth);

    Runtime &m_runtime;
    const SecurityPolicy &m_policy;
    bool m_isOn;
};

/// Switches the sandbox while it lives.
class SandboxScope
{
public:
    SandboxScope(Sandbox &sandbox, bool on)
        : m_sandbox(sandbox)
        , m_before(sandbox.set(on))
    {}
    ~SandboxScope() { m_sandbox.set(m_before); }
    SandboxScope(const SandboxScope &) = delete;
    SandboxScope &operator=(const SandboxScope &) = delete;

private:
    Sandbox &m_sandbox;
    bool m_before;
};

/// PHP's instanceof.
bool isInstance(const Object &object, std::string_view className);

} // namespace twig
