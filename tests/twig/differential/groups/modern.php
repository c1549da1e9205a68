<?php
// SPDX-License-Identifier: MIT
// Syntax that came late: arrows, destructuring, spread, null-safe chains, ranges, interpolation, comparisons of all kinds.
return function (Dice $dice): array {
    $value = null;
    $arrow = fn (): string => $dice->pick(['x => x', 'x => x > 1', '(x) => not x', '(x, k) => k', '() => 1', '(v, k) => "#{k}=#{v}"', 'x => x.id ?? x', 'x => x is odd', 'x => x ~ s', 'x => [x, s]', 'x => {k: x}', 'x => (y => y ~ x)|invoke(2)', 'x => x ? 1 : 0', 'x => x ?? s', 'x => y = x', 'x => x|upper', 'v => v starts with "a"', '(a, b) => a <=> b', '(a, b, c) => c', 'x => nope', 'fn']);
    $value = function (int $depth) use ($dice, $arrow, &$value): string {
        $next = fn (): string => $value($depth - 1);
        if ($depth <= 0) {
            return $dice->pick(['i', 'd', 's', 'e', 'n', 'l', 'p', 'p.a', 'p?.a', 'n?.a', 'n?.a.b', 'n?.a?.b.c', 'p.x?.y', 'p?.q.a', "p['q']?.a", 'n?.a()', 'p.q.a', 'p.(s)', 'r', 'nope', 'nope?.a', 'nope.a', '0', '1', '3', "'a'", '"a"', "'ab'", 'true', 'false', 'null', '[]', '{}', '[1, 2]', '{a: 1}', '{p}', '{i, s}', "{(s): 1}", '"#{i}"', '"#{p.a}x#{s}"', '1.5', '-1', 'l[0]', 'l[1:]', 'l[:1]', 's[:1]', 'l[-1:]', 'r[0].id', 'r.0.id', '1..3', "'a'..'c'", 'i..1']);
        }
        return match ($dice->int(0, 22)) {
            0, 1 => '('.$next().' '.$dice->pick(['===', '!==', '==', '!=', '<=>', '<', '>', '<=', '>=', 'in', 'not in']).' '.$next().')',
            2 => $next().' '.$dice->pick(['has some', 'has every']).' '.$dice->pick([$arrow(), '('.$arrow().')']),
            3 => $next().' '.$dice->pick(['starts with', 'ends with', 'matches']).' '.$dice->pick([$next(), "'/a/'", "'a'"]),
            4 => $next().' ?? '.$next(),
            5 => $next().' ?: '.$next(),
            6 => $next().' ? '.$next().' : '.$next().' ? '.$next().' : '.$next(),
            7 => $next().' ? '.$next(),
            8 => '['.$dice->pick(['...', '']).$next().', ...'.$next().', '.$next().']',
            9 => '{'.$dice->pick(['a: 1, ', '']).'...'.$next().', b: '.$next().', '.$dice->pick(['1: 2', "'x y': 3", '(i): 4', '...p', 'i', 's,', '"q#{i}": 5', '1.5: 6', 'true: 7', 'a', '-1: 8']).'}',
            10 => 'max(...'.$next().')', 11 => $next().'|map('.$arrow().')', 12 => $next().'|filter('.$arrow().')', 13 => $next().'|find('.$arrow().')', 14 => $next().'|reduce((c, v'.$dice->pick(['', ', k']).') => '.$dice->pick(['c ~ v', 'c + v', '[...(c ?? []), v]', 'c']).$dice->pick(['', ', 0', ", ''", ', []']).')',
            15 => '('.$arrow().')|invoke('.implode(', ', $dice->times(0, 2, $next)).')', 16 => '('.$arrow().')('.implode(', ', $dice->times(0, 2, $next)).')',
            17 => '('.$dice->pick(['[a, b] = ', '[a] = ', '[, b] = ', '{a} = ', '{a: b} = ', '{a, q} = ', 'a = ', 'a = b = ', '[a, [b]] = ', '[i, s] = ', '{"a": b} = ', '{a, ...b} = ', '[...a] = ', 'p.a = ', '[a, b, a] = ']).$next().')',
            18 => $dice->pick(['not ', '-', '+', 'not not ', '!', '...']).$next(),
            19 => $next().' '.$dice->pick(['~', '+', '-', '*', '**', '//', '%', 'and', 'or', 'xor', 'b-and', 'b-or', '..', 'is', 'is not']).' '.$next(),
            20 => $next().' is '.$dice->pick(['', 'not ']).$dice->pick(['defined', 'null', 'empty', 'same as('.$next().')', 'divisible by(2)', 'divisible by 2', 'iterable', 'sequence', 'mapping', 'odd', 'true', 'same as '.$next()]),
            21 => '('.$next().')'.$dice->pick(['.a', '?.a', '[0]', '?.a.b', '.a ?? 1', '|first', "|join('-')", '|length', '.(s)', '?.a()']), default => $next().$dice->pick(['|sort', '|keys', '|first', '|last', '|length', '|merge([1])', '|default("D")', '|json_encode', '|slice(1)', "|join(',')", '|sort((a, b) => b <=> a)|join', '|reverse', '|upper', '|column("id")']),
        };
    };
    $e = $value($dice->int(1, 3));
    $template = $dice->pick(["{{ ($e)|json_encode }}", "{{ ($e)|json_encode }}", "{{ $e }}", "{% do $e %}{{ [a ?? 'A', b ?? 'B', i, s]|json_encode }}", "{% if $e %}1{% else %}0{% endif %}", "{% for a, b in $e %}{{ a }}:{{ b|json_encode }};{% else %}-{% endfor %}", "{% set a, b = $e, 1 %}{{ a|json_encode }}", "{% set fn = ".$arrow()." %}{{ ($e)|json_encode }}", '{{ "a#{'.$e.'}b" }}']);
    return ['templates' => ['index.twig' => $template], 'data' => ['i' => 3, 'd' => 1.5, 's' => 'a', 'e' => '', 'n' => null, 'l' => [1, 2, 3], 'p' => ['a' => 'A', 'q' => ['a' => 5], 'n' => null], 'r' => [['id' => 1], ['id' => 2]]], 'config' => ['strict_variables' => $dice->chance(30)]];
};
