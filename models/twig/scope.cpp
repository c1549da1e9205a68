// SPDX-License-Identifier: MIT
#include "twig/scope.h"

#include <vector>

namespace twig {

const Value *findIn(const Layer *layer, std::string_view name)
{
    for (; layer; layer = layer->next) {
        if (layer->map) {
            const Value key = Array::key(name);
            if (const Value *found = layer->map->find(key)) return found;
        }
        if (layer->scope) {
            if (const Value *found = layer->scope->find(name)) return found;
        }
    }
    return nullptr;
}

const Value *Scope::find(std::string_view name) const
{
    if (const int slot = names->find(name); slot >= 0) return slots[slot].isAbsent() ? nullptr : slots + slot;
    return findIn(layers, name);
}

Array *Scope::toArray(Arena &arena) const
{
    Array *all = Array::create(arena);
    const auto mention = [&](const Value &key) {
        if (all->find(key)) return;
        const int slot = key.isString() ? names->find(key.text()) : -1;
        if (slot < 0) {
            if (const Value *value = key.isString() ? findIn(layers, key.text()) : nullptr) all->add(arena, key, *value);
        } else if (!slots[slot].isAbsent()) {
            all->add(arena, key, slots[slot]);
        }
    };
    std::vector<const Array *> outer;
    std::size_t behind = 0;
    for (const Layer *layer = layers; layer; layer = layer->next) {
        const Array *map = layer->scope ? layer->scope->toArray(arena) : layer->map;
        outer.insert(outer.end() - static_cast<std::ptrdiff_t>(behind), map);
        if (layer->behind) ++behind;
    }
    for (const Array *map : outer) {
        if (!map) continue;
        for (std::uint32_t i = 0; i < map->size(); ++i)
            if (map->keyAt(i).isString())
                mention(map->keyAt(i));
            else if (!all->find(map->keyAt(i)))
                all->add(arena, map->keyAt(i), map->valueAt(i));
    }
    for (const std::string_view name : names->names())
        if (name[0] != '#') mention(Value::string(name));
    return all;
}

} // namespace twig
