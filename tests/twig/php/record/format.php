<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

return function (Recorder $r): void {
    $call = function (string $format, mixed ...$arguments) {
        set_error_handler(fn () => true);
        try {
            return sprintf($format, ...$arguments);
        } finally {
            restore_error_handler();
        }
    };
    // strict_types would refuse "12" for %d only in calls of ours, not inside sprintf.
    $values = [0, 1, -1, 42, -42, 255, PHP_INT_MAX, PHP_INT_MIN, 0.0, -0.0, 1.0, 1.5, -1.5, 0.1, 3.14159, 1e20, -1e-7, 123456789.0, 12345.678, 1e15, 1e100, 0.5, 2.5, 1e6, 999999.5, INF, -INF, NAN, true, false, null, '', 'abc', '12abc', '1e3', '  7', 'é', 'a longer string'];
    $conversions = ['%s', '%d', '%u', '%f', '%F', '%e', '%E', '%g', '%G', '%h', '%H', '%b', '%o', '%x', '%X', '%c', '%5d', '%-5d|', '%05d', '%+d', '%+05d', '%5s|', '%-5s|', '%05s', "%'*10s", "%'x-10s|", '%.1f', '%.0f', '%.10f', '%8.2f|', '%-8.2f|', '%08.2f', '%+.2f', '%+08.2f', '%.3s|', '%10.4s|', '%.2e', '%.0e', '%10.3e|', '%.3g', '%.10g', '%.15g', '%.17g', '%.0g', '%010g', '%+g', '%.3x', '%8x|', '%-8x|', '%08x', '%-05d|', "%'0-5u|", '%.20f', '%.53f', '%.60f', '%-08.1f|', '%ld', '%+s', '%12g|'];
    foreach ($conversions as $format) {
        foreach ($values as $value) {
            $r->row('sprintf', [$format, $value], $call, true);
        }
    }
    foreach ([['%y', 1], ['%', 1], ['%5', 1], ['%2$s', 'a'], ['%0$s', 'a'], ['%s %s', 'a'], ['%*d|', 5, 42], ['%-*d|', 5, 42], ['%.*f', 2, 3.14159], ['%*.*f|', 10, 2, 3.14159], ['%2$s %1$s', 'a', 'b'], ['%1$s %s', 'a', 'b'], ['%s %1$s', 'a', 'b'], ['%.2147483648f', 1], ['%99999999999s', 'x'], ['%l', 1],
        ['%5%|', 1], ['%-5%|'], ['%*s', 'x'], ['%*s', 'x', 'y'], ['%.*f', -1, 1.5], ['%.*g', -1, 0.1], ['%.*H', -1, 1e20], ['%.*f', 1000, 1.5], ['%*d', -5, 3], ['%*d', 3000000000, 3], ['%1$*2$d|', 42, 6], ['%1$', 'a'], ['%99999$s', 'a'], ['%4294967297$s', 'a'], ['%.', 1], ['%0', 1], ['%-', 1], ['abc%'], ['%%'], ['%s'], ['', 'a'], ['%d %d', 1], ['100%% of %s', 'x'],
        ["%'", 1], ["%'x", 1], ['%.f', 1.5], ['%.s|', 'abc'], ['%5.s|', 'abc'], ['%$s', 'a'], ['%1$s%1$s', 'ab'], ['%3$s', 'a', 'b', 'c'], ['%.*f', '2', 1.5], ['%.*f', -2, 1.5], ['%*', 5], ['%*d', 5], ['% 5d', 3], ["%\0d", 1], ['%é', 1], ["a\0%s", 'b'], ['%05.1f|%-6s|%+d', 2.25, 'ab', 7], ['%s%s%s', 'a'], ['%1$s %3$s', 'a']] as $case) {
        $r->row('sprintf', $case, $call, true);
    }
    $pieces = ['%', 's', 'd', 'f', '5', '.', '2', '-', '+', '0', "'", 'x', '$', '1', '*', 'g', 'e', ' ', '%%', 'l'];
    for ($i = 0; $i < 1500; ++$i) {
        $format = '%';
        for ($n = mt_rand(1, 7); $n > 0; --$n) {
            $format .= $pieces[mt_rand(0, count($pieces) - 1)];
        }
        // Widths beyond what a test wants to print.
        if (!preg_match('/[0-9]{4}/', $format)) {
            $r->row('sprintf', [$format, 3, -1.25, 'abc'], $call, true);
        }
    }
};
