<?php
// SPDX-License-Identifier: MIT
// What is absent, with and without strict variables.
return function (Dice $dice): array {
    $data = ['map' => ['k' => 'v', 'z' => null, '1' => 'one'], 'list' => ['a', 'b'], 'n' => null, 's' => 'str', 'i' => 5, 'b' => true, 'f' => 1.5, 'e' => [], 'o' => bag(['a' => 1, 'z' => null]), 'g' => new ArrayObject(['k' => 1]), 'dt' => new DateTime('2024-01-02 03:04:05')];
    $base = $dice->pick(['undef', 'map', 'list', 'n', 's', 'i', 'b', 'f', 'e', 'o', 'g', 'dt', '_context', '[1, 2]', '{a: 1}', "'x'", '(map)', '_self', 'map.k', 'undef']);
    $step = fn (): string => $dice->pick(['.nope', '.k', '.z', '.a', '[0]', '[5]', "['k']", '.1', '[n]', '[undef]', '[1.7]', '[true]', '[s]', '.(s)', '.(undef)', '?.nope', '?.k', '.a()', '.nope()', '?.nope()', '[:1]', "['']", '[-1]', '[list]', '.nope(1, 2)', '[i]', "['1']"]);
    $path = $base.implode('', $dice->times(0, 3, $step));
    $template = $dice->pick([
        "{{ $path }}", "{{ $path is defined ? 1 : 0 }}", "{{ $path is not defined ? 1 : 0 }}", "{{ $path ?? 'c' }}", "{{ $path|default('d') }}", "{{ $path is null ? 1 : 0 }}", "{{ $path is empty ? 1 : 0 }}", "{{ $path ?: 'e' }}", "{{ $path ? 1 : 0 }}",
        "{% for x in $path %}x{% else %}e{% endfor %}", "{% set x = $path %}{{ x }}", "{% if $path %}1{% else %}0{% endif %}", "{{ [$path]|json_encode }}", "{{ ($path)|json_encode }}", "{{ $path|upper }}", "{{ $path ~ 'x' }}", "{{ $path in [1] ? 1 : 0 }}", "{{ list|map(x => $path)|json_encode }}",
        "{{ (($path) is defined) ? 1 : 0 }}", "{{ ($path)|default('d') }}", "{{ ($path) ?? 'c' }}", "{{ {a: $path}.a is defined ? 1 : 0 }}", "{{ $path|upper|default('d') }}", "{{ $path|first ?? 'c' }}", "{{ not $path ? 1 : 0 }}", "a\nb{{ $path.x\n.y }}\n", "{{ attribute($path, 'k') }}", "{{ attribute($path, 'k') is defined ? 1 : 0 }}",
        "{{ $path is iterable ? 1 : 0 }}", "{{ $path|length }}", "{{ $path == null ? 1 : 0 }}", "{{ $path + 1 }}", "{{ $path is same as(null) ? 1 : 0 }}", "{% with {q: $path} %}{{ q }}{% endwith %}", "{% include 'inc.twig' with {undef: $path} %}", "{% do $path %}ok",
    ]);
    return ['templates' => ['index.twig' => $template, 'inc.twig' => '{{ undef }}'], 'data' => $data, 'config' => ['strict_variables' => $dice->chance(50)]];
};
