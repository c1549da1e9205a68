// SPDX-License-Identifier: MIT
#pragma once

#include "twig/extension.h"

/// Everything that a template can reach.
inline constexpr twig::ExtensionSet AllExtensions{twig::Extension::StringLoader, twig::Extension::Sandbox, twig::Extension::Debug,
                                                  twig::Extension::Intl,         twig::Extension::String,  twig::Extension::Html};
