// SPDX-License-Identifier: MIT
#include "twig/loader.h"

#include <utility>

namespace twig {

ArrayLoader::ArrayLoader(std::map<std::string, std::string, std::less<>> templates)
    : m_templates(std::move(templates))
{}

void ArrayLoader::set(std::string name, std::string source)
{
    m_templates.insert_or_assign(std::move(name), std::move(source));
}

std::optional<std::string> ArrayLoader::source(std::string_view name) const
{
    const auto found = m_templates.find(name);
    if (found == m_templates.end()) return std::nullopt;
    return found->second;
}

} // namespace twig
