<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $h = aValue($dice);
    $a = match (true) {
        is_array($h) && $h && $dice->chance(50) => $dice->pick($h),
        is_string($h) && $dice->chance(50) => substr($h, $dice->int(0, 2), $dice->int(0, 3)),
        default => aValue($dice),
    };
    $text = $dice->pick([
        '{{ a in h ? 1 : 0 }}{{ a not in h ? 1 : 0 }}', '{{ a starts with h ? 1 : 0 }}{{ h starts with a ? 1 : 0 }}', '{{ a ends with h ? 1 : 0 }}{{ h ends with a ? 1 : 0 }}',
        '{{ h has some x => x == a ? 1 : 0 }}', '{{ h has every x => x != a ? 1 : 0 }}', '{{ (h has every (v, k) => k ~ "" != "") ? 1 : 0 }}',
    ]);
    return ['templates' => ['index.twig' => $text], 'data' => ['a' => $a, 'h' => $h]];
};
