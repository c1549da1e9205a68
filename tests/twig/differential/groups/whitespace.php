<?php
// SPDX-License-Identifier: MIT
// Trimming, line ends, comments, verbatim, line numbers.
return function (Dice $dice): array {
    $space = fn (): string => $dice->text([' ', ' ', "\n", "\n", "\t", "\r\n", "\r", '', 'x', '<b>', '}', '{', '%', '#', "\v", "\0", "\u{a0}", "\f"], 0, 4);
    $open = fn (string $kind): string => '{'.$kind.$dice->pick(['', '', '', '-', '~', ' ']);
    $close = fn (string $kind): string => $dice->pick(['', '', '', '-', '~', ' ']).$kind.'}';
    $tag = fn (string $inside): string => $open('%').' '.$inside.' '.$close('%');
    $piece = null;
    $piece = function (int $depth) use ($dice, $space, $open, $close, $tag, &$piece): string {
        $inner = fn (): string => $space().($depth > 0 ? $piece($depth - 1) : 'i').$space();
        return match ($dice->int(0, 15)) {
            0, 1, 2 => $open('{').$dice->pick([' v ', 'v', " v\n", " 'a' ", ' "}}" ', " '%}' ", ' {a: 1}|json_encode ', ' {a: {b: 1}}.a.b ', " v # comment\n ", " v # }} \n", ' "#{v}" ', ' "#{{a: 1}.a}" ', " [1,\n2]|join ", ' nope.a ']).$close('}'),
            3, 4 => $open('#').$dice->pick([' c ', "\n", '{{ v }}', ' # ', '%}', '-', '']).$close('#'),
            5, 6 => $tag('if v').$inner().$tag($dice->pick(['endif', 'endif', 'else'])).($dice->chance(90) ? '' : $tag('endif')),
            7 => $tag('for a in [1, 2]').$inner().'{{ a }}'.$tag('endfor'),
            8 => $tag('set c').$inner().$tag('endset').'[{{ c }}]', 9 => $tag("set c = v").'{{ c|length }}',
            10, 11 => $tag('verbatim').$dice->text(['{{ v }}', '{% if %}', '{#', '#}', "\n", ' ', 'x', '{{', '%}', "\t", '{% endverbatim', '{%- endif -%}'], 0, 4).$tag('endverbatim'),
            12 => $tag($dice->pick(['line 7', 'flush', 'do 1', 'line 20', 'line x', 'line 5 ', "include 'inc.twig'", 'block q', 'endblock', 'spaceless', 'apply spaceless', "extends 'inc.twig'"])),
            13 => $tag('apply '.$dice->pick(['upper', 'trim', 'spaceless'])).$inner().$tag('endapply'), 14 => $tag('block b'.$dice->int(1, 9)).$inner().$tag('endblock'),
            default => $dice->pick(['{{- "" -}}', '{{~ "" ~}}', '{{ nope', '{% nope %}', '{{ 1 + }}', '{#', '{{ "a', "{{ v }}}", '{{{ v }}}', '{{ v|nope }}', '{%- if v ~%}a{%~ endif -%}', '\\{{ v }}', '{ {v} }', "{{ v\n\n+ }}"]),
        };
    };
    $source = '';
    for ($i = $dice->int(1, 4); $i > 0; --$i) {
        $source .= $space().$piece(2).$space();
    }
    return ['templates' => ['index.twig' => $source.($dice->chance(20) ? "\n" : ''), 'inc.twig' => " inc {{- v }} \n"], 'data' => ['v' => $dice->pick(['V', " V\n", 1])], 'config' => ['strict_variables' => $dice->chance(25)]];
};
