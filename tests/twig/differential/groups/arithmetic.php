<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $data = [];
    $one = function () use ($dice, &$data): string {
        $value = match ($dice->int(0, 9)) {
            0, 1, 2 => anInteger($dice),
            3, 4 => aFloat($dice),
            5, 6 => numericText($dice),
            default => aValue($dice),
        };
        return operand($value, $dice, $data);
    };
    $operator = fn (): string => $dice->pick(['+', '-', '*', '/', '//', '%', '**', 'b-and', 'b-or', 'b-xor']);
    $expression = match ($dice->int(0, 7)) {
        0 => $dice->pick(['-', '+', '- -', '-+']).$one(),
        1 => $one().' '.$operator().' '.$one().' '.$operator().' '.$one(),
        2 => $one().'|'.$dice->pick(['abs', 'round', 'number_format(2)']).' '.$operator().' '.$one(),
        default => $one().' '.$operator().' '.$one(),
    };
    return ['templates' => ['index.twig' => "{{ ($expression)|json_encode }} {{ $expression }}"], 'data' => $data];
};
