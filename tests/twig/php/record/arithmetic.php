<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

return function (Recorder $r): void {
    $numbers = [0, 1, -1, 2, 3, -3, 7, -7, 10, 64, 1000003, PHP_INT_MAX, PHP_INT_MIN, PHP_INT_MAX - 1, 3037000500, 0.0, -0.0, 0.5, -0.5, 2.5, -2.5, 1e10, 1e19, -1e19, INF, -INF, NAN];
    $operations = [
        '+' => fn ($a, $b) => $a + $b, '-' => fn ($a, $b) => $a - $b, '*' => fn ($a, $b) => $a * $b, '/' => fn ($a, $b) => $a / $b,
        '%' => fn ($a, $b) => $a % $b, '**' => fn ($a, $b) => $a ** $b, '//' => fn ($a, $b) => (int) floor($a / $b), '<=>' => fn ($a, $b) => $a <=> $b,
    ];
    foreach ($numbers as $a) {
        foreach ($numbers as $b) {
            foreach ($operations as $name => $call) {
                $r->row($name, [$a, $b], $call);
            }
        }
        $r->row('negate', [$a], fn ($a) => -$a);
        $r->row('abs', [$a], fn ($a) => abs($a));
    }
    for ($i = 0; $i < 300; ++$i) {
        $a = mt_rand(0, 1) ? mt_rand(-1000, 1000) : mt_rand(-100000, 100000) / 100;
        $b = mt_rand(0, 1) ? mt_rand(-20, 20) : mt_rand(-1000, 1000) / 100;
        foreach ($operations as $name => $call) {
            $r->row($name, [$a, $b], $call);
        }
    }
};
