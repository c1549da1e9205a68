// SPDX-License-Identifier: MIT
#pragma once

#include "twig/context.h"

#include <string_view>

namespace twig {

/// Reads JSON by the library's parser, byte by byte. It decides what is JSON; JsonReader is the quick way for what surely is.
class ThoroughJsonReader
{
public:
    /// Throws ContextError with line and column when the text is not JSON.
    static Context read(std::string_view json);
};

} // namespace twig
