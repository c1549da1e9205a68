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

[[noreturn]] inline void fail(std::string message)
{
    throw Failure{ErrorKind::Runtime, std::move(message)};
}

} // namespace twig
