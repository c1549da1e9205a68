<?php
// SPDX-License-Identifier: MIT
// Array filters on mixed types and keys: order, keys, copies.
return function (Dice $dice): array {
    $data = [];
    $array = function () use ($dice, &$data): string {
        $value = match ($dice->int(0, 7)) {
            0, 1 => anArray($dice, 2),
            2 => $dice->times(2, 20, fn (): mixed => aScalar($dice)),
            3 => $dice->times(2, 24, fn (): mixed => $dice->pick([1, '1', 1.0, true, 'a', 'A', null, '', 0, '0', 'abc', '10', 10, '9', [], [1], '1e1', ' 1', false])),
            4 => $dice->times(0, 5, fn (): array => rowOf($dice)),
            5 => new ArrayObject(anArray($dice)), 6 => new ArrayIterator(anArray($dice)), default => aValue($dice),
        };
        return operand($value, $dice, $data);
    };
    $n = fn (): string => $dice->pick(['0', '1', '2', '3', '-1', '-2', '5', 'null', "'1'", '1.5', '100', "'a'", 'true', '0.5']);
    $arrow = fn (): string => $dice->pick(['x => x', 'x => not x', '(v, k) => k', 'x => x.id ?? 0', 'x => x > 1', 'x => x is iterable', '(v, k) => v == k', 'v => v ~ ""', 'x => null', 'x => x|length', '(a, b) => a <=> b', '(a, b) => b <=> a', '(a, b) => a.price <=> b.price', '(a, b) => a > b', '(a, b) => 0', '(a, b) => (a.id ?? 0) - (b.id ?? 0)', '(a, b) => a < b ? -1 : 1', '(a, b) => "x"', '(a, b) => 0.5', '(a, b) => a == b ? 0 : (a < b ? -1 : 1)']);
    $filter = fn (): string => match ($dice->int(0, 26)) {
        0, 1 => 'sort', 2, 3 => "sort({$arrow()})", 4 => "merge({$array()})", 5 => "merge({$array()}, {$array()})", 6 => "batch({$n()})", 7 => "batch({$n()}, {$n()})", 8 => "batch({$n()}, 'f', {$dice->pick(['true', 'false'])})", 9 => "column({$dice->pick(["'x'", "'id'", '0', '1', "'name'", 'null', "'price', 'id'", "null, 'id'", "'x', 'name'", "'0'", '1.5', '[]'])})", 10, 11 => "slice({$n()}, {$n()})", 12 => "slice({$n()})", 13 => "slice({$n()}, {$n()}, true)", 14 => "reduce((c, v, k) => {$dice->pick(['c ~ v', 'c + 1', 'c ~ k', 'v', 'max(c, v)'])}{$dice->pick(['', ', 0', ", ''"])})",
        15 => "find({$arrow()})", 16 => "filter({$arrow()})", 17 => "map({$arrow()})", 18 => $dice->pick(['first', 'last', 'keys', 'length', 'reverse', 'reverse(true)', 'shuffle|length']), 19 => $dice->pick(['join', "join(',')", "join(', ', ' and ')", 'join(1)', "join(null, 'x')", "join('', '')"]), 20 => $dice->pick(['default([])', 'json_encode', 'json_encode(16)', 'url_encode', 'json_encode(128)']), 21 => 'reverse|keys', 22 => 'filter(x => x)|keys', 23 => 'sort|keys', 24 => 'sort|first', 25 => 'merge([1])|keys', default => 'slice(1)|keys',
    };
    $chain = implode('|', $dice->times(1, 2, $filter));
    $a = $array();
    $template = $dice->pick(["{{ ($a|$chain)|json_encode(512) }}", "{{ ($a|$chain)|json_encode(512) }}", "{% for k, v in $a|$chain %}{{ k }}={{ v|json_encode }};{{ loop.length ?? '?' }}{{ loop.last ?? '?' }}{% else %}none{% endfor %}", "{% set c = $a %}{% set d = c|$chain %}{{ c|json_encode(512) }} {{ d|json_encode(512) }}", "{{ [...$a]|json_encode(512) }}", "{{ {...$a}|json_encode(512) }}", "{{ ({$array()} + {$array()})|json_encode(512) }}", "{{ ($a == {$array()})|json_encode }} {{ ({$array()} <=> $a)|json_encode }}", "{{ ({$array()} in $a)|json_encode }}", "{{ max($a)|json_encode(512) }} {{ min($a)|json_encode(512) }}", "{{ ($a has some {$arrow()})|json_encode }} {{ ($a has every {$arrow()})|json_encode }}", "{{ $a|map({$arrow()})|sort|json_encode(512) }}", "{% for a, b in $a %}{{ loop.index }}{{ a }}{% if loop.first %}F{% endif %}{{ loop.parent|keys|length }}{% endfor %}", "{{ ({a: 1, 5: 2, '7': 3, (-2): 4, 1.5: 5}|merge($a))|json_encode(512) }}", "{{ {$a}[1:2]|json_encode(512) }} {{ {$a}[-1:]|json_encode(512) }}", "{{ $a is sequence ? 1 : 0 }}{{ $a is mapping ? 1 : 0 }}{{ $a is iterable ? 1 : 0 }}{{ $a is empty ? 1 : 0 }}"]);
    return ['templates' => ['index.twig' => $template], 'data' => $data, 'config' => ['seed' => 1]];
};
