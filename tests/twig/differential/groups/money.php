<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $value = match ($dice->int(0, 5)) {
        0 => aFloat($dice),
        1 => sprintf('%.'.$dice->int(0, 4).'f', $dice->decimal()),
        2 => $dice->int(0, 99999),
        3 => ($dice->int(0, 999999) * 10 + 5) / 1000,
        4 => numericText($dice),
        default => $dice->int(-999999, 999999) / 100,
    };
    $rate = $dice->pick(['0.2', '0.055', '1.2', '0.196', '7', '3', '1.075', '100']);
    $places = $dice->int(-3, 8);
    $template = $dice->pick([
        "{{ v|number_format($places) }} {{ v|number_format($places, ',', '.') }} {{ v|number_format($places, '', '') }} {{ v|number_format($places, '..', '::') }}", "{{ v|round($places) }} {{ v|round($places)|json_encode }} {{ v|round($places, 'ceil') }} {{ v|round($places, 'floor') }}",
        "{{ (v * $rate) }} {{ (v * $rate)|json_encode }} {{ (v * $rate)|round(2) }} {{ (v / $rate)|number_format(2) }} {{ (v * $rate)|number_format(2, '.', '') }}", "{{ '%.2f'|format(v) }} {{ '%05.1f|%d|%s|%e'|format(v, v, v, v) }}", "{{ v - (v / $rate)|round(2) }} {{ (v * 100)|round }} {{ ((v * 100)|round) / 100 }} {{ v // 1 }} {{ v % 7 }}",
        "{{ v|abs }} {{ -v }} {{ v|number_format }} {{ v|round }} {{ v|round|json_encode }} {{ v|number_format(null) }}", "{{ [v, v * 2, $rate]|reduce((c, x) => c + x, 0)|json_encode }}",
    ]);
    return ['templates' => ['index.twig' => $template], 'data' => ['v' => $value], 'config' => $dice->chance(15) ? ['number_format' => [$dice->int(0, 3), ',', $dice->pick(['.', ' ', ''])]] : []];
};
