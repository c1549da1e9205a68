<?php
// SPDX-License-Identifier: MIT
// Chance with a seed: the same numbers as PHP's mt_rand.
return function (Dice $dice): array {
    $data = [];
    $v = fn (): string => operand($dice->pick([$dice->int(-20, 1000), $dice->int(1, PHP_INT_MAX), 'abc', 'été', '', $dice->times(0, 12, fn (): mixed => aScalar($dice)), ['a' => 1, 'b' => 2, 5 => 3], 1.5, 0, null, true, 2.0, '5', -3.7, "\xff\xfe", 1e10, new ArrayIterator([1, 2, 3]), PHP_INT_MIN, PHP_INT_MAX, 2147483647, 4294967295, 4294967296]), $dice, $data);
    $one = fn (): string => $dice->pick(["random({$v()})", "random({$v()})", "random({$v()}, {$v()})", "random({$dice->int(-9, 9)}, {$dice->int(0, 99)})", 'random()', "{$v()}|shuffle", "(1..{$dice->int(2, 30)})|shuffle", "{$v()}|shuffle|first", "random(max: {$dice->int(1, 9)})", "random(values: [1, 2, 3])", "range(1, 60)|shuffle|slice(0, 5)", "{$v()}|split('')|shuffle|join"]);
    return ['templates' => ['index.twig' => implode(' ', $dice->times(1, 4, fn (): string => "{{ ({$one()})|json_encode(512) }}"))], 'data' => $data, 'config' => ['seed' => $dice->int(0, 2_000_000_000)]];
};
