<?php
// SPDX-License-Identifier: MIT
// Macros: defaults, surplus and named arguments, imports, what they see.
return function (Dice $dice): array {
    $parameters = fn (): string => implode(', ', array_unique($dice->times(0, 3, fn (): string => $dice->pick(['a', 'b', 'c', 'a = 1', "b = 'B'", 'c = null', 'b = [1, 2]', 'c = {x: 1}', 'a = -1', 'b = a', 'c = "x#{1}"', 'a = 1 + 2', 'varargs', 'a: 1', 'b = true', '_a = 3', 'fooBar = 4', 'foo_bar = 5', 'c = constant("M_PI")', 'b = -1.5', "c = 'a' ~ 'b'"]))));
    $argument = fn (): string => $dice->pick(['1', "'x'", 'v', 'g', 'nope', 'a: 2', "b = 'n'", 'c: [3]', '...[4, 5]', "...{b: 6}", 'l', '...l', 'null', 'zz: 9', 'varargs: 1', 'loop', 'foo_bar: 7', 'fooBar: 8', 'm1(1)', '_self.m1(2)', 'x => x', '{a: 1}', 'a', '']);
    $arguments = fn (): string => implode(', ', array_filter($dice->times(0, 3, $argument)));
    $call = fn (): string => $dice->pick(['_self.m1', '_self.m2', 'f.ext', 'm1', 'm2', 'ext', 'other', 'f.m1', 'f.nope', '_self.nope', 'nope', 'f.other', 'g.ext', 'alias', '_self.M1', '_self.rec', "attribute(_self, 'm1'", "_self.('m1')", 'h.m1', "f.('ext')"]);
    $use = function () use ($dice, $call, $arguments): string {
        $one = $call();
        $one .= str_contains($one, 'attribute') ? ', ['.$arguments().'])' : '('.$arguments().')';
        return $dice->pick(["{{ $one }}", "{{ $one }}", "{{ $one|upper }}", "{{ $one ~ '!' }}", "{% set s = $one %}{{ s|length }}{{ s }}", "{{ $one is defined ? 1 : 0 }}", str_contains($one, '(') ? '{{ '.substr($one, 0, (int) strpos($one, '(')).' is defined ? 1 : 0 }}' : '', "{% if $one %}y{% endif %}", "{{ $one ? 'T' : 'F' }}", "{{ ($one)|json_encode }}", "{{ $one == '' ? 'e' : 'n' }}"]);
    };
    $import = fn (): string => $dice->pick(["{% import _self as f %}", "{% import 'lib.twig' as f %}", "{% import 'lib.twig' as g %}", "{% from 'lib.twig' import ext %}", "{% from 'lib.twig' import ext as m1, other %}", "{% from _self import m1 %}", "{% from _self import m1, m2 as alias %}", "{% from 'lib.twig' import nope %}", "{% import 'nope.twig' as f %}", "{% import lib as f %}", "{% import _self as h %}", '', "{% from 'lib.twig' import ext as ext, other as other %}", "{% import ['nope.twig', 'lib.twig'] as f %}", '{% set f = 1 %}', "{% import 'child.twig' as f %}"]);
    $body = fn (): string => implode('', $dice->times(1, 3, fn (): string => $dice->pick(['{{ a }}', '{{ b }}', '{{ c|json_encode }}', '{{ varargs|join }}', '{{ v ?? "nov" }}', '{{ a ~ b }}', '{{ _context|keys|join("|") }}', '{{ varargs|length }}', '{% set v = 5 %}{{ v }}', '<i>', '{% for x in 1..2 %}{{ loop.index }}{{ a }}{% endfor %}', '{{ a is defined ? "d" : "u" }}', '{{ glob ?? "ng" }}', '{{ nope }}', '{{ fooBar ?? "" }}{{ foo_bar ?? "" }}', '{% import _self as q %}{{ q.m2(a) }}', '{{ block("bb") }}', "{% from 'lib.twig' import other %}{{ other(a) }}"])));
    $scope = fn (string $inner): string => $dice->pick([$inner, $inner, "{% for loopvar in 1..2 %}$inner{% endfor %}", "{% block b".$dice->int(1, 99)." %}$inner{% endblock %}", "{% if true %}$inner{% endif %}", "{% with {v: 'W'} %}$inner{% endwith %}", "{% set cap %}$inner{% endset %}{{ cap }}", "{% embed 'base.twig' %}{% block x %}$inner{% endblock %}{% endembed %}", "{% macro inm".$dice->int(1, 99)."() %}$inner{% endmacro %}", "{% autoescape %}$inner{% endautoescape %}"]);
    $source = $import();
    for ($i = $dice->int(1, 3); $i > 0; --$i) {
        $source .= $scope($import().$use())."\n".$use().'|';
    }
    $source .= '{% macro m1('.$parameters().') %}'.$body().'{% endmacro '.$dice->pick(['', '', 'm1 ']).'%}'.($dice->chance(80) ? '{% macro m2('.$parameters().') %}'."\n".$body().'{% endmacro %}' : '').'{% macro rec(a) %}{{ a }}{% if a > 0 and a < 5 %}{{ _self.rec(a - 1) }}{% endif %}{% endmacro %}';
    return ['templates' => [
        'index.twig' => $source, 'lib.twig' => "{% macro ext(".$parameters().") %}\n[{{ a }}{{ _self.other(b) }}{{ varargs|join(',') }}]{% endmacro %}{% macro other(x = 'dx') %}O{{ x }}{% endmacro %}LIB", 'base.twig' => '({% block x %}bx{% endblock %})', 'child.twig' => "{% extends 'lib.twig' %}{% macro own() %}own{% endmacro %}",
    ], 'data' => ['v' => '<v>', 'l' => [1, 2], 'lib' => 'lib.twig', 'g' => null], 'config' => ['autoescape' => $dice->pick(['html', false]), 'strict_variables' => $dice->chance(50)]];
};
