<?php
// SPDX-License-Identifier: MIT
// The extension "html": data URIs, class lists, attributes.
return function (Dice $dice): array {
    $quote = fn (string $value): string => quoted($value, $dice);
    $word = fn (): string => $dice->pick(['a', 'b', 'btn', 'btn-lg', 'a b', ' x ', '', '0', 'é', '<i>', '"', 'md:p-4', 'a']);
    $scalar = fn (): string => $dice->pick([$quote($word()), $quote($word()), $quote($word()), 'true', 'false', 'null', '0', '12', '1.5', 's', 'm']);
    $list = fn (): string => '['.implode(', ', $dice->times(0, 4, $scalar)).']';
    $map = fn (): string => '{'.implode(', ', $dice->times(0, 3, fn (): string => '('.$quote($dice->pick(['a', 'b', 'c d', '3', 'color', 'margin-top'])).'): '.$scalar())).'}';
    $type = fn (): string => $dice->pick(["'sst'", "'cst'", "'style'", "'x'"]);
    $value = fn (): string => match ($dice->int(0, 6)) {
        0 => $list(), 1 => $map(), 2 => '('.$dice->pick([$list(), $map(), $scalar()])."|html_attr_type({$type()}))", default => $scalar(),
    };
    $attributes = fn (): string => '{'.implode(', ', $dice->times(0, 4, fn (): string => '('.$quote($dice->pick(['class', 'id', 'style', 'data-x', 'data-y', 'aria-label', 'aria-hidden', 'disabled', '@click', 'a b', ':x', '5'])).'): '.$value())).'}';
    $any = fn (): string => $dice->chance(85) ? $attributes() : $dice->pick(["''", 'null', 'false', "'x'", '0', '[]', 'm']);
    $recipe = fn (): string => '{'.implode(', ', $dice->times(0, 3, fn (): string => $dice->pick(['size', 'color', 'round']).': '.$dice->pick(["'sm'", "'lg'", "'red'", 'true', 'false', 'null', "'none'", '1']))).'}';
    $classes = fn (): string => $dice->pick(["'p-1'", "'p-1 p-2'", "['x', 'y z']", "''", "[null, 'q']"]);
    $template = match ($dice->int(0, 5)) {
        0 => "{{ (t|data_uri({$dice->pick(["'text/plain'", "'text/html'", "'image/png'", "''", "'application/json'"])}".$dice->pick(['', ", {charset: 'utf-8'}", ', {a: 1.5, b: true, c: null}', ", ['x']"]).")) }}",
        1 => '{{ html_classes('.implode(', ', $dice->times(0, 4, fn (): string => $dice->chance(45) ? $map() : $dice->pick([$quote($word()), $quote($word()), 'm', $scalar(), $list()]))).') }}',
        2 => "{{ html_cva({$classes()}, {size: {sm: {$classes()}, lg: {$classes()}}, color: {red: {$classes()}, true: {$classes()}}, round: {false: 'sq', true: {$classes()}, 1: 'one'}}, [{size: {$dice->pick(["'sm'", "['sm', 'lg']"])}, color: 'red', class: {$classes()}}, {round: [true], class: {$classes()}}, {color: 'red'}], {size: 'lg', round: 'true'}).apply({$recipe()}".$dice->pick(['', ", 'extra'", ", null, 'e f'", ", 'p-1'"]).') }}',
        3 => "{{ {$any()}|html_attr_merge({$any()}".$dice->pick(['', ', '.$any()]).')|filter(v => v is not mapping or v is iterable)|json_encode }}',
        default => '{{ html_attr('.implode(', ', $dice->times(1, 3, $any)).') }}',
    };
    return ['templates' => ['index.twig' => $template], 'data' => ['t' => $dice->chance(20) ? $dice->text(BYTES, 1, 5) : aText($dice), 's' => aText($dice), 'm' => new Twig\Markup('<b>', 'UTF-8')], 'config' => ['autoescape' => $dice->pick([false, 'html'])], 'needs' => ['extra-html']];
};
