<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

return function (Recorder $r): void {
    foreach ([0, 1, 42, 123456789, 4294967295] as $seed) {
        $r->row('rand', [$seed, 700], function ($seed, $count) {
            mt_srand($seed);
            $all = '';
            for ($i = 0; $i < $count; ++$i) {
                $all .= mt_rand().' ';
            }
            return md5($all);
        });
        $r->row('first', [$seed], function ($seed) {
            mt_srand($seed);
            return mt_rand();
        });
        foreach ([[0, 9], [1, 6], [-5, 5], [0, 0], [7, 7], [0, 255], [0, 2147483647], [0, 4294967295], [0, 4294967296], [-1000000000000, 1000000000000], [PHP_INT_MIN, PHP_INT_MAX], [0, 3000000000]] as [$min, $max]) {
            $r->row('range', [$seed, $min, $max], function ($seed, $min, $max) {
                mt_srand($seed);
                return implode(' ', array_map(fn () => mt_rand($min, $max), range(1, 12)));
            });
        }
        foreach ([0, 1, 2, 5, 20] as $count) {
            $r->row('shuffle', [$seed, $count], function ($seed, $count) {
                mt_srand($seed);
                $array = $count ? range(0, $count - 1) : [];
                shuffle($array);
                return implode(' ', $array);
            });
            $r->row('strShuffle', [$seed, $count], function ($seed, $count) {
                mt_srand($seed);
                return str_shuffle(substr('abcdefghijklmnopqrstuvwxyz', 0, $count));
            });
            if ($count > 0) {
                $r->row('pick', [$seed, $count], function ($seed, $count) {
                    mt_srand($seed);
                    return implode(' ', array_map(fn () => array_rand(range(1, $count), 1), range(1, 10)));
                });
            }
        }
    }
};
