// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

class QTextCursor;

namespace targetdesk {

/// What stands before a cursor in the output or tag that it is in; nothing outside of Twig. By looking back a few lines only:
/// cheap enough for every key, and right but for texts that contain delimiters.
std::optional<QString> islandTextBefore(const QTextCursor &cursor);

} // namespace targetdesk
