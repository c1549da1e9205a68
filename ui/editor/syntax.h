// SPDX-License-Identifier: MIT
#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>

namespace targetdesk {

/// Our syntax definitions (resources/syntax), found by KSyntaxHighlighting among the program's resources. Reading the
/// library's index takes some milliseconds: one object for all editors, owned by the window.
class Syntax
{
public:
    Syntax();

    /// Templates: JSON with Twig in it.
    KSyntaxHighlighting::Definition jsonTwig() const;
    /// Payloads and answers: JSON, also when it is cut or broken.
    KSyntaxHighlighting::Definition json() const;

private:
    KSyntaxHighlighting::Repository m_repository;
};

} // namespace targetdesk
