<?php
// SPDX-License-Identifier: MIT
// Valid templates with tokens taken out, doubled, swapped or put in.
return function (Dice $dice): array {
    $valid = [
        "{% if a == 1 and b %}\nx{% elseif c %}\ny{% else %}z{% endif %}", "{% for k, v in m %}\n{{ k }}={{ v }}{% else %}none{% endfor %}", "{% set x, y = 1, 'b' %}{{ x ~ y }}", "{% set x %}\ntext{% endset %}{{ x|length }}", "{% block b %}\n{{ parent() }}{% endblock b %}", "{% extends 'base.twig' %}\n{% block title %}T{% endblock %}", "{% include 'inc.twig' ignore missing with {a: 1} only %}",
        "{% macro m(a, b = 1, c) %}\n{{ a }}{{ varargs|join }}{% endmacro %}{{ _self.m(1, b: 2) }}", "{% import 'macros.twig' as f %}{{ f.field('x') }}", "{% from 'macros.twig' import field as g, other %}\n{{ g(1) }}{{ other() }}", "{% embed 'base.twig' with {x: 1} only %}\n{% block title %}E{% endblock %}{% endembed %}", "{% use 'blocks.twig' with b as c %}{{ block('c') }}", "{% with {a: 1} only %}{{ a }}{% endwith %}",
        "{% apply upper|replace({A: 'b'}) %}aA{% endapply %}", "{% autoescape 'html' %}{{ h }}{% endautoescape %}", "{% verbatim %}{{ x }}{% endverbatim %}\n{{ a }}", "{{ a|default('x')|upper ~ \"q#{a}r\" }}", "{{ {a: 1, 'b': [2, 3], (c): 4, ...m}|json_encode }}", "{{ m.a ?? m['b'] ?: l[1:2]|join(', ') }}", "{% do [a, b] = [b, a] %}\n{{ a }}", "{% do {name: x, y} = m %}{{ x }}", "{{ a is divisible by(3) or b is not same as(1) }}",
        "{{ l|map((v, k) => v * 2)|filter(v => v > 1)|join }}", "{{ max(a, ...l) }}{{ range(low = 1, high: 3)|join }}", "{# comment\n #}{{ a }}{#- x -#}", "{% guard filter nope %}\n{{ a|nope }}{% else %}no{% endguard %}", "{% types {a: 'int', b?: 'string'} %}{{ a }}", "{% deprecated 'x' package='a' version='1' %}", "{% flush %}{{ a ? b : c }}", "{{ not a in l and -1 ** 2 // 3 }}", "{% line 7 %}\n{{ a }}", "{{ m?.a.b(1)[2] }}", "{{ a starts with 'x' xor b matches '/x/' }}", "{% sandbox %}{% include 'inc.twig' %}{% endsandbox %}", "{{ (a, b) => a }}", "{{ l has every x => x > 0 }}", "{{ \"a\\n\\x41\" }}{{ 'it\\'s' }}", "{{ 1_000.5e3 + .5 }}", "{{ a.(b) }}{{ attribute(m, 'a') }}",
    ];
    $source = $dice->pick($valid);
    $tokens = preg_split('/(\{%[-~]?|[-~]?%\}|\{\{[-~]?|[-~]?\}\}|\{#-?|-?#\}|\w+|\s+|\'[^\']*\'|"[^"]*"|[^\w\s])/u', $source, -1, PREG_SPLIT_DELIM_CAPTURE | PREG_SPLIT_NO_EMPTY);
    $insert = ['(', ')', '[', ']', '{', '}', ',', ':', '.', '|', '=', '?', '??', '?:', '?.', '...', '..', '=>', '~', '-', '+', '*', '**', '%', '//', '==', '!', '!=', '<', 'and', 'not', 'in', 'is', 'if', 'endif', 'else', 'for', 'endfor', 'set', 'block', 'endblock', 'x', '1', "'s'", '"', "'", '#', '#{', '%}', '{%', '{{', '}}', '{#', '#}', 'as', 'with', 'only', ' ', "\n", '$', '@', ';', '&', '^', '\\', '1.5', 'é', 'extends', 'macro', 'include', 'none', 'true', 'defined', 'same as', 'uper', 'upper', 'endset', 'nope', 'matches', 'b-or', 'loop', '`', 'varargs', '_self', 'parent()', '€', '===', '<=>', 'has some', 'starts with', 'divisible'];
    for ($i = $dice->int(1, 2); $i > 0; --$i) {
        $at = $dice->int(0, count($tokens) - 1);
        match ($dice->int(0, 4)) {
            0 => array_splice($tokens, $at, 1),
            1 => array_splice($tokens, $at, 0, [$tokens[$at]]),
            2 => array_splice($tokens, $at, 0, [$dice->chance(50) ? ' '.$dice->pick($insert).' ' : $dice->pick($insert)]),
            3 => array_splice($tokens, $at, 1, [$dice->pick($insert)]),
            default => array_splice($tokens, $at, 1, [str_shuffled($tokens[$at], $dice)]),
        };
        $tokens = $tokens ?: [' '];
    }
    return ['templates' => [
        'index.twig' => implode('', $tokens), 'base.twig' => 'B[{% block title %}base{% endblock %}]', 'inc.twig' => '({{ a }})', 'macros.twig' => '{% macro field(n, v = "dv") %}<{{ n }}={{ v }}>{% endmacro %}{% macro other() %}O{% endmacro %}', 'blocks.twig' => '{% block b %}ub{% endblock %}',
    ], 'data' => ['a' => 3, 'b' => 'bee', 'c' => 'cc', 'h' => '<i>', 'l' => [1, 2, 3], 'm' => ['a' => 'A', 'b' => 2, 'name' => 'N', 'y' => 'Y'], 'x' => 'ex']];
};

/** A word with a letter changed, so that Twig may suggest the right one. */
function str_shuffled(string $token, Dice $dice): string
{
    if (strlen($token) < 3 || !ctype_alpha($token)) {
        return $token.$token;
    }
    $at = $dice->int(0, strlen($token) - 1);
    return substr($token, 0, $at).$dice->pick(['', 'x', $token[$at].$token[$at]]).substr($token, $at + 1);
}
