<?php
// SPDX-License-Identifier: MIT
// Every filter on every type, alone and in chains.
return function (Dice $dice): array {
    $data = [];
    $filter = fn (): string => $dice->pick([
        'abs', 'batch(2)', "batch(3, '-')", 'batch(2, null, false)', 'capitalize', "column('x')", "column('name', 'id')", 'column(0)', "convert_encoding('UTF-8', 'ISO-8859-1')", "default('D')", 'default', 'e', "e('js')", "e('css')",
        "e('html_attr')", "e('url')", "e('html')", "e('html_attr_relaxed')", 'escape', 'filter(x => x)', 'filter((v, k) => k)', 'find(x => x)', 'find(x => x > 1)', 'first', 'format(1)', "format('a', 2)", 'join', "join(',')", "join(', ', ' and ')",
        'json_encode', 'json_encode(128)', 'keys', 'last', 'length', 'lower', 'map(x => x)', 'map((v, k) => k ~ ":" ~ v)', 'merge([9])', 'merge({a: 1})', 'nl2br', 'number_format', 'number_format(2)', "number_format(1, ',', '.')", 'raw',
        'reduce((c, x) => c ~ x)', 'reduce((c, x) => c + x, 0)', "replace({a: 'b', '1': 'one'})", 'reverse', 'reverse(true)', 'round', 'round(1)', "round(0, 'ceil')", "round(1, 'floor')", 'slice(1)', 'slice(0, 1)', 'slice(-2)', 'slice(1, -1)', 'slice(0, 2, true)',
        'sort', 'sort((a, b) => a <=> b)', 'spaceless', "split(',')", "split('')", "split('', 2)", 'striptags', 'title', 'trim', "trim('a')", "trim(side='left')", 'upper', 'url_encode', 'shuffle|length', "date('Y-m-d')|length > 0", 'invoke(1)',
        "date_modify('+1 day')|date('U') > 0", "map(x => x|upper)", 'map(x => [x])',
    ]);
    $chain = implode('|', $dice->times(1, $dice->chance(70) ? 1 : 3, $filter));
    $value = operand(aValue($dice), $dice, $data);
    return ['templates' => ['index.twig' => $dice->chance(70) ? "{{ ($value|$chain)|json_encode }}" : "{{ $value|$chain }}"], 'data' => $data];
};
