<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $data = [];
    $piece = function () use ($dice): string {
        if ($dice->chance(15)) {
            return $dice->pick(['%%', 'text', 'é', '%', '% ', '%5', '%l', '%z', '%%%']);
        }
        $flags = $dice->text(['-', '+', ' ', '0', "'*", "'é", "'0", "'"], 0, $dice->chance(60) ? 1 : 2);
        $width = $dice->chance(50) ? $dice->pick(['5', '10', '1', '*', '*1$', '25']) : '';
        $precision = $dice->chance(45) ? '.'.$dice->pick(['0', '1', '2', '3', '10', '', '*', '20', '53', '54', '-1']) : '';
        return '%'.($dice->chance(15) ? $dice->pick(['1$', '2$', '3$', '9$', '0$']) : '').$flags.$width.$precision.$dice->pick(['s', 'd', 'f', 'F', 'e', 'E', 'g', 'G', 'x', 'X', 'o', 'b', 'c', 'u', 's', 'd', 'f', 'i', 'h', 'H', 'ld', 'y', 'lf']).$dice->pick(['', '', '|']);
    };
    $format = implode('', $dice->times(1, 3, $piece));
    $arguments = $dice->times(0, 4, fn (): string => operand($dice->chance(80) ? aScalar($dice) : aValue($dice), $dice, $data));
    $data['format'] = $format;
    return ['templates' => ['index.twig' => '{{ (format|format('.implode(', ', $arguments).'))|json_encode }}'], 'data' => $data];
};
