// SPDX-License-Identifier: MIT
#include "ui/editor/syntax.h"

using namespace Qt::StringLiterals;

namespace targetdesk {

Syntax::Syntax() = default;

KSyntaxHighlighting::Definition Syntax::jsonTwig() const
{
    return m_repository.definitionForName(u"JSON/Twig"_s);
}

KSyntaxHighlighting::Definition Syntax::json() const
{
    return m_repository.definitionForName(u"JSON payload"_s);
}

} // namespace targetdesk
