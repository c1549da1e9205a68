// SPDX-License-Identifier: MIT
#include "twig/phpsort.h"

#include "twig/convert.h"
#include "twig/operations.h"
#include "twig/php/phperror.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace twig {

namespace {

struct Item
{
    Value key;
    Value value;
    std::uint32_t order;
};

/// zend_sort(): insertion sort up to 16 items, then quicksort with a median of three or five.
class Sorter
{
public:
    Sorter(Runtime &runtime, const ClosureObject *closure)
        : m_runtime(runtime)
        , m_closure(closure)
    {}

    void sort(Item *start, std::size_t count)
    {
        while (count > 16) {
            Item *end = start + count;
            const std::size_t offset = count >> 1;
            Item *pivot = start + offset;
            if (count >> 10) {
                const std::size_t delta = offset >> 1;
                sort5(start, start + delta, pivot, pivot + delta, end - 1);
            } else {
                sort3(start, pivot, end - 1);
            }
            std::swap(start[1], *pivot);
            Item *i = partition(start + 1, end);
            if (i - 1 - start < end - i) {
                sort(start, static_cast<std::size_t>(i - start) - 1);
                start = i;
                count = static_cast<std::size_t>(end - i);
            } else {
                sort(i, static_cast<std::size_t>(end - i));
                count = static_cast<std::size_t>(i - start) - 1;
            }
        }
        insertionSort(start, count);
    }

private:
    bool greater(const Item &a, const Item &b)
    {
        m_runtime.step();
        const int result = m_closure ? callBack(a, b) : compare(m_runtime, a.value, b.value);
        return result ? result > 0 : a.order > b.order;
    }
    int call(const Item &a, const Item &b, bool &isFalse)
    {
        const Value arguments[] = {a.value, b.value};
        const Value result = m_runtime.call(*m_closure, arguments);
        isFalse = result.isFalse();
        const std::int64_t number = toInt(m_runtime, result);
        return number == 0 ? 0 : number < 0 ? -1 : 1;
    }
    int callBack(const Item &a, const Item &b)
    {
        bool isFalse = false;
        const int result = call(a, b, isFalse);
        if (!isFalse) return result;
        // A callback that answers with a bool, "is greater": false may mean less, so PHP asks the other way round.
        m_runtime.deprecate("uasort(): Returning bool from comparison function is deprecated, return an integer less than, equal "
                            "to, or greater than zero instead");
        return call(b, a, isFalse) ? -1 : 0;
    }
    Item *partition(Item *pivot, Item *end)
    {
        Item *i = pivot + 1;
        Item *j = end - 1;
        while (true) {
            while (greater(*pivot, *i))
                if (++i == j) return finish(pivot, i);
            if (--j == i) return finish(pivot, i);
            while (greater(*j, *pivot))
                if (--j == i) return finish(pivot, i);
            std::swap(*i, *j);
            if (++i == j) return finish(pivot, i);
        }
    }
    static Item *finish(Item *pivot, Item *i)
    {
        std::swap(*pivot, *(i - 1));
        return i;
    }
    void order(Item *a, Item *b)
    {
        if (greater(*a, *b)) std::swap(*a, *b);
    }
    void sort3(Item *a, Item *b, Item *c)
    {
        if (!greater(*a, *b)) {
            if (!greater(*b, *c)) return;
            std::swap(*b, *c);
            order(a, b);
            return;
        }
        if (!greater(*c, *b)) {
            std::swap(*a, *c);
            return;
        }
        std::swap(*a, *b);
        order(b, c);
    }
    void sort4(Item *a, Item *b, Item *c, Item *d)
    {
        sort3(a, b, c);
        if (!greater(*c, *d)) return;
        std::swap(*c, *d);
        if (!greater(*b, *c)) return;
        std::swap(*b, *c);
        order(a, b);
    }
    void sort5(Item *a, Item *b, Item *c, Item *d, Item *e)
    {
        sort4(a, b, c, d);
        if (!greater(*d, *e)) return;
        std::swap(*d, *e);
        if (!greater(*c, *d)) return;
        std::swap(*c, *d);
        if (!greater(*b, *c)) return;
        std::swap(*b, *c);
        order(a, b);
    }
    void insertionSort(Item *start, std::size_t count)
    {
        switch (count) {
        case 0:
        case 1: return;
        case 2: order(start, start + 1); return;
        case 3: sort3(start, start + 1, start + 2); return;
        case 4: sort4(start, start + 1, start + 2, start + 3); return;
        case 5: sort5(start, start + 1, start + 2, start + 3, start + 4); return;
        default: break;
        }
        for (std::size_t i = 1; i < count; ++i) {
            if (!greater(start[i - 1], start[i])) continue;
            const std::size_t to = i < 6 ? placeByOne(start, i) : placeByTwo(start, i);
            std::rotate(start + to, start + i, start + i + 1);
        }
    }
    /// Where the item `i`, which is less than the one before it, belongs.
    std::size_t placeByOne(const Item *start, std::size_t i)
    {
        std::size_t to = i - 1;
        while (to > 0 && greater(start[to - 1], start[i]))
            --to;
        return to;
    }
    /// The same in strides, asking as PHP does: it shows where a comparison contradicts itself.
    std::size_t placeByTwo(const Item *start, std::size_t i)
    {
        std::size_t to = i - 1;
        while (true) {
            to -= 2;
            if (!greater(start[to], start[i])) return greater(start[to + 1], start[i]) ? to + 1 : to + 2;
            if (to == 0) return 0;
            if (to == 1) return greater(start[i], start[0]) ? 1 : 0;
        }
    }

    Runtime &m_runtime;
    const ClosureObject *m_closure;
};

} // namespace

const ClosureObject &arrowFunction(Runtime &runtime, const Value &arrow, std::string_view thing, std::string_view kind)
{
    const bool isClosure = arrow.isObject() && arrow.objectValue()->kind == Object::Kind::Closure;
    if (!isClosure && runtime.sandbox().isOn())
        fail("The callable passed to the \"" + std::string(thing) + "\" " + std::string(kind) +
             " must be a Closure in sandbox mode.");
    if (!arrow.isString() && !arrow.isArray() && !arrow.isObject()) {
        throw php::PhpError("Error", "Value of type " + std::string(typeName(arrow)) + " is not callable");
    }
    if (!isClosure)
        throw Failure{ErrorKind::Security, "The callable passed to the \"" + std::string(thing) + "\" " + std::string(kind) +
                                               " must be an arrow function, such as x => x.name."};
    return static_cast<const ClosureObject &>(*arrow.objectValue());
}

Array *sorted(Runtime &runtime, const Array &array, const Value &arrow)
{
    std::vector<Item> items;
    items.reserve(array.size());
    for (std::uint32_t i = 0; i < array.size(); ++i)
        items.push_back({array.keyAt(i), array.valueAt(i), i});
    const ClosureObject *closure = arrow.isNull() ? nullptr : &arrowFunction(runtime, arrow, "sort", "filter");
    Sorter(runtime, closure).sort(items.data(), items.size());
    Array *result = runtime.newArray(array.size());
    for (const Item &item : items)
        result->add(runtime.arena(), item.key, item.value);
    result->setNextIndex(array.nextIndex());
    return result;
}

} // namespace twig
