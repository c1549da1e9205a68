<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

require_once 'Twig/autoload.php';

return function (Recorder $r): void {
    $strings = ['', '0', '1', '01', '10', '1e1', '9', '1.0', '-1', ' 1', '1 ', "1\n", "1\v", "1\0", 'a', 'A', 'b', 'abc', 'abd', '1a', '5 apples', 'NAN', 'INF', '0x1', '1e1000', '2e1000', '-1e1000', '9223372036854775807', '9223372036854775808',
        '9223372036854775809', '99999999999999999999', '99999999999999999998', '-9223372036854775809', '0.1', '.1', '1e-1', 'é', 'z', ' ', '0.0', '-0', 'null', '1.5', '100', '1e2', '9007199254740993', '9007199254740992'];
    $numbers = [0, 1, -1, 10, 9, 100, 5, PHP_INT_MAX, PHP_INT_MIN, 9007199254740993, 0.0, -0.0, 0.1, 1.0, 1.5, 1e19, 9007199254740992.0, INF, -INF, NAN];
    foreach ($strings as $a) {
        foreach ($strings as $b) {
            $r->row('strings', [$a, $b], fn ($a, $b) => $a <=> $b);
            $r->row('equal', [$a, $b], fn ($a, $b) => $a == $b);
        }
        foreach ($numbers as $n) {
            $r->row('php', [$n, $a], fn ($a, $b) => $a <=> $b);
            $r->row('twig', [$n, $a], fn ($a, $b) => \Twig\Extension\CoreExtension::compare($a, $b));
            $r->row('twigReverse', [$a, $n], fn ($a, $b) => \Twig\Extension\CoreExtension::compare($a, $b));
        }
    }
};
