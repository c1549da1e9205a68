// SPDX-License-Identifier: MIT
#pragma once

#include "payload/nastysample.h"

#include <QString>

namespace targetdesk {

/// What a nasty sample does to a value, for menus and rows.
QString wordsOf(Nastiness nastiness);

} // namespace targetdesk
