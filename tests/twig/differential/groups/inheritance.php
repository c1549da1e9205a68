<?php
// SPDX-License-Identifier: MIT
// extends, block, parent, use, embed, include, and what each sees of the context.
return function (Dice $dice): array {
    $expression = fn (): string => $dice->pick(['v', 'x', 'parent()', "block('a')", "block('b')", "block('c')", "block('ua')", "block('nope')", "block('a', 'other.twig')", "block('nope') is defined ? 1 : 0", "block('a', 'other.twig') is defined ? 1 : 0", "block('z', 'other.twig')", "block(name)", 'x ?? "nox"', '_self', "include('inc.twig')", "include('inc.twig', {x: 9}, false)", 'loop.index ?? ""', '_context|keys|join(",")', "block('a')|upper", "include('other.twig')", "block('a', 'nope.twig')", "block('a', null)", '_charset', 'parent()|length', 'parent() ~ v', "_parent ?? 'np'"]);
    $piece = null;
    $count = 0;
    $piece = function (int $depth) use ($dice, $expression, &$piece, &$count): string {
        $inner = fn (): string => $depth > 0 ? implode('', $dice->times(1, 2, fn (): string => $piece($depth - 1))) : 't';
        ++$count;
        return match ($dice->int(0, 14)) {
            0, 1, 2, 3 => '{{ '.$expression().' }}', 4 => $dice->pick(['text', "\n", ' ']), 5, 6 => '{% block '.$dice->pick(['a', 'b', 'c', 'd', "n$count", 'name', 'e']).' %}'.$inner().'{% endblock %}', 7 => '{% block '.$dice->pick(['a', 'b', 's']).' '.$dice->pick(['v', "'lit'", 'x|default("d")', 'parent()']).' %}',
            8 => '{% set x = '.$dice->pick(["'set'", 'v', "block('a')", '1']).' %}', 9 => '{% for i in 1..2 %}'.$inner().'{% endfor %}', 10 => "{% embed ".$dice->pick(["'other.twig'", "'base.twig'", 'tpl', "'nope.twig' ignore missing", "'other.twig' with {x: 'E'}", "'other.twig' with {x: 'E'} only", "'nope.twig'", '["nope.twig", "other.twig"]'])." %}".'{% block a %}'.$inner().'{% endblock %}{% block ob %}'.$inner().'{% endblock %}'.$dice->pick(['', '', 'text', '{{ v }}', "{% set x = 'es' %}"])."{% endembed %}",
            11 => '{% include '.$dice->pick(["'inc.twig'", "'nope.twig' ignore missing", "['nope.twig', 'inc.twig']", "'inc.twig' only", "'inc.twig' with {x: v}", "'inc.twig' with {x: v} only", 'tpl', "'nope.twig'", "['nope.twig', 'no.twig']", "'other.twig' with v", "''", 'null', "['nope.twig'] ignore missing"]).' %}',
            12 => '{% if v %}'.$inner().'{% else %}'.$inner().'{% endif %}', 13 => "{% use ".$dice->pick(["'ublocks.twig'", "'ublocks.twig' with ua as a", "'ublocks.twig' with ua as ub2, ub as c", "'ublocks.twig' with nope as q", "'nope.twig'", 'tpl', "'other.twig'", "'ucomplex.twig'", "'child.twig'", "'ublocks.twig' with ua as ub, ub as ua"]).' %}', default => $dice->pick(['{% set cap %}'.$inner().'{% endset %}{{ cap }}', '{% with {v: "W"} %}'.$inner().'{% endwith %}', '{% apply upper %}'.$inner().'{% endapply %}', '{% macro m() %}'.$inner().'{% endmacro %}', '{{ _self.m() }}', "{% import 'other.twig' as o %}", '{# c #}', '{% autoescape "js" %}'.$inner().'{% endautoescape %}', '{% verbatim %}{{ v }}{% endverbatim %}', '{% do v %}', '{% deprecated "d" %}', '{% types {v: "string"} %}', '{% flush %}', "{% extends 'base.twig' %}"]),
        };
    };
    $template = fn (string $extends): string => $extends.implode($dice->pick(['', "\n"]), $dice->times(1, 4, fn (): string => $piece(2)));
    $child = '';
    foreach ($dice->shuffled(['a', 'b', 'c', 'd']) as $name) {
        $child .= $dice->chance(60) ? "{% block $name %}".implode('', $dice->times(0, 3, fn (): string => $piece(1)))."{% endblock %}\n" : '';
    }
    $extends = $dice->pick(["{% extends 'base.twig' %}", "{% extends 'mid.twig' %}", '{% extends tpl %}', "{% extends v ? 'mid.twig' : 'base.twig' %}", "{% extends ['nope.twig', 'base.twig'] %}", "{% extends 'nope.twig' %}", "{% extends null %}", "{% extends 'index.twig' %}", "{% extends ['nope.twig'] %}", "{% extends 'base.twig' %}"]);
    $index = match ($dice->int(0, 3)) {
        0 => $template(''), 1 => $extends.$child, 2 => $extends.$dice->pick(['', "{% use 'ublocks.twig' %}", "{% use 'ublocks.twig' with ua as a %}", "{% set x = 'sx' %}"]).$child, default => $template($extends),
    };
    return ['templates' => [
        'index.twig' => $index, 'mid.twig' => "{% extends 'base.twig' %}{% block a %}<{{ parent() }}{{ x ?? '' }}>{% endblock %}{% block d %}md{{ block('b') }}{% endblock %}", 'base.twig' => "B[{% block a %}ba{{ v }}{% block c %}bc{% endblock %}{% endblock %}|{% block b %}bb{% endblock %}{{ x ?? 'bx' }}{{ block('d') is defined ? block('d') : '' }}]",
        'other.twig' => "O({% block a %}oa{{ x ?? 'ox' }}{% endblock %}{% block ob %}ob{% endblock %})", 'inc.twig' => "I{{ x ?? 'ix' }}{{ v ?? 'iv' }}{% set x = 'changed' %}", 'ublocks.twig' => "{% block ua %}UA{{ v }}{{ block('ub') }}{% endblock %}{% block ub %}UB{% endblock %}", 'ucomplex.twig' => "{% use 'ublocks.twig' %}{% block ub %}UC{{ parent() }}{% endblock %}", 'child.twig' => "{% extends 'base.twig' %}{% block a %}ca{{ parent() }}{% endblock %}",
    ], 'data' => ['v' => 'V', 'tpl' => $dice->pick(['base.twig', 'other.twig', 'nope.twig', 'mid.twig', null]), 'name' => 'b'], 'config' => ['strict_variables' => $dice->chance(40)]];
};
