// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace twig {

/// What kind of data this is, by how it begins: "image/png", "text/plain", "application/octet-stream". The kinds that one puts
/// into a page or a mail; PHP asks libmagic, which knows more.
std::string_view mediaType(std::string_view data);

} // namespace twig
