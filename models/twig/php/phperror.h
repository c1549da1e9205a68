// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <utility>

namespace twig::php {

/// A function that was given the most bytes its result may have would need more. PHP would end at its memory limit.
struct TextTooLong
{
    std::size_t limit;
};

/// What PHP would have thrown. The one exception that this folder's functions let out beside TextTooLong; every other bad input
/// has an answer.
class PhpError : public std::exception
{
public:
    PhpError(std::string phpClass, std::string message)
        : m_class(std::move(phpClass))
        , m_message(std::move(message))
    {}

    /// PHP's class name, "ValueError", "DivisionByZeroError", "DateMalformedStringException" …
    const std::string &phpClass() const { return m_class; }
    /// The text of getMessage().
    const std::string &message() const { return m_message; }
    const char *what() const noexcept override { return m_message.c_str(); }

private:
    std::string m_class;
    std::string m_message;
};

} // namespace twig::php
