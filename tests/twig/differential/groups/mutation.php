<?php
// SPDX-License-Identifier: MIT
// Templates of the other groups, cut off or with tokens changed: what is said about them, and of which line.
return function (Dice $dice): array {
    static $makers = [];
    $group = $dice->pick(['autoescape', 'macros', 'inheritance', 'whitespace', 'payload', 'modern', 'modern', 'expression', 'functions', 'arrays', 'arguments', 'syntax']);
    $makers[$group] ??= require __DIR__."/$group.php";
    $case = $makers[$group]($dice);
    $source = $case['templates']['index.twig'];
    if (!mb_check_encoding($source, 'UTF-8')) {
        return $case;
    }
    $tokens = preg_split('/(\{%[-~]?|[-~]?%\}|\{\{[-~]?|[-~]?\}\}|\{#|#\}|\w+|\s+|"|\'|\?\?|\?:|\?\.|=>|\.\.\.|[^\w\s])/u', $source, -1, PREG_SPLIT_DELIM_CAPTURE | PREG_SPLIT_NO_EMPTY) ?: [' '];
    $insert = ['(', ')', '[', ']', '{', '}', ',', ':', '.', '|', '=', '?', '??', '?.', '...', '..', '=>', '~', '-', '**', '==', 'and', 'not', 'in', 'is', 'endif', 'else', 'endfor', 'endblock', 'endmacro', 'x', '1', '"', "'", '#{', '%}', '{%', '{{', '}}', '{#', ' ', "\n", "\n", '$', '@', '\\', '_self', 'parent()', 'loop', "{% block a %}", '{% endblock %}', "{% extends 'base.twig' %}", '{% if x %}', '{% else %}', '{% endif %}', '{% macro m() %}', '{% endmacro %}', '{% endfor %}', '{% for x in y %}', "\n{{ nope( }}\n", 'only', 'as', '|nope', ' is nope', 'nope()', '|uper', "{% use 'b' %}", '{% set x = 1 %}', '{% set x %}', '{% nope %}', '{% endset %}', '{% verbatim %}', 'true', 'null', 'with', 'import', '...x', 'x: 1', 'x = 1', ';', 'has some', '1.5', '1_0', '0x1', '1e5', 'b-and', '<=>', '===', 'matches', "'/(/'"];
    for ($i = $dice->int(1, 3); $i > 0; --$i) {
        $at = $dice->int(0, count($tokens) - 1);
        match ($dice->int(0, 5)) {
            0 => array_splice($tokens, $at, 1), 1 => array_splice($tokens, $at, 0, [$tokens[$at]]), 2 => array_splice($tokens, $at, 0, [$dice->pick($insert)]), 3 => array_splice($tokens, $at, 1, [$dice->pick($insert)]),
            4 => $dice->chance(40) ? array_splice($tokens, $at + 1) : array_splice($tokens, $at, 0, [' '.$dice->pick($insert).' ']), default => array_splice($tokens, $at, 2, array_reverse(array_slice($tokens, $at, 2))),
        };
        $tokens = $tokens ?: [' '];
    }
    $case['templates']['index.twig'] = implode('', $tokens);
    return $case;
};
