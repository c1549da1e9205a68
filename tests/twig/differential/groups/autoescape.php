<?php
// SPDX-License-Identifier: MIT
// Which strings are safe for which strategy: literals, filters, captures, macros, blocks, includes, conditions.
return function (Dice $dice): array {
    $strategies = ["'html'", "'js'", "'css'", "'url'", "'html_attr'", 'false', "'html_attr_relaxed'"];
    $filter = fn (): string => $dice->pick([
        '|raw', '|e', "|e('js')", "|e('html')", "|e('html_attr')", "|e('url')", "|e('css')", '|upper', '|lower', '|nl2br', '|striptags', '|trim', '|title', '|first', '|last', "|join('<')", "|join(', ', ' & ')", "|replace({'<': '&'})",
        '|default("<d>")', '|default(m)', '|json_encode', '|json_encode|raw', '|spaceless', '|slice(0, 4)', '|reverse', '|length', '|url_encode', '|format("<x>")', '|capitalize', "|split('')|join", '|convert_encoding("UTF-8", "ISO-8859-1")',
        '|number_format', '|escape(st)', '|e(st)', '|e("html", null, true)', '|e("js", null, true)', '|map(v => v)|join', '|map(v => v|raw)|join', '|map(v => v|e)|first', '|reduce((c, v) => c ~ v)', '|filter(v => v)|first', '|find(v => v)', '|raw|upper', '|raw|raw', '|e|e', '|e|raw', '|e|default("<")', '|merge(["<"])|join', '|date("<\\\\b>Y")',
    ]);
    $expression = function (int $depth) use ($dice, $filter, &$expression): string {
        $next = fn (): string => $expression($depth - 1);
        return $depth <= 0 ? $dice->pick(['h', 'm', 'a', 'n', 'i', 'f', 'o.k', 'o.m', 'l[0]', "'<lit>'", '"a\'b"', "'<'|raw", 'cap', 'cap', '"<#{h}>"', '"<#{m}>"', '5', 'true', 'null', 'nope', 'l', "'é</b>'", '1.5'])
            : match ($dice->int(0, 12)) {
                0, 1, 2, 3 => $next().$filter(),
                4 => '('.$next().' ? '.$next().' : '.$next().')',
                5 => '('.$next().' ?: '.$next().')',
                6 => '('.$next().' ?? '.$next().')',
                7 => '('.$next().' ~ '.$next().')',
                8 => '('.$next().')'.$filter(),
                9 => $dice->pick(['_self.mac('.$next().')', 'f.mac('.$next().')', 'mac2('.$next().')', 'mac2('.$next().')|upper']),
                10 => $dice->pick(["block('b')", "include('inc.twig')", "include('inc.js')", "source('inc.twig')", "block('b')|upper", "include('inc.twig')|e", "include('inc.twig', {h: ".$next().'})', 'parent()']),
                11 => $dice->pick(['max('.$next().', '.$next().')', 'cycle(l, 1)', '(x => x)|invoke('.$next().')', 'random(["<"])', "attribute(o, 'k')", '['.$next().', '.$next().']|join', '['.$next().'][0]', '{k: '.$next().'}.k', 'constant("DATE_ATOM")', "date('2024-02-03')|date('<\\\\i>d')"]),
                default => $next().($dice->chance(50) ? ' is defined ? ' : ' ? ').$next().($dice->chance(60) ? ' : '.$next() : ''),
            };
    };
    $print = fn (): string => '{{ '.$expression($dice->int(0, 3)).' }}';
    $body = function (int $depth) use ($dice, $print, $expression, $strategies, &$body): string {
        $inner = fn (): string => $depth > 0 ? $body($depth - 1) : $print();
        return match ($dice->int(0, 11)) {
            0, 1, 2, 3 => $print().'|'.$print(),
            4, 5 => '{% autoescape '.$dice->pick($strategies).' %}'.$inner().'{% endautoescape %}',
            6 => '{% autoescape %}'.$inner().'{% endautoescape %}',
            7 => '{% set cap %}'.$inner().'{% endset %}{{ cap }}'.$print(),
            8 => '{% set cap = '.$expression(2).' %}{{ cap }}'.$print(),
            9 => '{% apply '.$dice->pick(['upper', 'e', "e('js')", 'raw', 'nl2br', 'striptags', 'lower|e', 'e|lower', 'trim|raw', 'spaceless']).' %}'.$inner().'<b>{% endapply %}',
            10 => '{% for v in l %}{{ v }}{{ loop.index }}'.$inner().'{% endfor %}',
            default => '{% if h %}'.$inner().'{% endif %}{% with {h: '.$expression(1).'} %}{{ h }}{% endwith %}',
        };
    };
    $head = "{% extends 'base.twig' %}{% import _self as f %}{% from _self import mac as mac2 %}";
    $block = "{% block b %}{% import _self as f %}{% from _self import mac as mac2 %}".$body(2).'{% endblock %}{% macro mac(x) %}<i>{{ x }}</i>{% endmacro %}';
    $source = $head."{% block c %}[{{ h }}]{% endblock %}".str_replace(["block('b')"], ["block('c')"], $block);
    return ['templates' => [
        'index.twig' => $source, 'base.twig' => "{% block b %}<base>{{ h }}{% endblock %}{% block c %}{% endblock %}", 'inc.twig' => '<inc>{{ h }}{{ m }}', 'inc.js' => '"{{ h }}"',
    ], 'data' => [
        'h' => $dice->pick(['<b>"x"&\'y\'</b>', 'a<b', "</script>\n", 'é & "', "a b/c?d=1&e", '']), 'm' => new \Twig\Markup($dice->pick(['<m>&amp;"', 'ok', '']), 'UTF-8'), 'a' => 'plain', 'n' => null, 'i' => 7, 'f' => 1.5, 'o' => ['k' => '<k>', 'm' => new \Twig\Markup('<om>', 'UTF-8')], 'l' => ['<1>', '&2', new \Twig\Markup('<3>', 'UTF-8')],
        'cap' => '<cap>', 'st' => $dice->pick(['html', 'js', 'css', 'url', 'nope']),
    ], 'config' => ['autoescape' => $dice->pick(['html', 'html', 'html', 'js', 'css', 'url', 'html_attr', 'name', false])]];
};
