// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <string>

namespace twig {

/// A range of bytes in a template's source as it was handed in (before line ends are normalised).
struct SourceSpan
{
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

enum class ErrorKind {
    Syntax,   ///< Twig\Error\SyntaxError: found while compiling
    Runtime,  ///< Twig\Error\RuntimeError: found while rendering
    Loader,   ///< Twig\Error\LoaderError: no such template
    Security, ///< Twig\Sandbox\SecurityError and what we refuse on principle
    Php,      ///< PHP's own Error, which Twig lets through: an object that has no text was printed
    Limit,    ///< a limit of RenderOptions was reached; PHP's Twig has no counterpart
    Cancelled ///< RenderOptions::cancelled was set
};

/// What went wrong in a template. Thrown by Environment; a value, so it can be copied between threads.
/// The message is real Twig's, word for word, where Twig has one; that of kind Php is PHP's, and in addition has a place.
class Error : public std::exception
{
public:
    Error(ErrorKind kind, std::string message);

    ErrorKind kind() const { return m_kind; }
    /// Twig's raw message, without the place.
    const std::string &rawMessage() const { return m_rawMessage; }
    /// Twig's full message: `message in "template" at line N.`
    const std::string &message() const { return m_message; }
    const char *what() const noexcept override { return m_message.c_str(); }

    /// Empty while unknown.
    const std::string &templateName() const { return m_templateName; }
    /// 1-based; 0 while unknown.
    int line() const { return m_line; }
    /// 1-based, in code points; 0 while unknown.
    int column() const { return m_column; }
    /// Length 0 while unknown.
    SourceSpan span() const { return m_span; }
    /// The PHP exception that real Twig would have wrapped ("TypeError", "DivisionByZeroError", …), or empty.
    const std::string &cause() const { return m_cause; }

    Error &withPlace(std::string templateName, int line, int column, SourceSpan span);
    Error &withCause(std::string phpClass);

private:
    void compose();

    ErrorKind m_kind;
    std::string m_rawMessage;
    std::string m_message;
    std::string m_templateName;
    std::string m_cause;
    SourceSpan m_span;
    int m_line = 0;
    int m_column = 0;
};

/// JSON text that is not JSON, handed to Context::parse.
class ContextError : public std::exception
{
public:
    ContextError(std::string message, int line, int column);

    const char *what() const noexcept override { return m_message.c_str(); }
    const std::string &message() const { return m_message; }
    int line() const { return m_line; }     ///< 1-based
    int column() const { return m_column; } ///< 1-based, in bytes

private:
    std::string m_message;
    int m_line;
    int m_column;
};

} // namespace twig
