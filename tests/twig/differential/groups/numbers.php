<?php
// SPDX-License-Identifier: MIT
// number_format, round, abs and format on every kind of number.
return function (Dice $dice): array {
    $data = [];
    $value = operand($dice->pick([aFloat($dice), aFloat($dice), anInteger($dice), numericText($dice), $dice->int(-1_000_000, 1_000_000) / 1000, $dice->int(0, 99999) / 100 + 0.005, ($dice->int(0, 9999) * 2 + 1) / 2000, aScalar($dice)]), $dice, $data);
    $n = fn (): string => $dice->pick(['0', '1', '2', '3', '4', '-1', '-2', '10', '15', '17', '20', '-5', 'null', "'2'", '1.5', '50', '-20', 'true', '500']);
    $mark = fn (): string => $dice->pick(["'.'", "','", "''", "' '", "'é'", "'::'", 'null', '1', "\"\\u{a0}\"", "'0'"]);
    $chain = $dice->pick(["number_format({$n()})", "number_format({$n()}, {$mark()}, {$mark()})", "number_format({$n()}, {$mark()})", "number_format(thousand_sep={$mark()})", "number_format(decimalPoint: {$mark()}, decimal: {$n()})", 'number_format', "round({$n()})", "round({$n()}, 'ceil')", "round({$n()}, 'floor')", "round({$n()}, 'common')", "round({$n()}, 'nope')", 'round', 'abs', "round(method='ceil')", "round({$n()})|number_format({$n()})", "abs|round({$n()})", 'json_encode', 'json_encode(1024)']);
    $template = $dice->pick(["{{ $value|$chain }}", "{{ ($value|$chain)|json_encode }}", "{{ '%.{$dice->int(0, 20)}{$dice->pick(['f', 'F', 'e', 'E', 'g', 'G'])}|%d|%s|%u|%x|%o|%b|%c'|format($value, $value, $value, $value, $value, $value, $value, $value) }}", "{{ '%{$dice->pick(['+', '-', '0', ' ', "\\'*", ''])}{$dice->int(0, 20)}{$dice->pick(['d', '.3f', 's', '.2e', '.1s', 'x', '.0f', 'X', 'o'])}|'|format($value) }}", "{{ ($value * 1.1)|$chain }} {{ ($value / 3)|$chain }}", "{{ $value + 0 }} {{ ($value ~ '')|json_encode }} {{ ($value // 1)|json_encode }}", "{{ ($value ** {$dice->pick(['2', '0.5', '-1', '3', '0', '10'])})|json_encode }} {{ ($value % {$dice->pick(['3', '-3', '10', '2.5', '0'])})|json_encode }}"]);
    return ['templates' => ['index.twig' => $template], 'data' => $data, 'config' => $dice->chance(10) ? ['number_format' => [$dice->int(0, 3), ',', $dice->pick(['.', ' ', ''])]] : []];
};
