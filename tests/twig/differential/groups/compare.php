<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $a = aValue($dice);
    $b = $dice->chance(15) && !is_object($a) ? $a : aValue($dice);
    if ($dice->chance(20)) {
        $b = is_array($a) ? array_reverse($a, true) : (is_scalar($a) ? (string) $a : $b);
    }
    $all = '{{ a == b ? 1 : 0 }}{{ a != b ? 1 : 0 }}{{ a < b ? 1 : 0 }}{{ a > b ? 1 : 0 }}{{ a <= b ? 1 : 0 }}{{ a >= b ? 1 : 0 }} {{ a <=> b }} {{ b <=> a }} {{ a is same as(b) ? 1 : 0 }}{{ a === b ? 1 : 0 }}{{ a in [b] ? 1 : 0 }}{{ b in [a] ? 1 : 0 }}';
    $more = $dice->pick(['', ' {{ max(a, b)|json_encode }}{{ min(a, b)|json_encode }}', ' {{ [a, b]|sort|json_encode }}', ' {{ a in b ? 1 : 0 }}', ' {{ (a starts with b) ? 1 : 0 }}{{ (a ends with b) ? 1 : 0 }}']);
    return ['templates' => ['index.twig' => $all.$more], 'data' => ['a' => $a, 'b' => $b]];
};
