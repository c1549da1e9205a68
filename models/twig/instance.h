// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"

#include <memory>
#include <string_view>
#include <vector>

namespace twig {

class Instance;

/// Where a path instruction found its key last: nearly always it is there again.
struct KeyCache
{
    const char *key = nullptr;
    std::uint32_t position = 0;
};

struct BlockReference
{
    std::string_view name; ///< here
    Instance *instance;    ///< whose block it is
    const Function *function;
    std::string_view ownName; ///< there
};

/// A template within one render, as Twig's Template object: its imports, its parent, its blocks with those of its traits.
class Instance
{
public:
    Instance(std::shared_ptr<const CompiledTemplate> owner, const Unit &code);

    const Unit &unit() const { return *m_unit; }
    const std::string &name() const { return m_unit->source->name(); }
    const std::shared_ptr<const CompiledTemplate> &owner() const { return m_owner; }
    KeyCache *caches() { return m_caches.data(); }
    std::vector<Instance *> &imports() { return m_imports; }
    std::vector<Instance *> &embedded() { return m_embedded; }

    std::vector<BlockReference> &traits() { return m_traits; }
    std::vector<BlockReference> &blocks() { return m_blocks; }
    const BlockReference *block(std::string_view name) const { return find(m_blocks, name); }
    const BlockReference *trait(std::string_view name) const { return find(m_traits, name); }

    Instance *parent = nullptr; ///< once it is known, and only when it is constant

private:
    static const BlockReference *find(const std::vector<BlockReference> &list, std::string_view name);

    std::shared_ptr<const CompiledTemplate> m_owner;
    const Unit *m_unit;
    std::vector<KeyCache> m_caches;
    std::vector<Instance *> m_imports;
    std::vector<Instance *> m_embedded;
    std::vector<BlockReference> m_traits;
    std::vector<BlockReference> m_blocks;
};

/// Twig's $blocks: those of the most derived template win.
struct BlockSet
{
    const BlockSet *overriding = nullptr;
    const Instance *own = nullptr;

    const BlockReference *find(std::string_view name) const
    {
        if (overriding) {
            if (const BlockReference *found = overriding->find(name)) return found;
        }
        return own ? own->block(name) : nullptr;
    }
};

} // namespace twig
