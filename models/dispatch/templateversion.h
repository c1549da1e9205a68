// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/target.h"

#include <functional>
#include <optional>
#include <string>

namespace targetdesk {

/// What payloads of a target are made with at one moment: the template, and the settings that it depends on. Named by its
/// content, so that a store keeps each once. Immutable; any number of threads.
class TemplateVersion
{
public:
    explicit TemplateVersion(const Target &target);

    /// 24 hex digits of the text's SHA-256.
    const std::string &id() const { return m_id; }
    /// The settings as one line of JSON, then the template's bytes as they are.
    const std::string &text() const { return m_text; }

    /// `target` with the template and the settings of such a text; nothing for any other text.
    static std::optional<Target> restored(Target target, const std::string &text);

private:
    std::string m_text;
    std::string m_id;
};

/// Gives the text of a version that was kept; nothing when it is not known. May throw StoreError.
using LoadTemplate = std::function<std::optional<std::string>(const std::string &version)>;

} // namespace targetdesk
