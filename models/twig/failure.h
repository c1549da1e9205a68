// SPDX-License-Identifier: MIT
#pragma once

#include "twig/error.h"

#include <string>

namespace twig {

/// Something went wrong at run time, place not known yet: the interpreter adds it and throws an Error. What PHP itself would have
/// thrown is a php::PhpError instead.
struct Failure
{
    ErrorKind kind = ErrorKind::Runtime;
    std::string message;
};

/// An object that has no text was printed. PHP's Error comes not where the template prints but where the printed pieces are put
/// together: it leaves the engine as it is, unless a template does that itself (a capture, a macro, include()).
struct PrintFailure
{
    Error error; ///< of kind Php, with its place
};

[[noreturn]] inline void fail(std::string message)
{
    throw Failure{ErrorKind::Runtime, std::move(message)};
}

} // namespace twig
