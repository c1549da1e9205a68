<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

return function (Recorder $r): void {
    $values = [0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1.005, 1.005 * 100, 0.285, 0.285 * 100, 1.015, 1.255, 2.445, 8.325, 1299.995, 5.055, 5.045, 1.955, 0.615, 10.225, 1234567.891, 1e15, 1e15 + 0.5, 1e16,
        4503599627370496.5, 9007199254740993.0, 1e22, 1e300, 5e-324, -0.4, -0.004, 0.004, 99.995, 999.995, 999999.5, 123456789012345678.0, INF, -INF, NAN, 49.9999999999999, 0.49999999999999994, 1e-10, 3.0e-7, 19.99, 100.0, 9223372036854775807.0,
        -1234.5678, 145.0, 155.0, 1.45, 1.55, 1.95583, 5.5e-5, 1241757.0];
    for ($i = 0; $i < 300; ++$i) {
        $values[] = mt_rand(-10000000, 10000000) / 1000;
        $values[] = (mt_rand() / mt_rand(1, 1 << 30)) * 10 ** mt_rand(-8, 14);
    }
    foreach ([4503599627370496.0, 4503599627370498.0, 4503599627370495.5, 4503599627370494.5, 9007199254740992.0] as $v) {
        $r->row('round', [$v, 0], fn ($v, $p) => round($v, $p));
        $r->row('round', [$v, -1], fn ($v, $p) => round($v, $p));
    }
    for ($i = 0; $i < 300; ++$i) {
        $r->row('round', [(float) mt_rand(-1000000000, 1000000000), mt_rand(0, 12)], fn ($v, $p) => round($v, $p));
    }
    foreach (array_map(floatval(...), $values) as $i => $v) {
        foreach ($i < 60 ? [0, 1, 2, 3, 5, 10, 15, 16, 22, 25, 100, -1, -2, -5, -20, -30] : [0, 2, 3, -1, 1] as $places) {
            $r->row('round', [$v, $places], fn ($v, $p) => round($v, $p));
            $r->row('numberFormat', [$v, $places, '.', ','], number_format(...));
        }
        $r->row('numberFormat', [$v, 2, ',', '.'], number_format(...));
        $r->row('numberFormat', [$v, 2, '', ''], number_format(...));
        $r->row('numberFormat', [$v, 3, '::', '&nbsp;'], number_format(...));
        foreach ([0, 2, -1] as $places) {
            $r->row('ceil', [$v, $places], fn ($v, $p) => ceil($v * 10 ** $p) / 10 ** $p);
            $r->row('floor', [$v, $places], fn ($v, $p) => floor($v * 10 ** $p) / 10 ** $p);
        }
    }
    $r->row('numberFormat', [1.5, 340, '.', ','], number_format(...));
    $r->row('numberFormat', [0.1, 520, '.', ','], number_format(...));
    $r->row('numberFormat', [1.1e200, 400, '.', ','], number_format(...));
    foreach ([0, 1, 5, 15, 149, 150, 999, 1000, -5, -15, 1234567, PHP_INT_MAX, PHP_INT_MIN] as $integer) {
        foreach ([0, 2, -1, -2, -3, -18, -19, -20] as $places) {
            $r->row('integerFormat', [$integer, $places, '.', ','], number_format(...));
        }
    }
};
