// SPDX-License-Identifier: MIT
#include "twig/error.h"

#include <utility>

namespace twig {

Error::Error(ErrorKind kind, std::string message)
    : m_kind(kind)
    , m_rawMessage(std::move(message))
{
    compose();
}

Error &Error::withPlace(std::string templateName, int line, int column, SourceSpan span)
{
    m_templateName = std::move(templateName);
    m_line = line;
    m_column = column;
    m_span = span;
    compose();
    return *this;
}

Error &Error::withCause(std::string phpClass)
{
    m_cause = std::move(phpClass);
    return *this;
}

// As Twig\Error\Error::updateRepr(): a final "." or "?" moves behind the place.
void Error::compose()
{
    m_message = m_rawMessage;
    char punctuation = 0;
    if (!m_message.empty() && (m_message.back() == '.' || m_message.back() == '?')) {
        punctuation = m_message.back();
        m_message.pop_back();
    }
    if (!m_templateName.empty()) m_message += " in \"" + m_templateName + '"';
    if (m_line > 0) m_message += " at line " + std::to_string(m_line);
    if (punctuation) m_message += punctuation;
}

ContextError::ContextError(std::string message, int line, int column)
    : m_message(std::move(message))
    , m_line(line)
    , m_column(column)
{}

} // namespace twig
