// SPDX-License-Identifier: MIT
#include "twig/instance.h"

#include <utility>

namespace twig {

Instance::Instance(std::shared_ptr<const CompiledTemplate> owner, const Unit &code)
    : m_owner(std::move(owner))
    , m_unit(&code)
    , m_caches(code.caches)
    , m_imports(static_cast<std::size_t>(code.symbols))
    , m_embedded(code.embedded.size())
{}

const BlockReference *Instance::find(const std::vector<BlockReference> &list, std::string_view name)
{
    for (const BlockReference &block : list)
        if (block.name == name) return &block;
    return nullptr;
}

} // namespace twig
